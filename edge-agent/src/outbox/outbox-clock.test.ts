import { join } from 'node:path';
import { BootId, type ClockStamp, type Envelope, type Lane } from '@tizhi/contracts';
import { temporaryFolder } from '@tizhi/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BootClock, EARLIEST_AT, type Stamp } from '../clock/boot-clock.ts';
import { SchoolClock } from '../clock/school-clock.ts';
import { StrictInbox } from '../inbox.fixture.ts';
import { alert, HEARD, listen, outboxOn, quiet, result, telemetry } from './outbox.fixture.ts';
import type { Outbox } from './outbox.ts';
import { OUTBOX_LIMITS } from './outbox-machine.ts';
import { sqliteDisk } from './sqlite-disk.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let now: number;
const outboxes: Outbox[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'outbox.db');
  now = 0;
});
const closeAll = (): void => {
  for (const outbox of outboxes.splice(0)) outbox.close();
};
afterEach(() => {
  closeAll();
  folder.remove();
});

const HOUR = 3_600_000;
const PRESENT = BootId.parse('boot-2');
const SCHOOL = Date.UTC(2026, 8, 1, 8);
const heardIn = (boot: BootId, offset: number, at: number): BootClock => ({
  boot,
  offset,
  errorMs: 2,
  heard: true,
  learnedAt: at,
  lastAt: at,
});
/** A stamp of a clock that nobody compared: monotonic time plus a base. */
const unsynced = (boot: BootId, mono: number, base: number): Stamp => ({
  boot,
  base,
  skewMs: 0,
  errorMs: null,
  at: mono + base,
});
function open(boot = PRESENT): Outbox {
  const disk = sqliteDisk({ file, maxBytes: 100_000_000 });
  const outbox = outboxOn(disk, {
    boot: { id: boot, startedAt: 0 },
    monotonic: () => now,
    clockKnown: false,
  });
  outboxes.push(outbox);
  return outbox;
}
function reopen(boot = PRESENT): Outbox {
  closeAll();
  return open(boot);
}
const clocksOf = (outbox: Outbox): ClockStamp[] => listen(outbox).map(({ envelope }) => envelope.clock);

describe('an outbox before the school’s clock is known', () => {
  it('holds telemetry as long as it takes, alerts and results for two seconds', () => {
    const outbox = open();
    const stamp = unsynced(PRESENT, 0, 0);
    outbox.enqueue(alert(1, stamp));
    outbox.enqueue(result(1, stamp));
    outbox.enqueue(telemetry(1, 0, stamp));
    const heard = listen(outbox);
    now = OUTBOX_LIMITS.clockWaitMs - 1;
    outbox.tick();
    expect(heard).toEqual([]);
    now += 1;
    outbox.tick();
    expect(heard.map(({ lane }) => lane)).toEqual(['alert', 'result']);
    expect(heard[0]?.envelope.clock).toEqual({ skewMs: 0, shiftMs: 0, errorMs: null });
    now += 600_000;
    outbox.tick();
    expect(heard.filter(({ lane }) => lane === 'telemetry')).toEqual([]);
    outbox.clockKnown(heardIn(PRESENT, SCHOOL, SCHOOL));
    expect(heard.at(-1)?.lane).toBe('telemetry');
  });

  it('holds nothing once it is known, on this connection and the next', () => {
    const outbox = open();
    outbox.clockKnown(heardIn(PRESENT, SCHOOL, SCHOOL));
    const heard = listen(outbox);
    outbox.enqueue(telemetry(1));
    outbox.disconnected();
    outbox.enqueue(alert(1));
    expect(heard).toHaveLength(1);
    expect(listen(outbox).map(({ lane }) => lane)).toEqual(['alert', 'telemetry']);
  });

  it('corrects what it held, the same way after a later answer and after a restart', () => {
    const outbox = open();
    outbox.enqueue(telemetry(1, 0, unsynced(PRESENT, 1_000, 5_000)));
    outbox.clockKnown(heardIn(PRESENT, SCHOOL, SCHOOL + 1_000));
    const expected = [{ skewMs: 0, shiftMs: SCHOOL - 5_000, errorMs: 2 }];
    expect(clocksOf(outbox)).toEqual(expected);
    outbox.clockKnown(heardIn(PRESENT, SCHOOL + 30, SCHOOL + 2_000));
    outbox.disconnected();
    expect(clocksOf(outbox)).toEqual(expected);
    const again = reopen();
    again.clockKnown(heardIn(PRESENT, SCHOOL + 60, SCHOOL + 9_000));
    expect(clocksOf(again)).toEqual(expected);
  });

  it('keeps holding telemetry while the answer cannot be written down', () => {
    const disk = sqliteDisk({ file, maxBytes: 100_000_000 });
    let full = false;
    const outbox = outboxOn(
      {
        replace: () => disk.replace(),
        open: () => {
          const inner = disk.open();
          const save = inner.save.bind(inner);
          return Object.assign(inner, {
            save: (what: Parameters<typeof save>[0]) => {
              if (full) throw new Error('disk I/O error');
              save(what);
            },
          });
        },
      },
      { boot: { id: PRESENT, startedAt: 0 }, monotonic: () => now, clockKnown: false },
    );
    outboxes.push(outbox);
    outbox.enqueue(telemetry(1, 0, unsynced(PRESENT, 0, 0)));
    const heard = listen(outbox);
    full = true;
    outbox.clockKnown(heardIn(PRESENT, SCHOOL, SCHOOL));
    outbox.tick();
    expect(heard).toEqual([]);
    full = false;
    outbox.tick();
    expect(heard).toHaveLength(1);
  });
});

describe('messages of an earlier boot that never could ask', () => {
  const EARLIER = BootId.parse('boot-1');
  const BEFORE = BootId.parse('boot-0');

  it('keep a time that can be true', () => {
    const base = SCHOOL - HOUR;
    open(EARLIER).enqueue(telemetry(1, 0, unsynced(EARLIER, 60_000, base)));
    const outbox = reopen();
    outbox.clockKnown(heardIn(PRESENT, SCHOOL, SCHOOL + 5_000));
    expect(clocksOf(outbox)).toEqual([{ skewMs: 0, shiftMs: 0, errorMs: null }]);
  });

  it('are moved to end where the present boot starts when the clock stood at 1970', () => {
    open(EARLIER).enqueue(telemetry(1, 0, unsynced(EARLIER, 60_000, 0)));
    const outbox = reopen();
    outbox.enqueue(telemetry(2, 0, unsynced(PRESENT, 3_000, 0)));
    outbox.clockKnown(heardIn(PRESENT, SCHOOL, SCHOOL + 5_000));
    expect(clocksOf(outbox)).toEqual([
      { skewMs: 0, shiftMs: SCHOOL - 60_000, errorMs: SCHOOL - EARLIEST_AT },
      { skewMs: 0, shiftMs: SCHOOL, errorMs: 2 },
    ]);
    expect(clocksOf(reopen())).toHaveLength(2);
  });

  it('are moved with the error of the time since the school was last heard', () => {
    open(BEFORE).clockKnown(heardIn(BEFORE, SCHOOL - 2 * HOUR, SCHOOL - HOUR));
    reopen(EARLIER).enqueue(telemetry(1, 0, unsynced(EARLIER, 60_000, 0)));
    const outbox = reopen();
    outbox.clockKnown(heardIn(PRESENT, SCHOOL, SCHOOL + 5_000));
    expect(clocksOf(outbox)[0]?.errorMs).toBe(HOUR);
  });
});

describe('a reading', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('hear' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 70_000 }) }),
    },
    { weight: 2, arbitrary: fc.constantFrom({ do: 'connect' } as const, { do: 'disconnect' } as const) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('answer' as const),
        there: fc.integer({ min: 0, max: 3_000 }),
        back: fc.integer({ min: 0, max: 3_000 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('set' as const),
        wall: fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('reboot' as const), at1970: fc.boolean() }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('acknowledge' as const) }) },
  );

  /** A gateway through restarts and reboots, whose lines may lose everything, and what it ever sent. */
  class Gateway {
    trueTime = SCHOOL;
    bootedAt = SCHOOL;
    boots = 0;
    /** The wall clock minus true time. */
    wrongBy = 0;
    heard = 0;
    /** Every final time that was ever sent for a reading, by its number. */
    readonly sent = new Map<number, Set<number>>();
    /** When each reading truly was, and those sent with a time that is further off than it says. */
    readonly #truth = new Map<number, number>();
    readonly wrong: string[] = [];
    readonly #file: string;
    #questions: { boot: BootId; mono: number }[] = [];
    #wire: [Lane, string][] = [];
    readonly #inbox = new StrictInbox();
    #batch: { n: number; at: number }[] = [];
    #outbox: Outbox;
    #clock: SchoolClock;

    constructor(path: string) {
      this.#file = path;
      [this.#outbox, this.#clock] = this.#start();
    }
    mono = (): number => this.trueTime - this.bootedAt;
    #start(): [Outbox, SchoolClock] {
      const boot = { id: BootId.parse(`boot-${this.boots}`), startedAt: 0 };
      const disk = sqliteDisk({ file: this.#file, maxBytes: 100_000_000 });
      this.#batch = [];
      this.#questions = [];
      const outbox: Outbox = outboxOn(disk, { boot, monotonic: this.mono, clockKnown: false });
      const clock = new SchoolClock({
        boot,
        wall: () => this.trueTime + this.wrongBy,
        monotonic: this.mono,
        known: outbox.bootClock,
        log: quiet,
        beforeChange: () => this.#flush(),
        moved: () => undefined,
        onKnown: (known) => outbox.clockKnown(known),
      });
      [this.#outbox, this.#clock] = [outbox, clock];
      return [outbox, clock];
    }
    hear(): void {
      const at = this.#clock.now();
      this.heard += 1;
      this.#truth.set(this.heard, this.trueTime);
      this.#batch.push({ n: this.heard, at });
      if (this.#batch.length >= 3) this.#flush();
    }
    #flush(): void {
      if (this.#batch.length === 0) return;
      const body = { kind: 'telemetry', blocks: [], readings: this.#batch } as never;
      this.#batch = [];
      this.#outbox.enqueue({ lane: 'telemetry', body, stamp: this.#clock.stamp() });
    }
    connect(): void {
      this.#wire = [];
      this.#clock.connected((question) => this.#questions.push(question));
      this.#outbox.connected((lane, text) => {
        this.#wire.push([lane, text]);
        this.#remember(JSON.parse(text));
      });
    }
    disconnect(): void {
      this.#clock.disconnected();
      this.#outbox.disconnected();
    }
    acknowledge(): void {
      for (const [lane, text] of this.#wire.splice(0, 4)) {
        this.#outbox.acknowledge(lane, this.#inbox.receive(lane, text));
      }
    }
    answer(ways: { there: number; back: number }): void {
      const question = this.#questions.shift();
      if (question === undefined) return;
      const at = this.bootedAt + question.mono + ways.there;
      this.trueTime = Math.max(this.trueTime, at + ways.back);
      this.#clock.answered({ ...question, at });
    }
    pass(ms: number): void {
      this.trueTime += ms;
      this.#clock.tick();
      this.#outbox.tick();
    }
    restart(reboot?: { at1970: boolean }): void {
      this.#flush();
      this.#outbox.close();
      this.trueTime += 1_000;
      if (reboot !== undefined) {
        this.boots += 1;
        this.bootedAt = this.trueTime;
        this.wrongBy = reboot.at1970 ? -this.trueTime : 0;
      }
      this.#start();
    }
    close(): void {
      this.#outbox.close();
    }
    #remember({ body, clock }: Envelope): void {
      const { readings } = body as { readings: { n: number; at: number }[] };
      for (const { n, at } of readings) {
        const times = this.sent.get(n) ?? new Set();
        this.sent.set(n, times.add(at + clock.shiftMs));
        const off = Math.abs(at + clock.shiftMs - (this.#truth.get(n) ?? 0));
        // Two for rounding to whole milliseconds.
        if (clock.errorMs !== null && off > clock.errorMs + 2) this.wrong.push(`${n}: ${off} ms`);
      }
    }
  }

  it('never has two different times, nor one further off than it says, whatever clocks, answers and restarts do', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), fc.nat(), (steps, run) => {
        const gateway = new Gateway(join(folder.path, `gateway-${run}-${steps.length}-${Math.random()}.db`));
        try {
          for (const each of steps) {
            if (each.do === 'hear') gateway.hear();
            else if (each.do === 'pass') gateway.pass(each.ms);
            else if (each.do === 'connect') gateway.connect();
            else if (each.do === 'disconnect') gateway.disconnect();
            else if (each.do === 'answer') gateway.answer(each);
            else if (each.do === 'set') gateway.wrongBy = each.wall;
            else if (each.do === 'restart') gateway.restart();
            else if (each.do === 'reboot') gateway.restart(each);
            else gateway.acknowledge();
          }
          // In the end everything held goes out once more.
          gateway.connect();
          gateway.answer({ there: 1, back: 1 });
          for (let i = 0; i < 60; i++) {
            gateway.acknowledge();
            gateway.pass(500);
          }
          expect(gateway.wrong).toEqual([]);
          expect([...gateway.sent.values()].filter((times) => times.size !== 1)).toEqual([]);
        } finally {
          gateway.close();
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('the clock of a boot', () => {
  it('is known at once to the next process of the same boot', () => {
    open().clockKnown(heardIn(PRESENT, SCHOOL, SCHOOL));
    expect(reopen().bootClock).toMatchObject({ boot: PRESENT, offset: SCHOOL });
    expect(reopen(HEARD.boot).bootClock).toBeUndefined();
  });
});
