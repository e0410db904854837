import { type HeartRateSample, type TelemetryBody, toHeartRateBlock } from '@tizhi/contracts';

/** Rows of one telemetry message. */
export const BATCH_ROWS = 500;
/** RR intervals of one message: keeps it far below a broker's packet limit whatever straps send. */
const BATCH_RR = 10_000;

/** Collects samples, in order, into messages of columns. Never merges, drops or re-times one. */
export class TelemetryBatcher {
  #samples: HeartRateSample[] = [];
  #rr = 0;

  /** Adds a sample; gives a full message back when there is one. */
  add(sample: HeartRateSample): TelemetryBody | undefined {
    this.#samples.push(sample);
    this.#rr += sample.rrMs.length;
    return this.#samples.length >= BATCH_ROWS || this.#rr >= BATCH_RR ? this.flush() : undefined;
  }

  /** What has collected, or `undefined` where nothing has. */
  flush(): TelemetryBody | undefined {
    const samples = this.#samples;
    if (samples.length === 0) return undefined;
    this.#samples = [];
    this.#rr = 0;
    return { kind: 'telemetry', blocks: [toHeartRateBlock(samples)] };
  }
}
