import { Blind } from './blind.ts';
import { type Body, bodyOf } from './body.ts';
import { type Cycle, CycleMachine, type Lost } from './cycle.ts';
import { type Flight, flightOf } from './hop-flight.ts';
import { type Hop, HopMachine, type HopRules } from './hops.ts';
import type { Counted, Exercise } from './items/exercise.ts';
import { JUMPING_JACK } from './items/jumping-jack.ts';
import { PULL_UP } from './items/pull-up.ts';
import { PUSH_UP } from './items/push-up.ts';
import { SIT_UP } from './items/sit-up.ts';
import { SQUAT } from './items/squat.ts';
import { Middles } from './middles.ts';
import type { PoseFrame } from './pose.ts';
import { skipsAmong } from './skip-rows.ts';
import { PoseSmoother } from './smooth.ts';

/** One repetition. Times in seconds since the film began. */
export interface Rep {
  readonly start: number;
  readonly end: number;
  readonly valid: boolean;
  readonly fouls: readonly string[];
  /** How sure the counter is that this is a repetition of this exercise, 0-1. */
  readonly confidence: number;
  /** Of a vertical jump. */
  readonly flight?: Flight;
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
    longestMs: 1_100,
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
  readonly #step: (frame: PoseFrame) => readonly (Cycle | Lost)[];
  readonly #finish: () => readonly (Cycle | Lost)[];
  readonly #short: string;
  readonly #reps: Rep[] = [];
  readonly #hops: Hop[] = [];
  readonly #abstained: Abstained[] = [];
  readonly #blind = new Blind();

  constructor(item: Counted) {
    this.item = item;
    const middles = new Middles();
    const exercise = CYCLES[item];
    const hops = HOPS[item];
    this.#short = exercise?.short ?? 'too_low';
    if (exercise !== undefined) {
      const smoother = new PoseSmoother();
      const machine = new CycleMachine(exercise.rules);
      const reader = exercise.reader();
      this.#step = ({ at, pose }) => {
        const body = pose === null ? null : bodyOf(smoother.smooth(at, pose), middles.at(at));
        const read = body === null ? { effort: null, against: null } : reader.read(at, body);
        this.#blind.step({ at, person: body !== null, seen: read.effort !== null });
        const found = machine.step({ at, ...read });
        return found === null ? [] : [found];
      };
      this.#finish = () => [];
    } else if (hops !== undefined) {
      const machine = new HopMachine(hops);
      // Not smoothed as the others are: at four hops a second that filter eats the hop.
      this.#step = ({ at, pose }) => {
        const body = pose === null ? null : bodyOf(pose, middles.at(at));
        this.#blind.step({ at, person: body !== null, seen: body !== null && canHop(body) });
        return machine.step(at, body);
      };
      this.#finish = () => machine.finish();
    } else throw new Error(`no counter for ${item}`);
  }

  /** Takes the next frame; frames come in the order of their time. */
  step(frame: PoseFrame): void {
    for (const found of this.#step(frame)) this.#take(found);
  }

  /** What was counted so far; `ended`: the film is over, nothing follows. */
  result({ ended }: { readonly ended: boolean }): RepCount {
    if (ended) for (const found of this.#finish()) this.#take(found);
    const reps = this.item === 'rope_skip_1min' ? skipsAmong(this.#hops).map(repOf) : [...this.#reps];
    return {
      item: this.item,
      count: reps.filter(({ valid }) => valid).length,
      reps,
      abstained: [...this.#abstained, ...this.#blind.spans(this.#abstained)].sort(
        (a, b) => a.start - b.start,
      ),
    };
  }

  #take(found: Cycle | Hop | Lost): void {
    const span = { start: found.start / 1000, end: found.end / 1000 };
    if (found.kind === 'lost') {
      this.#abstained.push({ ...span, because: 'not_seen' });
      return;
    }
    if ('looks' in found) {
      if (this.item === 'rope_skip_1min') this.#hops.push(found);
      else this.#takeJump(found);
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

  /** A jump is one that both feet make, and that falls as a body falls: nobody is in the air for a second. */
  #takeJump(hop: Hop): void {
    if (hop.feet !== 'together') return;
    const flight = flightOf(hop.looks, hop.peakAt);
    if (flight === null || flight.seconds > LONGEST_FLIGHT_S) return;
    this.#reps.push({ ...repOf(hop), flight });
  }
}

/** Longer in the air than this nobody is, seconds; a film at half speed doubles it. */
const LONGEST_FLIGHT_S = 1.4;
const canHop = ({ shoulders, hips, ankles }: Body): boolean =>
  shoulders !== null && hips !== null && ankles !== null;
const repOf = ({ start, end }: Hop): Rep => ({
  start: start / 1000,
  end: end / 1000,
  valid: true,
  fouls: [],
  confidence: 1,
});
