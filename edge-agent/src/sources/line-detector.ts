import { type Adapter, createAdapter, type DeviceDefinition } from '@tizhi/firmware-adapters';

/** Bytes without a frame after which a setting is given up: several frames of any device here. */
export const HOPELESS_BYTES = 512;
/** Questions without an answer after which it is given up: at the wrong baud rate a device hears none. */
export const HOPELESS_POLLS = 6;

/**
 * Decides whether a line is set right: `right` once a frame could be read, `wrong` when there was time enough for one.
 * A device that is silent and is not asked says nothing about it. What was heard is held until then, at most
 * {@link HOPELESS_BYTES} and a chunk, so that garbage never leaves here as readings.
 */
export class LineDetector {
  readonly #adapter: Adapter;
  #held: Uint8Array[] = [];
  #polls = 0;

  constructor(definition: DeviceDefinition) {
    this.#adapter = createAdapter(definition);
  }

  heard(bytes: Uint8Array): 'right' | 'wrong' | 'unknown' {
    this.#adapter.push(bytes);
    this.#held.push(bytes);
    const { counters } = this.#adapter;
    if (counters.frames > 0) return 'right';
    return counters.bytes >= HOPELESS_BYTES ? 'wrong' : 'unknown';
  }

  asked(): 'wrong' | 'unknown' {
    this.#polls += 1;
    return this.#polls >= HOPELESS_POLLS ? 'wrong' : 'unknown';
  }

  /** What was held back, in order; then it holds nothing. */
  take(): readonly Uint8Array[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }
}
