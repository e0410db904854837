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
  #bytes = new Uint8Array(MAX_NOISE_RUN);
  #length = 0;
  readonly #report: (rejected: Framed) => void;

  constructor(report: (rejected: Framed) => void) {
    this.#report = report;
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes that could not begin a frame. */
  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + this.#limit - this.#length);
      this.#bytes.set(piece, this.#length);
      this.#length += piece.length;
      at += piece.length;
      if (this.#length >= this.#limit) this.end();
    }
  }

  /** From here a frame of `length` bytes was expected, and failed for `reason`. */
  fail(reason: Reason, length: number): void {
    // A false start inside a failed frame is part of that frame.
    if (this.#reason !== 'noise' && this.#length > 0) return;
    this.end();
    this.#reason = reason;
    this.#limit = length;
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(length);
  }

  /** Reports what was gathered: a good frame follows, or the stream ended. */
  end(): void {
    if (this.#length > 0) {
      this.#report({ kind: 'rejected', reason: this.#reason, bytes: this.#bytes.slice(0, this.#length) });
    }
    this.#length = 0;
    this.#reason = 'noise';
    this.#limit = MAX_NOISE_RUN;
  }
}
