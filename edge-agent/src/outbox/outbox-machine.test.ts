import { Epoch, LANES, type Lane } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  OUTBOX_LIMITS,
  type OutboxEffect,
  type OutboxEvent,
  type OutboxState,
  openedOutbox,
  queued,
  stepOutbox,
} from './outbox-machine.ts';

const EPOCH = Epoch.parse('00000000-0000-4000-8000-000000000001');
const OTHER = Epoch.parse('00000000-0000-4000-8000-000000000002');
const EMPTY = { first: 1, stored: 0, acked: 0, dropped: 0, before: '0'.repeat(64) };
const LANES_EMPTY = { alert: EMPTY, result: EMPTY, telemetry: EMPTY };
const LETTER = { body: '{}', hash: '', stamp: '', seal: '', counts: new Map() };
const fresh = (clockKnown = true): OutboxState =>
  openedOutbox({ epoch: EPOCH, lanes: LANES_EMPTY, clockKnown });

/** The machine with a disk that takes everything (or, when told so, is full) and a list of what was sent. */
class Bench {
  state = fresh();
  now = 0;
  /** Room for this many telemetry messages; `undefined`: endless. */
  room: number | undefined;
  readonly sent: { lane: Lane; seq: number; first: number }[] = [];
  readonly refused: Lane[] = [];

  do(event: OutboxEvent): void {
    const pending = [event];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      const { state, effects } = stepOutbox(this.state, next, this.now);
      this.state = state;
      for (const effect of effects) pending.push(...this.#carryOut(effect));
    }
  }
  enqueue(lane: Lane, times = 1): void {
    for (let i = 0; i < times; i++) this.do({ kind: 'enqueue', lane, letter: LETTER });
  }
  ack(lane: Lane, seq: number, epoch = EPOCH, agrees: boolean | null = true): void {
    this.do({ kind: 'ack', lane, epoch, seq, agrees });
  }
  tick(ms: number): void {
    this.now += ms;
    this.do({ kind: 'tick' });
  }
  sentOf(lane: Lane): number[] {
    return this.sent.filter((message) => message.lane === lane).map((message) => message.seq);
  }
  forget(): void {
    this.sent.length = 0;
  }
  #carryOut(effect: OutboxEffect): OutboxEvent[] {
    switch (effect.kind) {
      case 'append': {
        const { lane, seq, letter } = effect;
        const full = this.room !== undefined && queued(this.state.lanes.telemetry) >= this.room;
        return [full ? { kind: 'disk_full', lane, letter } : { kind: 'appended', lane, seq }];
      }
      case 'drop':
        return [{ kind: 'dropped', below: effect.below, ...effect.waiting }];
      case 'refuse':
        this.refused.push(effect.lane);
        return [];
      case 'transmit':
        this.sent.push(effect);
        return [];
      case 'delete':
      case 'begin_epoch':
        return [];
    }
  }
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('outbox machine', () => {
  it('sends nothing while off line, and everything from the first unacknowledged once it is connected', () => {
    const bench = new Bench();
    bench.enqueue('result', 3);
    expect(bench.sent).toEqual([]);
    bench.do({ kind: 'connected' });
    expect(bench.sentOf('result')).toEqual([1, 2, 3]);
    bench.ack('result', 1);
    bench.do({ kind: 'disconnected' });
    bench.forget();
    bench.do({ kind: 'connected' });
    expect(bench.sent).toEqual([
      expect.objectContaining({ seq: 2, first: 2 }),
      expect.objectContaining({ seq: 3, first: 2 }),
    ]);
  });

  it('keeps no more in flight than the window, and moves on with each acknowledgement', () => {
    const bench = new Bench();
    bench.do({ kind: 'connected' });
    bench.enqueue('telemetry', 100);
    const { telemetry: window } = OUTBOX_LIMITS.window;
    expect(bench.sentOf('telemetry')).toEqual(range(1, window));
    bench.ack('telemetry', 10);
    expect(bench.sentOf('telemetry')).toEqual(range(1, window + 10));
  });

  it('sends an alert at once whatever the telemetry backlog', () => {
    const bench = new Bench();
    bench.enqueue('telemetry', 5_000);
    bench.do({ kind: 'connected' });
    bench.forget();
    bench.enqueue('alert');
    expect(bench.sent).toEqual([expect.objectContaining({ lane: 'alert', seq: 1 })]);
  });

  it('sends alerts first after a reconnect', () => {
    const bench = new Bench();
    bench.enqueue('telemetry', 5);
    bench.enqueue('result', 5);
    bench.enqueue('alert', 5);
    bench.do({ kind: 'connected' });
    expect(bench.sent.map(({ lane }) => lane).slice(0, 5)).toEqual(Array(5).fill('alert'));
  });

  it('asks with one message after a silence, ever more seldom, and resumes in full when answered', () => {
    const bench = new Bench();
    bench.do({ kind: 'connected' });
    bench.enqueue('result', 5);
    bench.forget();
    const { first, max } = OUTBOX_LIMITS.resendMs;
    bench.tick(first - 1);
    expect(bench.sentOf('result')).toEqual([]);
    bench.tick(1);
    expect(bench.sentOf('result')).toEqual([1]);
    bench.tick(first);
    expect(bench.sentOf('result')).toEqual([1]);
    bench.tick(first);
    expect(bench.sentOf('result')).toEqual([1, 1]);
    for (let i = 0; i < 10; i++) bench.tick(max);
    expect(bench.sentOf('result')).toHaveLength(12);
    bench.ack('result', 1);
    expect(bench.sentOf('result').slice(12)).toEqual([2, 3, 4, 5]);
  });

  it('comes back soon when the inbox shows a sign of life without progress', () => {
    const bench = new Bench();
    bench.do({ kind: 'connected' });
    bench.enqueue('result', 2);
    for (let i = 0; i < 8; i++) bench.tick(OUTBOX_LIMITS.resendMs.max);
    bench.forget();
    bench.ack('result', 0);
    bench.tick(OUTBOX_LIMITS.resendMs.first);
    expect(bench.sentOf('result')).toEqual([1]);
  });

  it('ignores acknowledgements of another epoch, and counts them', () => {
    const bench = new Bench();
    bench.enqueue('alert', 2);
    bench.ack('alert', 2, OTHER);
    expect(queued(bench.state.lanes.alert)).toBe(2);
    expect(bench.state.foreignAcks).toBe(1);
  });

  it('ignores an acknowledgement lower than one it knows', () => {
    const bench = new Bench();
    bench.enqueue('alert', 3);
    bench.ack('alert', 3);
    bench.ack('alert', 1);
    expect(bench.state.lanes.alert).toMatchObject({ first: 4, acked: 3 });
  });

  it('takes an acknowledgement beyond its last number as proof that the file is an old copy', () => {
    const state = fresh();
    const ack = { kind: 'ack', lane: 'alert', epoch: EPOCH, seq: 7, agrees: null } as const;
    const { effects } = stepOutbox(state, ack, 0);
    expect(effects).toEqual([{ kind: 'begin_epoch', lane: 'alert', seq: 7 }]);
  });

  it.each([3, 2])('takes another chain at %d, where it has its own, as the same proof', (seq) => {
    const bench = new Bench();
    bench.enqueue('alert', 4);
    bench.ack('alert', 2);
    const ack = { kind: 'ack', lane: 'alert', epoch: EPOCH, seq, agrees: false } as const;
    expect(stepOutbox(bench.state, ack, 0).effects).toEqual([{ kind: 'begin_epoch', lane: 'alert', seq }]);
  });

  it('deletes nothing on an acknowledgement whose chain it could not compare', () => {
    const bench = new Bench();
    bench.enqueue('alert', 4);
    bench.ack('alert', 3, EPOCH, null);
    expect(queued(bench.state.lanes.alert)).toBe(4);
  });

  it('holds telemetry until the school’s clock is known, alerts and results for a moment', () => {
    const bench = new Bench();
    bench.state = fresh(false);
    for (const lane of LANES) bench.enqueue(lane);
    bench.do({ kind: 'connected' });
    bench.tick(OUTBOX_LIMITS.clockWaitMs - 1);
    expect(bench.sent).toEqual([]);
    bench.tick(1);
    expect(bench.sent.map(({ lane }) => lane)).toEqual(['alert', 'result']);
    bench.do({ kind: 'clock_known' });
    expect(bench.sentOf('telemetry')).toEqual([1]);
  });

  it('gives the oldest telemetry up on a full disk, counts it, and tells the inbox with `first`', () => {
    const bench = new Bench();
    bench.room = 100;
    bench.enqueue('telemetry', 101);
    expect(bench.state.lanes.telemetry).toMatchObject({ first: 6, stored: 101, dropped: 5 });
    bench.do({ kind: 'connected' });
    expect(bench.sent[0]).toMatchObject({ seq: 6, first: 6 });
  });

  it('makes room for results and alerts from telemetry, and never drops one of them', () => {
    const bench = new Bench();
    bench.room = 20;
    bench.enqueue('telemetry', 20);
    bench.enqueue('result', 5);
    bench.enqueue('alert', 5);
    expect(bench.state.lanes.result).toMatchObject({ first: 1, stored: 5, dropped: 0 });
    expect(bench.state.lanes.alert).toMatchObject({ first: 1, stored: 5, dropped: 0 });
    expect(bench.state.lanes.telemetry.dropped).toBeGreaterThan(0);
  });

  it('refuses when there is nothing left to give up: telemetry is counted, a result is handed back', () => {
    const bench = new Bench();
    bench.room = 0;
    bench.enqueue('telemetry');
    bench.enqueue('result');
    expect(bench.refused).toEqual(['telemetry', 'result']);
    expect(bench.state.lanes.telemetry).toMatchObject({ stored: 0, dropped: 1 });
    expect(bench.state.lanes.result).toMatchObject({ stored: 0, dropped: 0 });
  });

  it('goes on sending telemetry after a drop cut its flight short', () => {
    const bench = new Bench();
    bench.do({ kind: 'connected' });
    bench.room = 1_000;
    bench.enqueue('telemetry', 1_000);
    bench.forget();
    bench.enqueue('alert');
    expect(bench.sentOf('telemetry')).toEqual(range(51, 50 + OUTBOX_LIMITS.window.telemetry));
  });
});

describe('outbox machine against an inbox that takes a lane strictly in order', () => {
  const action = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('enqueue'), lane: fc.constantFrom(...LANES) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('deliver'), lose: fc.boolean(), twice: fc.boolean() }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('ack'), lose: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('tick'), ms: fc.integer({ min: 0, max: 40_000 }) }) },
    { weight: 1, arbitrary: fc.constantFrom({ do: 'connected' } as const, { do: 'disconnected' } as const) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('room'), room: fc.integer({ min: 1, max: 30 }) }) },
  );

  it('stores each message once and in order, loses none but counted telemetry, and drains in the end', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 300 }), (actions) => {
        const bench = new Bench();
        const inbox = { alert: [] as number[], result: [] as number[], telemetry: [] as number[] };
        const mark = { alert: 0, result: 0, telemetry: 0 };
        const wire: { lane: Lane; seq: number; first: number }[] = [];
        const receive = ({ lane, seq, first }: { lane: Lane; seq: number; first: number }): void => {
          if (first > mark[lane] + 1) mark[lane] = first - 1;
          if (seq !== mark[lane] + 1) return;
          inbox[lane].push(seq);
          mark[lane] = seq;
        };
        const deliver = (): void => {
          for (const message of wire.splice(0)) receive(message);
        };
        const collect = (): void => {
          wire.push(...bench.sent.splice(0));
        };
        for (const step of actions) {
          if (step.do === 'enqueue') bench.enqueue(step.lane);
          else if (step.do === 'tick') bench.tick(step.ms);
          else if (step.do === 'room') bench.room = step.room;
          else if (step.do === 'connected' || step.do === 'disconnected') bench.do({ kind: step.do });
          else if (step.do === 'ack') {
            if (!step.lose) for (const lane of LANES) bench.ack(lane, mark[lane]);
          } else {
            if (step.lose) wire.splice(0, Math.ceil(wire.length / 2));
            else if (step.twice) wire.push(...wire);
            deliver();
          }
          collect();
          for (const lane of LANES) {
            const { first, sent, acked, stored } = bench.state.lanes[lane];
            expect(sent - first + 1).toBeLessThanOrEqual(OUTBOX_LIMITS.window[lane]);
            expect(sent).toBeLessThanOrEqual(stored);
            expect(acked).toBeLessThanOrEqual(mark[lane]); // acknowledged => stored
          }
        }
        bench.do({ kind: 'connected' });
        for (let i = 0; i < 400 && LANES.some((lane) => queued(bench.state.lanes[lane]) > 0); i++) {
          collect();
          deliver();
          for (const lane of LANES) bench.ack(lane, mark[lane]);
          bench.tick(1_000);
        }
        for (const lane of LANES) {
          const { stored, dropped } = bench.state.lanes[lane];
          expect(queued(bench.state.lanes[lane])).toBe(0);
          expect(inbox[lane]).toEqual([...new Set(inbox[lane])].sort((a, b) => a - b));
          expect(inbox[lane].length).toBeGreaterThanOrEqual(stored - dropped);
          if (lane !== 'telemetry') expect(inbox[lane]).toEqual(range(1, stored));
        }
      }),
      { numRuns: 300 },
    );
  });
});
