import type { Rejected } from '@tizhi/contracts';
import { type Framed, MAX_NOISE_RUN } from './framing.ts';

type Reason = Rejected['reason'];

/**
 * Gathers bytes that belong to no frame and reports them in runs. A frame that failed its check is one
 * run of its own length, so that a damaged frame appears whole in the log; plain noise is cut into runs
 * of at most {@link MAX_NOISE_RUN} bytes.
 */
export class NoiseRun {
  #reason: Reason = 'noise';
  #limit = MAX_NOISE_RUN;
  #bytes: number[] = [];
  readonly #report: (rejected: Framed) => void;

  constructor(report: (rejected: Framed) => void) {
    this.#report = report;
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** Bytes that could not begin a frame. */
  add(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#bytes.push(byte);
      if (this.#bytes.length >= this.#limit) this.end();
    }
  }

  /** From here a frame of `length` bytes was expected, and failed for `reason`. */
  fail(reason: Reason, length: number): void {
    // A false start inside a failed frame is part of that frame.
    if (this.#reason !== 'noise' && this.#bytes.length > 0) return;
    this.end();
    this.#reason = reason;
    this.#limit = length;
  }

  /** Reports what was gathered: a good frame follows, or the stream ended. */
  end(): void {
    if (this.#bytes.length > 0) {
      this.#report({ kind: 'rejected', reason: this.#reason, bytes: Uint8Array.from(this.#bytes) });
    }
    this.#bytes = [];
    this.#reason = 'noise';
    this.#limit = MAX_NOISE_RUN;
  }
}
