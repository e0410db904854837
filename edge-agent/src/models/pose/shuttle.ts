import { Blind } from './blind.ts';
import { bodyOf } from './body.ts';
import { RecentFrames } from './evidence.ts';
import { FloorFeet } from './floor-feet.ts';
import type { Mat } from './mat.ts';
import { Middles } from './middles.ts';
import type { PoseFrame } from './pose.ts';
import type { Abstained, ItemCounter, Rep } from './rep.ts';

/** One leg of a shuttle run, from line to line. */
export interface Leg {
  /** 1, 2, ... */
  readonly number: number;
  readonly seconds: number;
  /** Since the runner left the start line, at the end of this leg. */
  readonly totalSeconds: number;
  /** How near the feet came to the line at its end, cm; below 0 they passed it. */
  readonly shortCm: number;
}

/** Legs of the test, 50 m each. */
const LEGS = 8;
/** A runner who comes back by so much has turned, cm. */
const TURNED_CM = 150;
/** Turns further from the line than this part of the lane are hesitations, and than this, cm, are too short. */
const NEAR_LINE = 0.2;
const SHORT_CM = 60;
/** Out of sight for longer than this a turn may be missed, ms. */
const GAP_MS = 1_500;

interface Place {
  readonly at: number;
  readonly along: number;
}

/** 50 m x 8 shuttle run (50米×8往返跑): legs between two lines of a calibrated lane, by where the feet are. */
export class ShuttleCounter implements ItemCounter {
  readonly #feet: FloorFeet | null;
  readonly #laneCm: number;
  readonly #middles = new Middles();
  readonly #frames = new RecentFrames();
  readonly #blind = new Blind();
  readonly #legs: Rep[] = [];
  readonly #unseen: Abstained[] = [];
  /** Since when this leg goes on, ms; `null` before the start and after the last leg. */
  #since: number | null = null;
  #startedAt = 0;
  #furthest: Place | null = null;
  #before: Place | null = null;
  #last = 0;

  constructor(mat: Mat | null) {
    this.#feet = mat === null ? null : new FloorFeet(mat);
    this.#laneCm = mat?.laneCm ?? 0;
  }

  step(frame: PoseFrame): void {
    const { at, pose } = frame;
    this.#last = at;
    if (this.#feet === null || this.#legs.length >= LEGS) return;
    this.#frames.add(frame);
    const look =
      pose === null ? null : this.#feet.step(at, { pose, body: bodyOf(pose, this.#middles.at(at)) });
    this.#blind.step({ at, person: pose !== null, seen: look !== null });
    if (look === null) return;
    const place = { at, along: (look.rear + look.front) / 2 };
    const before = this.#before;
    this.#before = place;
    if (before === null) return;
    if (at - before.at > GAP_MS && this.#since !== null)
      this.#unseen.push({ start: before.at / 1000, end: at / 1000, because: 'not_seen' });
    if (this.#since === null) this.#start(before, place);
    else this.#run(before, place);
  }

  result(): ReturnType<ItemCounter['result']> {
    if (this.#feet === null) {
      const end = this.#last / 1000;
      return { reps: [], abstained: [{ start: 0, end, because: 'no_calibration' }], events: [] };
    }
    const abstained = [...this.#unseen, ...this.#blind.spans(this.#unseen)];
    return { reps: [...this.#legs], abstained: abstained.sort((a, b) => a.start - b.start), events: [] };
  }

  /** The run begins where the feet pass the start line. */
  #start(before: Place, now: Place): void {
    if (before.along > 0 || now.along <= 0) return;
    this.#since = this.#startedAt = crossing(before, now, 0);
    this.#furthest = now;
  }

  #run(before: Place, now: Place): void {
    const outward = this.#legs.length % 2 === 0;
    const along = (place: Place): number => (outward ? place.along : this.#laneCm - place.along);
    const furthest = this.#furthest;
    // The last leg ends at the line itself, not at a turn.
    if (this.#legs.length === LEGS - 1 && before.along > 0 && now.along <= 0) {
      this.#end({ at: crossing(before, now, 0), along: 0 }, 0);
      return;
    }
    if (furthest === null || along(now) > along(furthest)) this.#furthest = now;
    else if (along(furthest) - along(now) > TURNED_CM) {
      const shortCm = this.#laneCm - along(furthest);
      if (shortCm < NEAR_LINE * this.#laneCm) {
        this.#end(furthest, shortCm);
        this.#furthest = now;
      }
    }
  }

  #end({ at }: Place, shortCm: number): void {
    const since = this.#since ?? at;
    const short = shortCm > SHORT_CM;
    const number = this.#legs.length + 1;
    this.#legs.push({
      start: since / 1000,
      end: at / 1000,
      valid: !short,
      fouls: short ? ['turn_short_of_line'] : [],
      confidence: 1,
      evidence: {
        amplitude: { value: this.#laneCm - shortCm, unit: 'cm' },
        rest: this.#frames.at(since),
        end: this.#frames.at(at),
      },
      leg: { number, seconds: (at - since) / 1000, totalSeconds: (at - this.#startedAt) / 1000, shortCm },
    });
    this.#since = number === LEGS ? null : at;
  }
}

/** When a runner passed a place between two looks, ms. */
const crossing = (before: Place, now: Place, along: number): number =>
  before.at + ((along - before.along) / (now.along - before.along)) * (now.at - before.at);
