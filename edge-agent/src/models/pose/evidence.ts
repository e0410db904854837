import { pointsOf } from './camera-message.ts';
import type { PoseFrame } from './pose.ts';
import type { Moment } from './rep.ts';

/** Longer than any movement that is counted, ms, at up to 60 frames a second. */
const SPAN_MS = 20_000;
const MAX_FRAMES = 1_200;
/** A sight that is further from the moment than this is another moment, ms. */
const NEAR_MS = 150;

/** The key points of the last seconds, from which a repetition takes its evidence. */
export class RecentFrames {
  readonly #frames: PoseFrame[] = [];

  add(frame: PoseFrame): void {
    if (frame.pose === null) return;
    this.#frames.push(frame);
    for (
      let oldest = this.#frames[0];
      oldest !== undefined && (oldest.at < frame.at - SPAN_MS || this.#frames.length > MAX_FRAMES);
      oldest = this.#frames[0]
    )
      this.#frames.shift();
  }

  /** The sight nearest to this time (ms); `null` where there was none near it. */
  at(ms: number): Moment | null {
    let nearest: PoseFrame | null = null;
    for (let n = this.#frames.length - 1; n >= 0; n--) {
      const frame = this.#frames[n];
      if (frame === undefined || (nearest !== null && Math.abs(frame.at - ms) > Math.abs(nearest.at - ms)))
        break;
      nearest = frame;
    }
    if (nearest?.pose == null || Math.abs(nearest.at - ms) > NEAR_MS) return null;
    return { at: nearest.at / 1000, points: pointsOf(nearest.pose) };
  }
}
