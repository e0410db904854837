import { type Backoff, type Connection, keepConnected } from '../../retry.ts';
import type { CameraInput } from './camera-input.ts';
import { startDecoder } from './decode.ts';
import type { FrameSource } from './frame-source.ts';
import { NewestFrames } from './newest-frames.ts';
import { type FilmFacts, probeFilm } from './probe.ts';
import { unreachable } from './unreachable.ts';

/** Between tries of a camera. */
export const CAMERA_BACKOFF: Backoff = { firstMs: 500, maxMs: 15_000 };

/** A camera that gives no picture for so long is opened again. */
const SILENCE_MS = 15_000;

/** Calls once nothing was heard for too long. */
class Silence {
  readonly #timer: NodeJS.Timeout;
  constructor(onSilence: () => void) {
    this.#timer = setTimeout(onSilence, SILENCE_MS);
  }
  heard(): void {
    this.#timer.refresh();
  }
  end(): void {
    clearTimeout(this.#timer);
  }
}

/** What a live camera's link did. */
export type LinkNews =
  | { readonly up: true }
  | { readonly up: false; readonly problem: string; readonly retryInMs: number };

/**
 * Opens a live camera and keeps it open for ever: after each end it is opened again, with the waits of every other
 * link. Times go on over the gap. Settles when the first picture came; with `firstTry: 'must_succeed'` it throws
 * `TIZHI_CAMERA_UNREACHABLE` where the first try failed, otherwise it goes on trying.
 */
export async function openLive(options: {
  readonly input: CameraInput;
  readonly firstTry: 'must_succeed' | 'may_fail';
  readonly backoff?: Backoff;
  /** Gives up the first picture when it aborts; later, `stop` does. */
  readonly signal: AbortSignal;
  readonly onLink: (news: LinkNews) => void;
}): Promise<FrameSource> {
  const { input, firstTry, backoff = CAMERA_BACKOFF, signal, onLink } = options;
  const newest = new NewestFrames();
  const first = Promise.withResolvers<FilmFacts>();
  let failed: unknown;
  /** When the first frame of all came. */
  let zero: number | null = null;

  const connect = async (stopping: AbortSignal): Promise<Connection> => {
    try {
      const film = await probeFilm(input, stopping);
      const decoder = startDecoder(input, film);
      const frames = decoder.frames();
      const halt = (): void => void decoder.stop();
      stopping.addEventListener('abort', halt, { once: true });
      const silence = new Silence(halt);
      void decoder.ended.then(() => {
        silence.end();
        stopping.removeEventListener('abort', halt);
      });
      const began = await frames.next().catch(() => ({ done: true as const, value: undefined }));
      if (began.done === true) throw unreachable(input, (await decoder.ended).said || 'no picture came');
      silence.heard();
      const now = performance.now();
      zero ??= now;
      const from = now - zero;
      newest.put(from, began.value);
      first.resolve(film);
      const pump = async (): Promise<string> => {
        let count = 1;
        for await (const image of frames) {
          newest.put(from + (count++ * 1000) / film.fps, image);
          silence.heard();
        }
        const { said } = await decoder.ended;
        return unreachable(input, said || 'the picture ended').message;
      };
      const closed = pump().catch(() => unreachable(input, 'the picture ended').message);
      return { closed, close: () => decoder.stop() };
    } catch (error) {
      failed = error;
      throw error;
    }
  };
  const link = keepConnected({
    connect,
    backoff,
    random: Math.random,
    onUp: () => onLink({ up: true }),
    onDown: (problem, retryInMs) => {
      if (firstTry === 'must_succeed' && link.state.connects === 0) first.reject(failed);
      else onLink({ up: false, problem, retryInMs });
    },
  });
  const stop = async (): Promise<void> => {
    newest.close();
    await link.stop();
  };
  signal.addEventListener('abort', () => first.reject(new Error('stopped')), { once: true });
  const film = await first.promise.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    film,
    next: () => newest.take(),
    get dropped() {
      return newest.dropped;
    },
    stop,
  };
}
