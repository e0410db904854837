import { type Exercise, ITEMS, type ItemKey } from '@tizhi/contracts';
import { RepCounter } from './count-reps.ts';
import type { PoseFrame } from './pose.ts';
import type { Rep } from './rep.ts';

/** How a set begins and ends. */
export const SET_LIMITS = {
  /** The tests of one minute: from the first repetition on (国家学生体质健康标准测试细则: 1 分钟). */
  minuteMs: 60_000,
  /** A counter is sure of a hop only seconds after it: the last ones of a minute are waited for. */
  settleMs: 4_000,
  /** Any other set is over when nothing was counted for so long. */
  idleMs: 12_000,
  /** No set is longer: an exercise without end must not be kept without end. */
  longestMs: 600_000,
  /** The result stays on the screen for so long before the next one may begin. */
  shownMs: 8_000,
  /** A counter that waited so long for nobody is made anew: what it learned of the last body is old. */
  freshMs: 60_000,
  /** How often the count is taken, ms of film. */
  lookMs: 100,
} as const;

export type SetPhase = 'waiting' | 'counting' | 'ended';

/** A set as it stands. */
export interface SetState {
  readonly phase: SetPhase;
  /** ms left of a test with a time limit; `null`: no limit, or not begun. */
  readonly leftMs: number | null;
  readonly count: number;
  readonly fouls: readonly { readonly foul: string; readonly times: number }[];
  /** Spans within the set that were not counted. */
  readonly notCounted: number;
}

/** A set that is over: what it came to, and each repetition as evidence. */
export interface EndedSet extends SetState {
  readonly exercise: Exercise;
  readonly reps: readonly Rep[];
  /** ms from the first repetition's start to the end of the set. */
  readonly tookMs: number;
}

const NOTHING: SetState = { phase: 'waiting', leftMs: null, count: 0, fouls: [], notCounted: 0 };

/** Sets of one exercise by whoever is in the lane, one after the other. Frames come in the order of their time. */
export class ExerciseSets {
  readonly exercise: Exercise;
  readonly #limitMs: number | null;
  #counter: RepCounter;
  #since: number | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #endedAt: number | null = null;
  #state: SetState = NOTHING;

  constructor(exercise: Exercise) {
    this.exercise = exercise;
    this.#limitMs = exercise.endsWith('_1min') ? SET_LIMITS.minuteMs : null;
    this.#counter = new RepCounter(exercise);
  }

  get state(): SetState {
    return this.#state;
  }

  /** The set that this frame ended, or `null`. */
  step(frame: PoseFrame): EndedSet | null {
    if (this.#endedAt !== null) {
      if (frame.at - this.#endedAt < SET_LIMITS.shownMs) return null;
      this.#anew(frame.at);
    }
    this.#since ??= frame.at;
    this.#counter.step(frame);
    if (frame.at - this.#lookedAt < SET_LIMITS.lookMs) return null;
    this.#lookedAt = frame.at;
    return this.#look(frame.at);
  }

  /** The camera is gone: what was counted until now is a set, if anything was. */
  stop(at: number): EndedSet | null {
    if (this.#state.phase !== 'counting') return null;
    return this.#end(at);
  }

  #look(at: number): EndedSet | null {
    const { reps } = this.#counter.result({ ended: false });
    const [first] = reps;
    if (first === undefined) {
      if (at - (this.#since ?? at) > SET_LIMITS.freshMs) this.#anew(at);
      return null;
    }
    const begunAt = first.start * 1000;
    const lastAt = (reps.at(-1)?.end ?? first.end) * 1000;
    const isIdle = at - lastAt >= SET_LIMITS.idleMs || at - begunAt >= SET_LIMITS.longestMs;
    const over = this.#limitMs === null ? isIdle : at - begunAt >= this.#limitMs + SET_LIMITS.settleMs;
    if (over) return this.#end(at);
    const leftMs = this.#limitMs === null ? null : Math.max(0, Math.round(this.#limitMs - (at - begunAt)));
    this.#state = { ...this.#counted(begunAt, { ended: false }).state, phase: 'counting', leftMs };
    return null;
  }

  #counted(
    begunAt: number,
    of: { readonly ended: boolean },
  ): { readonly state: SetState; readonly reps: readonly Rep[] } {
    const { reps, abstained } = this.#counter.result(of);
    const untilMs = this.#limitMs === null ? Number.POSITIVE_INFINITY : begunAt + this.#limitMs;
    // A repetition that ends after the signal is none.
    const within = reps.filter(({ end }) => end * 1000 <= untilMs);
    const times = new Map<string, number>();
    for (const foul of within.flatMap(({ fouls }) => fouls)) times.set(foul, (times.get(foul) ?? 0) + 1);
    return {
      reps: within,
      state: {
        phase: 'counting',
        leftMs: null,
        count: within.filter(({ valid }) => valid).length,
        fouls: [...times].map(([foul, n]) => ({ foul, times: n })),
        notCounted: abstained.filter(({ start, end }) => end * 1000 > begunAt && start * 1000 < untilMs)
          .length,
      },
    };
  }

  #end(at: number): EndedSet | null {
    const [first] = this.#counter.result({ ended: false }).reps;
    if (first === undefined) return null;
    const { state, reps } = this.#counted(first.start * 1000, { ended: true });
    this.#state = { ...state, phase: 'ended', leftMs: this.#limitMs === null ? null : 0 };
    this.#endedAt = at;
    const tookMs = Math.round(Math.min(at - first.start * 1000, this.#limitMs ?? Number.POSITIVE_INFINITY));
    return { ...this.#state, exercise: this.exercise, reps, tookMs };
  }

  #anew(at: number): void {
    this.#counter = new RepCounter(this.exercise);
    this.#since = at;
    this.#endedAt = null;
    this.#state = NOTHING;
  }
}

/** The test item that an exercise is; `null`: it is none of the national test. */
export const itemOfExercise = (exercise: Exercise): ItemKey | null =>
  exercise in ITEMS ? (exercise as ItemKey) : null;

/** No attempt carries more evidence (contracts `AttemptBody.rawHex`). */
const MOST_BYTES = 4_096;

/**
 * The evidence of a set as bytes: JSON with the start and end of each repetition in hundredths of a second and the
 * number of its foul. It is the raw frame that a score is walked back to; a long set is cut and says so.
 */
export function evidenceOf({ exercise, reps, count, tookMs }: EndedSet): Uint8Array {
  const fouls = [...new Set(reps.flatMap((rep) => rep.fouls))];
  const rows = reps.map(({ start, end, fouls: [foul] }) => [
    Math.round(start * 100),
    Math.round(end * 100),
    ...(foul === undefined ? [] : [fouls.indexOf(foul)]),
  ]);
  for (let kept = rows.length; ; kept = Math.floor(kept * 0.9)) {
    const cut = kept < rows.length ? { cut: rows.length - kept } : {};
    const text = JSON.stringify({ exercise, count, tookMs, fouls, reps: rows.slice(0, kept), ...cut });
    const bytes = new TextEncoder().encode(text);
    if (bytes.length <= MOST_BYTES) return bytes;
  }
}
