import type { BootId, TimeAnswer, TimeQuestion } from '@tizhi/contracts';
import { AS_GOOD_MS, type BootClock, type Stamp } from './boot-clock.ts';

/**
 * The gateway's estimate of school time (docs/protocol.md, Time), without I/O: a monotonic clock plus an
 * offset. The offset is the wall clock's while nobody was asked, the school's afterwards.
 */
export const CLOCK_LIMITS = {
  /** Questions on a new connection, and the time between them. */
  quickQuestions: 3,
  quickMs: 500,
  /** Between later questions, before and after the first answer. */
  unknownMs: 5_000,
  everyMs: 60_000,
  /** An answer that took longer says too little. */
  maxRoundTripMs: 5_000,
  /** Questions that may still be answered, and answers that the best is chosen from. */
  questions: 16,
  answers: 8,
  /** The wall clock was set when it moved by more than this against the monotonic one. */
  stepMs: 500,
  /** How much a monotonic clock may gain or lose: crystals stay below 100 ppm; slewing adds to that. */
  drift: 200e-6,
} as const;

/** Both clocks of the machine in one instant, ms. `mono` never jumps; `wall` may. */
export interface Clocks {
  readonly mono: number;
  readonly wall: number;
}

interface Answer {
  /** Monotonic time when it came. */
  readonly heardAt: number;
  /** School time minus monotonic time, and the bound of its error then. */
  readonly offset: number;
  readonly errorMs: number;
}

export interface ClockState {
  readonly boot: BootId;
  /** Time is monotonic time plus this. */
  readonly offset: number;
  /** The wall clock minus the monotonic one, as last taken over. */
  readonly wallOffset: number;
  /** School time minus the wall clock; 0 while they agree. */
  readonly skewMs: number;
  /** The answer that counts; `null`: the school's clock is not known in this boot. */
  readonly best: Answer | null;
  readonly answers: readonly Answer[];
  /** Monotonic times of the questions that are open. */
  readonly asked: readonly number[];
  /** `null` while off line. */
  readonly asking: { readonly quickLeft: number; readonly nextAt: number } | null;
}

export type ClockEvent =
  /** To be told at each use of the clock and a few times a second. */
  | { readonly kind: 'look' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'answer'; readonly answer: TimeAnswer };

export type ClockEffect =
  | { readonly kind: 'ask'; readonly question: TimeQuestion }
  /** The first answer of this boot. */
  | { readonly kind: 'known'; readonly clock: BootClock };

export interface ClockStep {
  readonly state: ClockState;
  readonly effects: readonly ClockEffect[];
}

/** The clock of a process that starts. `known`: what an earlier process of this boot heard. */
export function startedClock(boot: BootId, clocks: Clocks, known: BootClock | undefined): ClockState {
  const wallOffset = clocks.wall - clocks.mono;
  const fresh: ClockState = {
    boot,
    offset: wallOffset,
    wallOffset,
    skewMs: 0,
    best: null,
    answers: [],
    asked: [],
    asking: null,
  };
  if (known === undefined) return fresh;
  const { offset, learnedAt, errorMs } = known;
  return corrected(fresh, [{ heardAt: learnedAt - offset, offset, errorMs: errorMs ?? 0 }], clocks);
}

/** One step. Total: what makes no sense changes nothing. */
export function stepClock(state: ClockState, event: ClockEvent, clocks: Clocks): ClockStep {
  switch (event.kind) {
    case 'look':
      return asked(looked(state, clocks), clocks.mono);
    case 'connected': {
      const asking = { quickLeft: CLOCK_LIMITS.quickQuestions, nextAt: clocks.mono };
      return asked({ ...looked(state, clocks), asking, asked: [] }, clocks.mono);
    }
    case 'disconnected':
      return { state: { ...state, asking: null, asked: [] }, effects: [] };
    case 'answer':
      return answered(looked(state, clocks), event.answer, clocks);
  }
}

/** The time, epoch ms. */
export const timeAt = ({ offset }: ClockState, mono: number): number =>
  Math.max(0, Math.round(mono + offset));

/** Bound of the error of {@link timeAt}, ms; `null`: the time is the gateway's own word. */
export const errorAt = ({ best, offset }: ClockState, mono: number): number | null =>
  best === null ? null : Math.ceil(Math.abs(offset - best.offset) + errorOf(best, mono));

export function stampAt(state: ClockState, mono: number): Stamp {
  const { boot, best, offset, skewMs } = state;
  const base = best === null ? offset : null;
  return { boot, base, skewMs, errorMs: errorAt(state, mono), at: timeAt(state, mono) };
}

/** Whether times before and after a step may stand in one message. */
export const sameTimes = (a: ClockState, b: ClockState): boolean =>
  a.offset === b.offset && a.skewMs === b.skewMs && (a.best === null) === (b.best === null);

const errorOf = ({ errorMs, heardAt }: Answer, mono: number): number =>
  errorMs + Math.abs(mono - heardAt) * CLOCK_LIMITS.drift;

/** Notices that somebody set the wall clock. */
function looked(state: ClockState, { mono, wall }: Clocks): ClockState {
  const wallOffset = wall - mono;
  if (Math.abs(wallOffset - state.wallOffset) <= CLOCK_LIMITS.stepMs) return state;
  if (state.best === null) return { ...state, wallOffset, offset: wallOffset };
  const { asking } = state;
  return {
    ...state,
    wallOffset,
    skewMs: skewOf(state.offset - wallOffset, errorOf(state.best, mono)),
    // A machine that slept looks the same, and then it is the monotonic clock that is wrong.
    asking: asking === null ? null : { ...asking, nextAt: Math.min(asking.nextAt, mono) },
  };
}

const skewOf = (differenceMs: number, errorMs: number): number =>
  Math.abs(differenceMs) <= AS_GOOD_MS + errorMs ? 0 : Math.round(differenceMs);

function asked(state: ClockState, mono: number): ClockStep {
  const { asking, boot } = state;
  if (asking === null || mono < asking.nextAt) return { state, effects: [] };
  const quickLeft = Math.max(0, asking.quickLeft - 1);
  const { quickMs, unknownMs, everyMs, maxRoundTripMs, questions } = CLOCK_LIMITS;
  const waitMs = quickLeft > 0 ? quickMs : state.best === null ? unknownMs : everyMs;
  const open = state.asked.filter((at) => mono - at <= maxRoundTripMs);
  return {
    state: {
      ...state,
      asking: { quickLeft, nextAt: mono + waitMs },
      asked: [...open, mono].slice(-questions),
    },
    effects: [{ kind: 'ask', question: { boot, mono } }],
  };
}

function answered(state: ClockState, answer: TimeAnswer, clocks: Clocks): ClockStep {
  const { mono } = clocks;
  const roundTripMs = mono - answer.mono;
  const ours = answer.boot === state.boot && state.asked.includes(answer.mono);
  if (!ours || roundTripMs < 0 || roundTripMs > CLOCK_LIMITS.maxRoundTripMs) return { state, effects: [] };
  const offset = answer.at - (answer.mono + mono) / 2;
  // One more: `at` is in whole milliseconds.
  const fresh = { heardAt: mono, offset, errorMs: roundTripMs / 2 + 1 };
  // What cannot be true together with the newest is of an older clock.
  const agreeing = state.answers.filter(
    (old) => Math.abs(old.offset - offset) <= errorOf(old, mono) + fresh.errorMs,
  );
  const next = corrected(
    { ...state, asked: state.asked.filter((at) => at !== answer.mono) },
    [...agreeing, fresh].slice(-CLOCK_LIMITS.answers),
    clocks,
  );
  if (state.best !== null) return { state: next, effects: [] };
  const errorMs = Math.ceil(fresh.errorMs);
  const clock = { boot: state.boot, offset, errorMs, heard: true, learnedAt: answer.at, lastAt: answer.at };
  return { state: next, effects: [{ kind: 'known', clock }] };
}

/** Takes over what the best of the answers says, where that is more than its own error. */
function corrected(state: ClockState, answers: readonly Answer[], { mono, wall }: Clocks): ClockState {
  const best = answers.reduce((least, each) => (errorOf(each, mono) <= errorOf(least, mono) ? each : least));
  const errorMs = errorOf(best, mono);
  const wallOffset = wall - mono;
  const followsWall = state.best === null || state.skewMs === 0;
  const keptMs = errorMs + (followsWall ? AS_GOOD_MS : 0);
  const kept = state.best !== null && Math.abs(best.offset - state.offset) <= keptMs;
  const wallIsAsGood = Math.abs(best.offset - wallOffset) <= AS_GOOD_MS + errorMs;
  const offset = kept ? state.offset : wallIsAsGood ? wallOffset : best.offset;
  return { ...state, answers, best, offset, wallOffset, skewMs: skewOf(offset - wallOffset, errorMs) };
}
