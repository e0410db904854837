import { BootId, type TimeAnswer, type TimeQuestion } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BootClock, clockStampOf } from './boot-clock.ts';
import {
  CLOCK_LIMITS,
  type ClockEffect,
  type ClockEvent,
  type ClockState,
  errorAt,
  stampAt,
  startedClock,
  stepClock,
  timeAt,
} from './clock-machine.ts';

const BOOT = BootId.parse('boot-1');
const TRUE_START = 1_700_000_000_000;
const HOUR = 3_600_000;

/** A gateway's machine: true time runs, the wall clock says something else. */
class Machine {
  mono = 1_000;
  /** The wall clock minus true time, ms. */
  wrongBy: number;
  state: ClockState;
  readonly asked: TimeQuestion[] = [];
  readonly known: BootClock[] = [];

  constructor(wrongBy = 0, known?: BootClock) {
    this.wrongBy = wrongBy;
    this.state = startedClock(BOOT, this.clocks(), known);
  }
  get trueTime(): number {
    return TRUE_START + this.mono;
  }
  get time(): number {
    return timeAt(this.state, this.mono);
  }
  clocks() {
    return { mono: this.mono, wall: this.trueTime + this.wrongBy };
  }
  do(event: ClockEvent): void {
    const { state, effects } = stepClock(this.state, event, this.clocks());
    this.state = state;
    for (const effect of effects) this.#carryOut(effect);
  }
  pass(ms: number): void {
    this.mono += ms;
    this.do({ kind: 'look' });
  }
  /** The school's answer to the oldest open question, after a way there and a way back. */
  answer(ways = { there: 1, back: 1 }, change: Partial<TimeAnswer> = {}): void {
    const question = this.asked.shift();
    if (question === undefined) throw new Error('nothing was asked');
    const at = TRUE_START + Math.floor(question.mono + ways.there);
    this.mono = Math.max(this.mono, question.mono + ways.there + ways.back);
    this.do({ kind: 'answer', answer: { ...question, at, ...change } });
  }
  #carryOut(effect: ClockEffect): void {
    if (effect.kind === 'ask') this.asked.push(effect.question);
    else this.known.push(effect.clock);
  }
}
const connected = (machine: Machine): Machine => {
  machine.do({ kind: 'connected' });
  return machine;
};

describe('the clock before the school was asked', () => {
  it('is the wall clock, of its own word', () => {
    const machine = new Machine(HOUR);
    expect(machine.time).toBe(machine.trueTime + HOUR);
    expect(stampAt(machine.state, machine.mono)).toMatchObject({ skewMs: 0, errorMs: null });
    expect(stampAt(machine.state, machine.mono).base).toBe(TRUE_START + HOUR);
  });

  it('does not follow small movements of the wall clock, but takes a step over', () => {
    const machine = new Machine();
    machine.wrongBy = 400;
    machine.pass(1_000);
    expect(machine.time).toBe(machine.trueTime);
    machine.wrongBy = -HOUR;
    machine.pass(1_000);
    expect(machine.time).toBe(machine.trueTime - HOUR);
  });
});

describe('asking for the time', () => {
  it('asks three times quickly on a connection, then each minute once it knows', () => {
    const machine = connected(new Machine());
    machine.answer();
    for (let i = 0; i < 20; i++) machine.pass(100);
    expect(machine.asked).toHaveLength(2);
    machine.asked.length = 0;
    for (let i = 0; i < 50; i++) machine.pass(1_000);
    expect(machine.asked).toHaveLength(0);
    for (let i = 0; i < 11; i++) machine.pass(1_000);
    expect(machine.asked).toHaveLength(1);
  });

  it('asks every few seconds while nobody answers, and never off line', () => {
    const machine = connected(new Machine());
    for (let i = 0; i < 60; i++) machine.pass(1_000);
    expect(machine.asked.length).toBeGreaterThan(10);
    expect(machine.asked.length).toBeLessThan(16);
    machine.do({ kind: 'disconnected' });
    machine.asked.length = 0;
    for (let i = 0; i < 60; i++) machine.pass(1_000);
    expect(machine.asked).toHaveLength(0);
  });

  it.each([
    ['for another boot', { boot: BootId.parse('boot-2') }, { there: 1, back: 1 }],
    ['to a question that was not asked', { mono: 999 }, { there: 1, back: 1 }],
    ['that took too long', {}, { there: 10, back: CLOCK_LIMITS.maxRoundTripMs }],
  ])('ignores an answer %s', (_, change, ways) => {
    const machine = connected(new Machine(HOUR));
    machine.answer(ways, change);
    expect(machine.known).toEqual([]);
    expect(machine.state.best).toBeNull();
  });

  it('ignores the second of two equal answers', () => {
    const machine = connected(new Machine());
    const [question] = machine.asked;
    machine.answer();
    const before = machine.state;
    machine.do({ kind: 'answer', answer: { ...(question as TimeQuestion), at: TRUE_START } });
    expect(machine.state).toEqual(before);
  });
});

describe('the clock once the school has answered', () => {
  it('keeps the gateway’s clock where that is as good, and says how good', () => {
    const machine = connected(new Machine(40));
    machine.answer();
    expect(machine.time).toBe(machine.trueTime + 40);
    expect(stampAt(machine.state, machine.mono)).toMatchObject({ base: null, skewMs: 0 });
    expect(errorAt(machine.state, machine.mono)).toBeGreaterThanOrEqual(40);
  });

  it.each([HOUR, -HOUR, -TRUE_START])('corrects a clock that is wrong by %d ms', (wrongBy) => {
    const machine = connected(new Machine(wrongBy));
    machine.answer();
    expect(Math.abs(machine.time - machine.trueTime)).toBeLessThanOrEqual(3);
    const { skewMs } = stampAt(machine.state, machine.mono);
    expect(Math.abs(skewMs + wrongBy)).toBeLessThanOrEqual(3);
  });

  it('takes no notice of a step of the wall clock in mid-lesson, but says the new skew and asks again', () => {
    const machine = connected(new Machine());
    machine.answer();
    for (let i = 0; i < 20; i++) machine.pass(100);
    machine.asked.length = 0;
    machine.wrongBy = HOUR;
    machine.pass(10);
    expect(Math.abs(machine.time - machine.trueTime)).toBeLessThanOrEqual(3);
    expect(machine.state.skewMs).toBe(-HOUR);
    expect(machine.asked).toHaveLength(1);
  });

  it('prefers the quicker of two answers', () => {
    const machine = connected(new Machine(HOUR));
    machine.answer({ there: 900, back: 100 });
    expect(errorAt(machine.state, machine.mono)).toBeGreaterThan(400);
    machine.pass(600);
    machine.answer({ there: 2, back: 2 });
    expect(errorAt(machine.state, machine.mono)).toBeLessThan(10);
    expect(Math.abs(machine.time - machine.trueTime)).toBeLessThan(10);
  });

  it('believes the newest where the school’s clock itself was set', () => {
    const machine = connected(new Machine());
    machine.answer();
    machine.pass(600);
    machine.answer({ there: 20, back: 20 }, { at: Math.round(machine.trueTime + 10_000) });
    expect(Math.abs(machine.time - machine.trueTime - 10_000)).toBeLessThan(50);
  });

  it('grows less sure of itself the longer ago it heard', () => {
    const machine = connected(new Machine());
    machine.answer();
    machine.do({ kind: 'disconnected' });
    const before = errorAt(machine.state, machine.mono) ?? 0;
    machine.pass(24 * HOUR);
    expect(errorAt(machine.state, machine.mono)).toBeGreaterThan(before + 5_000);
  });

  it('still knows it after a restart of the process in the same boot', () => {
    const machine = connected(new Machine(HOUR));
    machine.answer();
    const [known] = machine.known;
    const again = new Machine(HOUR, known);
    again.mono = machine.mono + 5_000;
    again.do({ kind: 'look' });
    expect(Math.abs(again.time - again.trueTime)).toBeLessThanOrEqual(5);
    expect(stampAt(again.state, again.mono).base).toBeNull();
  });

  it('says its clock is known once, by the first answer', () => {
    const machine = connected(new Machine(HOUR));
    machine.answer();
    machine.pass(600);
    machine.answer();
    expect(machine.known).toEqual([
      expect.objectContaining({ boot: BOOT, heard: true, learnedAt: TRUE_START + 1_001 }),
    ]);
  });

  it('the true time always lies within the error it states, whatever the ways and steps', () => {
    const action = fc.oneof(
      fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
      fc.record({ do: fc.constant('set' as const), wrongBy: fc.integer({ min: -HOUR, max: HOUR }) }),
      fc.record({
        do: fc.constant('answer' as const),
        there: fc.integer({ min: 0, max: 3_000 }),
        back: fc.integer({ min: 0, max: 3_000 }),
      }),
      fc.constantFrom({ do: 'connected' } as const, { do: 'disconnected' } as const),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: -HOUR, max: HOUR }),
        fc.array(action, { maxLength: 60 }),
        (wrong, all) => {
          const machine = new Machine(wrong);
          for (const step of all) {
            if (step.do === 'pass') machine.pass(step.ms);
            else if (step.do === 'set') machine.wrongBy = step.wrongBy;
            else if (step.do !== 'answer') machine.do({ kind: step.do });
            else if (machine.asked.length > 0) machine.answer(step);
            const errorMs = errorAt(machine.state, machine.mono);
            // One more for the rounding to whole milliseconds.
            if (errorMs !== null) {
              expect(Math.abs(machine.time - machine.trueTime)).toBeLessThanOrEqual(errorMs + 1);
            }
            expect(machine.state.asked.length).toBeLessThanOrEqual(CLOCK_LIMITS.questions);
            expect(machine.state.answers.length).toBeLessThanOrEqual(CLOCK_LIMITS.answers);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the times of what was heard before the answer', () => {
  it.each([HOUR, -HOUR, -TRUE_START])('are corrected where the clock was wrong by %d ms', (wrongBy) => {
    const machine = connected(new Machine(wrongBy));
    const [stamp, trueTime] = [stampAt(machine.state, machine.mono), machine.trueTime];
    machine.pass(600);
    machine.asked.shift();
    machine.answer();
    const clock = clockStampOf(stamp, machine.known[0]);
    expect(Math.abs(stamp.at + clock.shiftMs - trueTime)).toBeLessThanOrEqual(clock.errorMs ?? 0);
    expect(clock.errorMs).toBeLessThanOrEqual(3);
  });

  it('stay as they are where the clock was as good', () => {
    const machine = connected(new Machine(-30));
    const stamp = stampAt(machine.state, machine.mono);
    machine.answer();
    expect(clockStampOf(stamp, machine.known[0])).toEqual({ skewMs: 0, shiftMs: 0, errorMs: 32 });
  });
});
