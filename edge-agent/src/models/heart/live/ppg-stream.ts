import { NEAR } from '../ppg/estimate.ts';
import { type Second, WristEvidence } from '../ppg/evidence.ts';
import { type PpgModel, ppgModel } from '../ppg/model.ts';
import { readingOf } from '../ppg/reading.ts';
import { type Belief, nothingKnown, RateTracker } from '../ppg/track.ts';
import type { RateAt } from '../rate.ts';
import type { HeartChunk, LiveHeart } from './live-heart.ts';
import { Recent } from './recent.ts';

/** Seconds held: a look and what its filters settle in, and a little for what comes late. */
const HELD = 16;
/** Samples held at most: 125 a second for the light, 60 for the motion. */
const MOST_LIGHT = HELD * 125;
const MOST_MOTION = HELD * 60;
/** Longest silence (s) after which what was known is forgotten. */
const FORGOTTEN = 30;

let evidence: WristEvidence | null = null;

/** A wrist, live: one look a second, and the forward half of the tracker that recordings use both ways. */
export class PpgStream implements LiveHeart<'ppg'> {
  readonly kind = 'ppg';
  readonly #light = new Recent({ seconds: HELD, most: MOST_LIGHT, columns: 1 });
  readonly #motion = new Recent({ seconds: HELD, most: MOST_MOTION, columns: 3 });
  readonly #tracker = new RateTracker();
  readonly #model: PpgModel;
  #belief: Belief = nothingKnown();
  #near: Second[] = [];

  constructor(model: PpgModel = ppgModel()) {
    this.#model = model;
    // One for all pupils: it holds tables and work space, nothing of anybody.
    evidence ??= new WristEvidence(model.network);
  }

  get held(): number {
    return this.#light.held + 3 * this.#motion.held;
  }

  add({ samples, acceleration }: Extract<HeartChunk, { kind: 'ppg' }>): void {
    for (let i = 0; i < samples.t.length; i += 1)
      this.#light.add(samples.t[i] as number, [samples.values[i] as number]);
    if (acceleration === null) return;
    for (let i = 0; i < acceleration.t.length; i += 1)
      this.#motion.add(
        acceleration.t[i] as number,
        acceleration.axes.map((axis) => axis[i] as number),
      );
  }

  rateAt(now: number): RateAt {
    const before = this.#near.at(-1)?.t ?? now;
    if (now - before > FORGOTTEN) this.#belief = nothingKnown();
    const second = (evidence as WristEvidence).at(now, {
      ppg: this.#light.samples(),
      acceleration: this.#motion.held === 0 ? null : this.#motion.axes(),
    });
    this.#belief = this.#tracker.next(this.#belief, this.#tracker.likelihoodOf(second.shares));
    this.#near = [...this.#near, second].slice(-NEAR - 1);
    return readingOf(second, { belief: this.#belief, near: this.#near, calibration: this.#model.live });
  }
}
