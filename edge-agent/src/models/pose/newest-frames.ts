import type { RgbImage } from './pose.ts';

export interface TimedImage {
  /** Milliseconds since the first frame. */
  readonly at: number;
  /** When ffmpeg gave it, by the clock of the process. */
  readonly cameAt: number;
  readonly image: RgbImage;
}

/** So many frames wait for a reader of a live camera: about a tenth of a second. */
export const MOST_WAITING = 3;

/**
 * Between a live camera, which cannot wait, and a reader who may be slower: keeps the newest frames and drops the
 * oldest of those that wait, and counts them. Copies each frame into one of a few buffers that are used again.
 */
export class NewestFrames {
  readonly #waiting: TimedImage[] = [];
  readonly #spare: Uint8Array[] = [];
  #held: TimedImage | null = null;
  #dropped = 0;
  #wake: () => void = () => undefined;
  #closed = false;

  /** Frames that nobody looked at. */
  get dropped(): number {
    return this.#dropped;
  }

  put(at: number, { width, height, data }: RgbImage): void {
    if (this.#waiting.length === MOST_WAITING) {
      this.#giveBack(this.#waiting.shift());
      this.#dropped += 1;
    }
    const spare = this.#spare.pop();
    const copy = spare?.length === data.length ? spare : new Uint8Array(data.length);
    copy.set(data);
    this.#waiting.push({ at, cameAt: performance.now(), image: { width, height, data: copy } });
    this.#wake();
  }

  /** The oldest that still waits; good until the next is taken. `null`: closed. */
  async take(): Promise<TimedImage | null> {
    this.#giveBack(this.#held);
    this.#held = null;
    while (this.#waiting.length === 0 && !this.#closed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.#held = this.#closed ? null : (this.#waiting.shift() ?? null);
    return this.#held;
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #giveBack(frame: TimedImage | null | undefined): void {
    if (frame && this.#spare.length <= MOST_WAITING) this.#spare.push(frame.image.data);
  }
}
