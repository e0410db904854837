import { Blind } from './blind.ts';
import { bodyOf } from './body.ts';
import { RecentFrames } from './evidence.ts';
import { type Found, SHOULDER, TOE, Track } from './jump-track.ts';
import type { Mat } from './mat.ts';
import { Middles } from './middles.ts';
import type { PoseFrame } from './pose.ts';
import type { Abstained, ItemCounter, Rep } from './rep.ts';

/** One standing long jump. Lengths in cm from the take-off line's rear edge, times in seconds since the film began. */
export interface LongJump {
  readonly takeOff: number;
  readonly landing: number;
  readonly flightSeconds: number;
  /** `null` without a calibrated mat: then a jump is counted by the picture alone, and nothing is measured. */
  readonly measured: {
    /** From the line to the nearest heel after landing. The test writes down whole centimetres. */
    readonly distanceCm: number;
    readonly plusMinusCm: number;
    /** How far the foremost toe reached before take-off: above 0 it is over the line. */
    readonly toeCm: number;
  } | null;
}

/** The heel behind the ankle joint, as a share of stature: a quarter of a foot of 0.152 (Winter, Biomechanics). */
const HEEL = 0.038;
/** The toe is told to this by a camera, cm: less than this over the line is no foul that it can see. */
const TOE_DOUBT_CM = 5;
/** The heel is told to this, cm, beside what the feet tremble and the mat errs. */
const HEEL_DOUBT_CM = 2;

/** Standing long jump (立定跳远): feet that stood behind a line stand ahead of it. Measured over a calibrated mat only. */
export class LongJumpCounter implements ItemCounter {
  readonly #mat: Mat | null;
  readonly #tracks: readonly Track[];
  readonly #middles = new Middles();
  readonly #frames = new RecentFrames();
  readonly #blind = new Blind();
  readonly #reps: Rep[] = [];
  readonly #unsure: Abstained[] = [];

  constructor(mat: Mat | null) {
    this.#mat = mat;
    this.#tracks = mat === null ? [new Track(1), new Track(-1)] : [new Track(mat)];
  }

  step(frame: PoseFrame): void {
    const { at, pose } = frame;
    this.#frames.add(frame);
    const body = pose === null ? null : bodyOf(pose, this.#middles.at(at));
    this.#blind.step({ at, person: pose !== null, seen: body !== null && body.ankles !== null });
    if (pose === null || body === null) return;
    for (const track of this.#tracks) {
      const found = track.step(at, { pose, body });
      if (found !== null) this.#take(found);
    }
  }

  result(): ReturnType<ItemCounter['result']> {
    const abstained = [...this.#unsure, ...this.#blind.spans(this.#unsure)];
    return { reps: [...this.#reps], abstained: abstained.sort((a, b) => a.start - b.start), events: [] };
  }

  #take({ stood, landed, takeOff, landing }: Found): void {
    const mat = this.#mat;
    const span = { start: stood.until / 1000, end: landed.until / 1000 };
    if (Math.min(stood.both, landed.both) < 0.5) {
      this.#unsure.push({ ...span, because: 'feet_not_seen' });
      return;
    }
    if (mat === null) this.#unsure.push({ ...span, because: 'no_calibration' });
    const toeCm = stood.front + TOE * stood.statureCm;
    const over = mat !== null && toeCm > TOE_DOUBT_CM;
    const distanceCm = landed.rear - HEEL * stood.statureCm;
    const plusMinusCm = HEEL_DOUBT_CM + landed.spread / 2 + (mat?.errorCm ?? 0);
    this.#reps.push({
      ...span,
      valid: !over,
      fouls: over ? ['toe_over_line'] : [],
      confidence: Math.min(stood.both, landed.both),
      evidence: {
        amplitude:
          mat === null
            ? { value: (landed.rear - stood.rear) / (SHOULDER * stood.statureCm), unit: 'body_heights' }
            : { value: distanceCm, unit: 'cm' },
        rest: this.#frames.at(stood.until),
        end: this.#frames.at(landing),
      },
      jump: {
        takeOff: takeOff / 1000,
        landing: landing / 1000,
        flightSeconds: (landing - takeOff) / 1000,
        measured: mat === null ? null : { distanceCm, plusMinusCm, toeCm },
      },
    });
  }
}
