import { bodyOf } from './body.ts';
import { type Cycle, CycleMachine, type Lost } from './cycle.ts';
import { HopMachine, type HopRules } from './hops.ts';
import type { Counted, Exercise } from './items/exercise.ts';
import { JUMPING_JACK } from './items/jumping-jack.ts';
import { PULL_UP } from './items/pull-up.ts';
import { PUSH_UP } from './items/push-up.ts';
import { SIT_UP } from './items/sit-up.ts';
import { SQUAT } from './items/squat.ts';
import type { PoseFrame } from './pose.ts';
import { PoseSmoother } from './smooth.ts';

/** One repetition. Times in seconds since the film began. */
export interface Rep {
  readonly start: number;
  readonly end: number;
  readonly valid: boolean;
  readonly fouls: readonly string[];
  /** How sure the counter is that this is a repetition of this exercise, 0-1. */
  readonly confidence: number;
}

/** A span that is not counted, and why. */
export interface Abstained {
  readonly start: number;
  readonly end: number;
  readonly because: string;
}

export interface RepCount {
  readonly item: Counted;
  /** Valid repetitions. */
  readonly count: number;
  readonly reps: readonly Rep[];
  readonly abstained: readonly Abstained[];
}

const CYCLES: Readonly<Partial<Record<Counted, Exercise>>> = {
  squat: SQUAT,
  push_up: PUSH_UP,
  pull_up: PULL_UP,
  sit_up_1min: SIT_UP,
  jumping_jack: JUMPING_JACK,
};

/**
 * Rope skipping (一分钟跳绳): one pass of the rope is one hop, at most about five a second.
 * Vertical jump (纵跳): once, and high.
 */
const HOPS: Readonly<Partial<Record<Counted, HopRules>>> = {
  rope_skip_1min: {
    rise: 0.035,
    ofUsual: 0.4,
    feetRise: 0.035,
    shortestMs: 130,
    longestMs: 800,
    gapMs: 300,
  },
  vertical_jump: { rise: 0.12, ofUsual: 0, feetRise: 0.05, shortestMs: 250, longestMs: 3_000, gapMs: 300 },
};

/** A repetition less sure than this is not counted, and said to be so. */
const MIN_CONFIDENCE = 0.5;
/** Part of a movement that may speak against the exercise. */
const MAX_AGAINST = 0.3;

/** Counts one person's repetitions frame by frame. */
export class RepCounter {
  readonly item: Counted;
  readonly #step: (frame: PoseFrame) => Cycle | Lost | null;
  readonly #finish: () => Cycle | null;
  readonly #short: string;
  readonly #reps: Rep[] = [];
  readonly #abstained: Abstained[] = [];

  constructor(item: Counted) {
    this.item = item;
    const smoother = new PoseSmoother();
    const bodyAt = ({ at, pose }: PoseFrame) => (pose === null ? null : bodyOf(smoother.smooth(at, pose)));
    const exercise = CYCLES[item];
    const hops = HOPS[item];
    this.#short = exercise?.short ?? 'too_low';
    if (exercise !== undefined) {
      const machine = new CycleMachine(exercise.rules);
      const reader = exercise.reader();
      this.#step = (frame) => {
        const body = bodyAt(frame);
        const read = body === null ? { effort: null, against: null } : reader.read(frame.at, body);
        return machine.step({ at: frame.at, ...read });
      };
      this.#finish = () => null;
    } else if (hops !== undefined) {
      const machine = new HopMachine(hops);
      // Unsmoothed: at four hops a second a filter eats the hop, and the rise that it asks for is its own filter.
      this.#step = ({ at, pose }) => machine.step(at, pose === null ? null : bodyOf(pose));
      this.#finish = () => machine.finish();
    } else throw new Error(`no counter for ${item}`);
  }

  /** Takes the next frame; frames come in the order of their time. */
  step(frame: PoseFrame): void {
    this.#take(this.#step(frame));
  }

  /** What was counted so far; `ended`: the film is over, nothing follows. */
  result({ ended }: { readonly ended: boolean }): RepCount {
    if (ended) this.#take(this.#finish());
    const reps = this.item === 'rope_skip_1min' ? this.#reps.filter(inARow) : [...this.#reps];
    return {
      item: this.item,
      count: reps.filter(({ valid }) => valid).length,
      reps,
      abstained: [...this.#abstained],
    };
  }

  #take(found: Cycle | Lost | null): void {
    if (found === null) return;
    const span = { start: found.start / 1000, end: found.end / 1000 };
    if (found.kind === 'lost') {
      this.#abstained.push({ ...span, because: 'not_seen' });
      return;
    }
    if (found.against > MAX_AGAINST) return; // another movement: a curl is no push-up, and no doubtful one either
    const confidence = Math.max(0, Math.min(1, found.seen * (1 - found.against)));
    if (confidence < MIN_CONFIDENCE) this.#abstained.push({ ...span, because: 'too_little_seen' });
    else {
      const valid = found.kind === 'complete';
      this.#reps.push({ ...span, valid, fouls: valid ? [] : [this.#short], confidence });
    }
  }
}

/** Skips come in a row: one hop by itself, of somebody who walks or waits, is none. Seconds. */
const ROW_GAP = 1;
const inARow = (rep: Rep, n: number, all: readonly Rep[]): boolean =>
  [all[n - 1], all[n + 1]].some(
    (other) => other !== undefined && Math.max(other.start - rep.end, rep.start - other.end) < ROW_GAP,
  );
