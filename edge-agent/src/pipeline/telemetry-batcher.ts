import {
  type HeartRateSample,
  type ReadingSample,
  samplesIn,
  type TelemetryBody,
  toHeartRateBlock,
  toReadingBlock,
} from '@tizhi/contracts';

/** Rows of one telemetry message. */
export const BATCH_ROWS = 500;
/**
 * RR intervals, samples of waveforms and characters of one message: keeps it far below a broker's packet limit
 * whatever devices send. One reading holds 8,192 at most, so that a message stays within `MAX_SAMPLES`.
 */
const BATCH_NUMBERS = 10_000;

/**
 * Collects heart rates and other readings, each in order, into messages of columns. Never merges, drops or re-times
 * one.
 */
export class TelemetryBatcher {
  #hearts: HeartRateSample[] = [];
  #readings: ReadingSample[] = [];
  #numbers = 0;

  /** Adds a heart rate; gives a full message back when there is one. */
  add(sample: HeartRateSample): TelemetryBody | undefined {
    this.#hearts.push(sample);
    return this.#grown(sample.rrMs.length);
  }

  /** Adds another reading; gives a full message back when there is one. */
  addReading(sample: ReadingSample): TelemetryBody | undefined {
    this.#readings.push(sample);
    return this.#grown(samplesIn([sample.reading]));
  }

  /** What has collected, or `undefined` where nothing has. */
  flush(): TelemetryBody | undefined {
    const [hearts, readings] = [this.#hearts, this.#readings];
    const blocks: TelemetryBody['blocks'] = [];
    if (hearts.length > 0) blocks.push(toHeartRateBlock(hearts));
    if (readings.length > 0) blocks.push(toReadingBlock(readings));
    if (blocks.length === 0) return undefined;
    this.#hearts = [];
    this.#readings = [];
    this.#numbers = 0;
    return { kind: 'telemetry', blocks };
  }

  #grown(numbers: number): TelemetryBody | undefined {
    this.#numbers += numbers;
    const rows = this.#hearts.length + this.#readings.length;
    return rows >= BATCH_ROWS || this.#numbers >= BATCH_NUMBERS ? this.flush() : undefined;
  }
}
