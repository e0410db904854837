import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alert, attempt, CLOCK, keyOf, START, senderOf, telemetry } from './fixtures/messages.ts';
import { World } from './fixtures/world.ts';
import { isIdle, step, wakeAt } from './inbox-machine.ts';
import {
  emptyInbox,
  type InboxEffect,
  type InboxEvent,
  type InboxState,
  laneName,
  type Message,
} from './inbox-state.ts';
import { INBOX_LIMITS, type InboxLimits } from './limits.ts';

type Act =
  | { act: 'send'; sender: number; seqs: number[] }
  | { act: 'drop'; sender: number; count: number }
  | { act: 'finish'; which: number; outcome: 'done' | 'refused' | 'answer_lost' }
  | { act: 'wait'; ms: number }
  | { act: 'crash'; happened: boolean };

const nat = fc.nat(50);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('send' as const),
      sender: nat,
      seqs: fc.array(nat, { maxLength: 6 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('finish' as const),
      which: nat,
      outcome: fc.constantFrom('done' as const, 'done' as const, 'refused' as const, 'answer_lost' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('wait' as const), ms: fc.constantFrom(1, 100, 1000, 20_000) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('drop' as const), sender: nat, count: nat }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('crash' as const), happened: fc.boolean() }) },
);

function perform(world: World, one: Act): void {
  switch (one.act) {
    case 'send': {
      const sender = world.senders[one.sender % world.senders.length];
      if (sender === undefined) return;
      // Any of the messages sent so far, again and in any order, or a few new ones: lost ones are just not here.
      const messages = one.seqs.map((n) => {
        const seq = Math.max(1, sender.acknowledged - 2) + (n % 8);
        sender.sent = Math.max(sender.sent, seq);
        return world.message(sender, seq);
      });
      world.dispatch({ kind: 'received', messages });
      return;
    }
    case 'drop': {
      const sender = world.senders[one.sender % world.senders.length];
      if (sender?.key.lane === 'telemetry')
        sender.first = Math.min(sender.sent + 1, sender.first + (one.count % 5));
      return;
    }
    case 'finish':
      world.finish(one.which, one.outcome);
      return;
    case 'wait':
      world.passTime(one.ms);
      return;
    case 'crash':
      world.crash(one.happened);
      return;
  }
}

/** Faults are over: each sender resends from its first unacknowledged until all is acknowledged. */
function recover(world: World): void {
  const isDone = (): boolean => world.senders.every(({ acknowledged, sent }) => acknowledged >= sent);
  for (let round = 0; round < 500 && !(isDone() && isIdle(world.state)); round += 1) {
    for (const sender of world.senders) {
      const from = Math.max(sender.first, sender.acknowledged + 1);
      const seqs = Array.from({ length: Math.max(0, sender.sent - from + 1) }, (_, i) => from + i);
      if (seqs.length > 0)
        world.dispatch({ kind: 'received', messages: seqs.map((seq) => world.message(sender, seq)) });
      else if (sender.acknowledged < sender.sent) sender.acknowledged = sender.sent; // all of it was dropped
    }
    for (let i = 0; i < 50 && world.pending.length > 0; i += 1) world.finish(0, 'done');
    world.passTime(10_000);
  }
  expect(isDone()).toBe(true);
  expect(isIdle(world.state)).toBe(true);
}

describe('the inbox, through any interleaving of loss, repetition, disorder, failing stores and crashes', () => {
  it('acknowledges only what is stored, stores once and in order, and ends with everything stored', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), fc.integer({ min: 1, max: 4 }), (acts, outboxes) => {
        const world = new World(outboxes);
        for (const one of acts) perform(world, one);
        recover(world);
        for (const sender of world.senders) {
          const name = laneName(sender.key);
          const seqs = world.committed.get(name) ?? [];
          expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
          for (let seq = sender.first; seq <= sender.sent; seq += 1) {
            expect(world.isStored(sender.key, seq)).toBe(true);
          }
        }
      }),
      { numRuns: 600 },
    );
  });
});

/** A machine with its mark read, one step at a time. */
function machine(limits: Partial<InboxLimits> = {}) {
  const all = { ...INBOX_LIMITS, ...limits };
  let state: InboxState = emptyInbox;
  return {
    get state() {
      return state;
    },
    step(event: InboxEvent, now = 0): readonly InboxEffect[] {
      const next = step(state, event, { now, limits: all });
      state = next.state;
      return next.effects;
    },
    wakeAt: () => wakeAt(state, all),
  };
}

const key = { telemetry: keyOf(1, 'telemetry'), result: keyOf(1, 'result'), alert: keyOf(1, 'alert') };
const sender = {
  telemetry: senderOf(key.telemetry, (seq) => `t/${seq}`),
  result: senderOf(key.result, (seq) => `r/${seq}`),
  alert: senderOf(key.alert, (seq) => `a/${seq}`),
};
const message = (lane: keyof typeof key, seq: number, more: Partial<Message> = {}): Message => ({
  kind: 'message',
  key: key[lane],
  seq,
  first: 1,
  ...sender[lane].link(seq, more.first ?? 1),
  clock: CLOCK,
  body: lane === 'telemetry' ? telemetry(seq, 45) : lane === 'result' ? attempt(1, seq) : alert(1, seq),
  fault: null,
  isDamaged: false,
  topic: 't',
  payload: new Uint8Array(100),
  receivedAt: START + 1_000_000,
  clockTrusted: true,
  ...more,
});
const markRead = (lane: keyof typeof key, seq: number): InboxEvent => ({
  kind: 'mark_read',
  key: key[lane],
  mark: seq === 0 ? undefined : sender[lane].markAt(seq),
});
const acknowledge = (lane: keyof typeof key, seq: number): InboxEffect => ({
  kind: 'acknowledge',
  key: key[lane],
  mark: sender[lane].markAt(seq),
});
const received = (...messages: Message[]): InboxEvent => ({ kind: 'received', messages });
const kinds = (effects: readonly InboxEffect[]): string[] => effects.map(({ kind }) => kind);

describe('the inbox', () => {
  it('reads the mark of a lane it does not know, and then takes what waited', () => {
    const inbox = machine();
    expect(inbox.step(received(message('result', 5), message('result', 6)))).toEqual([
      { kind: 'read_mark', key: key.result },
    ]);
    const effects = inbox.step(markRead('result', 4));
    expect(effects).toMatchObject([
      { kind: 'commit', lane: 'result', commit: { marks: [{ ...key.result, seq: 6 }], attempts: [{}, {}] } },
    ]);
  });

  it('acknowledges after the commit and not before', () => {
    const inbox = machine();
    inbox.step(received(message('result', 1)));
    expect(kinds(inbox.step(markRead('result', 0)))).toEqual(['commit']);
    expect(inbox.step(received(message('result', 1)))).toEqual([]);
    expect(inbox.step({ kind: 'committed', lane: 'result', batch: 1 })).toEqual([acknowledge('result', 1)]);
  });

  it('answers what it has, and what is too early, with its mark, once per step and not again at once', () => {
    const inbox = machine();
    inbox.step(received(message('result', 9)));
    const mark = acknowledge('result', 4);
    expect(inbox.step(markRead('result', 4), 100)).toEqual([mark]);
    const late = received(message('result', 2), message('result', 3), message('result', 8));
    expect(inbox.step(late, 101)).toEqual([]);
    expect(inbox.step(late, 151)).toEqual([mark]);
    expect(inbox.state.counters).toMatchObject({ duplicates: 4, ahead: 3, accepted: 0 });
  });

  it('records a gap where the outbox holds nothing older, and goes on behind it', () => {
    const inbox = machine();
    inbox.step(received(message('result', 9, { first: 9 })));
    const [effect] = inbox.step(markRead('result', 4));
    expect(effect).toMatchObject({
      kind: 'commit',
      commit: { marks: [{ seq: 9 }], gaps: [{ fromSeq: 5, toSeq: 8 }], attempts: [{}] },
    });
  });

  it('believes a gap only from the message that the outbox holds first', () => {
    const inbox = machine();
    inbox.step(received(message('result', 9, { first: 7 })));
    expect(inbox.step(markRead('result', 4))).toEqual([acknowledge('result', 4)]);
    const effects = inbox.step(received(message('result', 7, { first: 7 })));
    expect(effects).toMatchObject([
      {
        kind: 'commit',
        commit: { marks: [{ after: 4, seq: 7 }], gaps: [{ fromSeq: 5, toSeq: 6 }], attempts: [{}] },
      },
    ]);
  });

  it('forgets idle lanes for new ones of their kind and never one that is under way', () => {
    const inbox = machine({ lanes: 1 });
    const other = keyOf(3, 'result');
    const link = senderOf(other, (seq) => `r/${seq}`).link(1, 1);
    const fromOther = message('result', 1, { key: other, ...link });
    inbox.step(received(message('result', 1)));
    inbox.step(markRead('result', 0));
    inbox.step(received(fromOther));
    expect(inbox.step({ kind: 'mark_read', key: other, mark: undefined })).toEqual([]);
    expect([...inbox.state.lanes.keys()]).toEqual([laneName(key.result)]);
    inbox.step({ kind: 'committed', lane: 'result', batch: 1 });
    inbox.step(received(fromOther));
    expect(kinds(inbox.step({ kind: 'mark_read', key: other, mark: undefined }))).toEqual(['commit']);
    expect(inbox.state.counters.lanesForgotten).toBe(1);
  });

  it('has a place for an alert while lanes of another kind take all of theirs', () => {
    const inbox = machine({ lanes: 1 });
    inbox.step(received(message('telemetry', 1)));
    inbox.step(markRead('telemetry', 0));
    inbox.step(received(message('alert', 1)));
    expect(kinds(inbox.step(markRead('alert', 0)))).toEqual(['commit']);
  });

  it('goes on behind the mark of another worker only along its chain', () => {
    const inbox = machine();
    inbox.step(received(message('result', 1), message('result', 2), message('result', 3)));
    inbox.step(markRead('result', 0));
    inbox.step({ kind: 'failed', lane: 'result', batch: 1, chance: 0 }, 0);
    inbox.step({ kind: 'tick' }, 200);
    const mark = { seq: 2, chain: 'f'.repeat(64) };
    const marks = [{ key: key.result, mark }];
    expect(inbox.step({ kind: 'checked', lane: 'result', batch: 1, marks }, 201)).toEqual([
      { kind: 'acknowledge', key: key.result, mark },
    ]);
    expect(isIdle(inbox.state)).toBe(true);
  });

  it('makes a dead letter of a body that fails its schema, and the mark moves', () => {
    const inbox = machine();
    inbox.step(received(message('result', 1, { body: { kind: 'attempt' } }), message('result', 2)));
    const [effect] = inbox.step(markRead('result', 0));
    expect(effect).toMatchObject({
      commit: {
        marks: [{ seq: 2 }],
        attempts: [{ body: attempt(1, 2) }],
        deadLetters: [{ key: key.result, seq: 1 }],
      },
    });
  });

  it('keeps a bounded number of unreadable messages a minute, and no mark moves', () => {
    const inbox = machine({ unreadablePerMinute: 2 });
    const { school, gateway, lane } = key.result;
    const garbage = {
      kind: 'unreadable' as const,
      school,
      gateway,
      lane,
      reason: 'not JSON',
      topic: 't',
      payload: Buffer.from('garbage'),
      receivedAt: START,
    };
    const effects = inbox.step({ kind: 'received', messages: [garbage, garbage, garbage] });
    expect(effects).toMatchObject([
      { kind: 'commit', commit: { marks: [], deadLetters: [{ key: null }, {}] } },
    ]);
    expect(inbox.state.counters.unreadableDropped).toBe(1);
    inbox.step({ kind: 'committed', lane, batch: 1 });
    expect(inbox.step({ kind: 'received', messages: [garbage] }, 60_000)).toHaveLength(1);
  });

  it('gathers telemetry for 20 ms, or while a write is under way for 100 ms or 5,000 rows; three writes at a time', () => {
    const inbox = machine();
    inbox.step(received(message('telemetry', 1)));
    expect(inbox.step(markRead('telemetry', 0), 1000)).toEqual([]);
    expect(inbox.wakeAt()).toBe(1020);
    expect(inbox.step({ kind: 'tick' }, 1020)).toMatchObject([
      { kind: 'store', messages: [{ body: telemetry(1, 45) }] },
    ]);
    inbox.step(received(message('telemetry', 2)), 1030);
    expect(inbox.wakeAt()).toBe(1130);
    const many = Array.from({ length: 300 }, (_, i) => message('telemetry', i + 3));
    const writes = inbox.step(received(...many), 1101);
    expect(writes).toMatchObject([
      { kind: 'store', batch: 2 },
      { kind: 'store', batch: 3 },
    ]);
    const sizes = writes.map((effect) => effect.kind === 'store' && effect.messages.length);
    expect(sizes).toEqual([111, 111]); // 4,995 rows each
    // The second is stored first: it waits for the first before its mark may move.
    expect(inbox.step({ kind: 'stored', lane: 'telemetry', batch: 2, refused: [] }, 1102)).toEqual([]);
    expect(inbox.step({ kind: 'stored', lane: 'telemetry', batch: 1, refused: [] }, 1103)).toMatchObject([
      { kind: 'commit', batch: 1, commit: { marks: [{ seq: 1 }] } },
    ]);
    const after = inbox.step({ kind: 'committed', lane: 'telemetry', batch: 1 }, 1104);
    expect(after).toMatchObject([
      { kind: 'commit', batch: 2, commit: { marks: [{ seq: 112 }] } },
      { kind: 'acknowledge', mark: { seq: 1 } },
    ]);
    // The rest is no whole batch and waits its 100 ms from when it came, while others are under way.
    expect(inbox.step({ kind: 'tick' }, 1201)).toMatchObject([{ kind: 'store', batch: 4 }]);
  });

  it('never lets an alert wait behind telemetry', () => {
    const inbox = machine({ queuedMessages: 1 });
    inbox.step(received(message('telemetry', 1), message('alert', 1)));
    inbox.step(markRead('telemetry', 0));
    for (let now = 100; now < 2000; now += 100) {
      inbox.step({ kind: 'tick' }, now);
      inbox.step(received(...Array.from({ length: 9 }, (_, i) => message('telemetry', i + 1))), now);
    }
    expect(inbox.step(markRead('alert', 0), 2000)).toMatchObject([
      { kind: 'commit', lane: 'alert', commit: { alerts: [{}] } },
    ]);
  });

  it('ignores, counted, what it has no room for while a store is away', () => {
    const inbox = machine({ queuedMessages: 3 });
    inbox.step(received(message('result', 1)));
    inbox.step(markRead('result', 0));
    inbox.step(received(...[2, 3, 4, 5, 6].map((seq) => message('result', seq))));
    expect(inbox.state.counters).toMatchObject({ accepted: 4, ignoredFull: 1, ahead: 1 });
  });

  it('tries a failed write again after a back-off that doubles up to its bound', () => {
    const inbox = machine();
    inbox.step(received(message('telemetry', 1)));
    inbox.step(markRead('telemetry', 0));
    inbox.step({ kind: 'tick' }, 100);
    let now = 100;
    const waits = Array.from({ length: 8 }, () => {
      inbox.step({ kind: 'failed', lane: 'telemetry', batch: 1, chance: 0 }, now);
      const wake = inbox.wakeAt() ?? 0;
      const wait = wake - now;
      now = wake;
      expect(kinds(inbox.step({ kind: 'tick' }, now))).toEqual(['store']);
      return wait;
    });
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
  });

  it('looks at the marks before it repeats a commit: what happened is not done twice', () => {
    const inbox = machine();
    inbox.step(received(message('result', 1), message('result', 2)));
    inbox.step(markRead('result', 0));
    inbox.step({ kind: 'failed', lane: 'result', batch: 1, chance: 0 }, 0);
    expect(inbox.step({ kind: 'tick' }, 200)).toEqual([
      { kind: 'check', lane: 'result', batch: 1, keys: [key.result] },
    ]);
    const marks = [{ key: key.result, mark: sender.result.markAt(2) }];
    expect(inbox.step({ kind: 'checked', lane: 'result', batch: 1, marks }, 201)).toEqual([
      acknowledge('result', 2),
    ]);
    expect(isIdle(inbox.state)).toBe(true);
  });

  it('begins anew where the store was set back to an older backup', () => {
    const inbox = machine();
    inbox.step(received(message('result', 11)));
    inbox.step(markRead('result', 10));
    inbox.step({ kind: 'failed', lane: 'result', batch: 1, chance: 0 }, 0);
    inbox.step({ kind: 'tick' }, 200);
    const marks = [{ key: key.result, mark: sender.result.markAt(3) }];
    expect(inbox.step({ kind: 'checked', lane: 'result', batch: 1, marks }, 201)).toEqual([
      acknowledge('result', 3),
    ]);
    expect(inbox.step(received(message('result', 11, { first: 11 })), 300)).toMatchObject([
      { kind: 'commit', commit: { gaps: [{ fromSeq: 4, toSeq: 10 }], marks: [{ after: 3, seq: 11 }] } },
    ]);
  });

  it('leaves out of a gap what another worker stored after all', () => {
    const inbox = machine();
    inbox.step(received(message('result', 9, { first: 9 })));
    inbox.step(markRead('result', 4));
    inbox.step({ kind: 'failed', lane: 'result', batch: 1, chance: 0 }, 0);
    inbox.step({ kind: 'tick' }, 200);
    const marks = [{ key: key.result, mark: sender.result.markAt(6) }];
    const [effect] = inbox.step({ kind: 'checked', lane: 'result', batch: 1, marks }, 201);
    expect(effect).toMatchObject({
      kind: 'commit',
      commit: { marks: [{ after: 6, seq: 9 }], gaps: [{ fromSeq: 7, toSeq: 8 }], attempts: [{}] },
    });
  });
});
