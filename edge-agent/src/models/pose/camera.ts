import { Worker } from 'node:worker_threads';
import { ERRORS, type ErrorCode, TizhiError } from '@tizhi/contracts';
import type { LinkState } from '../../retry.ts';
import { type CameraCommand, CameraMessage, MOST_UNREAD, poseFrom } from './camera-message.ts';
import { CameraOrder, type CameraOrderInput } from './camera-order.ts';
import type { PoseFrame } from './pose.ts';
import type { FilmFacts } from './probe.ts';

/** Key points of one person in one frame; with lanes, one of these for each lane and frame. */
export interface CameraFrame extends PoseFrame {
  /** How long the frame took to look at, all lanes together, ms. */
  readonly tookMs: number;
  /** How old it was when its points were known, ms after ffmpeg gave it. */
  readonly lateMs: number;
}

/** A film or a live camera that is being watched in a thread of its own. */
export interface Camera {
  readonly film: FilmFacts & { readonly detector: string };
  /** Of a live camera: whether it is there, how often it came, and why it is gone. */
  readonly link: Readonly<LinkState>;
  /** Frames of a live camera that came while the last was looked at, and were not. */
  readonly dropped: number;
  /**
   * Key points frame by frame. A film waits for whoever reads; of a live camera the oldest frames are dropped.
   * Leaving the loop early ends the thread.
   */
  frames(): AsyncGenerator<CameraFrame>;
  /** Settles when the thread and its ffmpeg are gone. */
  close(): Promise<void>;
}

/** What whoever opens a camera may bring. */
export interface OpenOptions {
  /** Ends the camera, also one that never came. */
  readonly signal?: AbortSignal;
  /** Is kept up to date from the first try on, before there is a camera. */
  readonly link?: LinkState;
}

export const freshLink = (): LinkState => ({ up: false, connects: 0, failures: 0, problem: undefined });

/** Frames are acknowledged in parcels. */
const CREDIT_EVERY = 10;
/** More than frames and a few words of the link a thread cannot have said: its parcels are bounded. */
const MOST_WAITING = MOST_UNREAD + 40;
/** A thread that does not end by itself within this is ended. */
const CLOSE_MS = 5_000;

/**
 * Opens a film (by its path) or a camera in a worker thread. Nothing but key points comes out.
 * Throws `TIZHI_FILE_UNREADABLE` where ffmpeg is missing or cannot open the film, `TIZHI_FILE_FORMAT` where it has no
 * moving picture, `TIZHI_CAMERA_UNREACHABLE` where no picture comes from a camera, `TIZHI_DETECTOR_MISSING`.
 */
export async function openCamera(
  what: string | CameraOrderInput,
  { signal, link = freshLink() }: OpenOptions = {},
): Promise<Camera> {
  const order = CameraOrder.parse(typeof what === 'string' ? { input: { kind: 'file', path: what } } : what);
  const worker = new Worker(new URL('./camera-worker.ts', import.meta.url), { workerData: order });
  const tell = (command: CameraCommand): void => worker.postMessage(command);
  const waiting: CameraMessage[] = [];
  let wake: () => void = () => undefined;
  let crashed: Error | undefined;
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const crash = (error: Error): void => {
    crashed ??= error;
    wake();
  };
  const take = (message: CameraMessage): void => {
    if (message.kind === 'up')
      Object.assign(link, { up: true, connects: link.connects + 1, problem: undefined });
    else if (message.kind === 'down')
      Object.assign(link, { up: false, failures: link.failures + 1, problem: message.problem });
    else if (waiting.length >= MOST_WAITING) crash(new Error('a camera said more than it may'));
    else waiting.push(message);
    wake();
  };
  worker.on('message', (message: unknown) => {
    const parsed = CameraMessage.safeParse(message);
    if (parsed.success) take(parsed.data);
    else crash(new Error('a camera said what it may not'));
  });
  worker.on('error', crash);
  worker.on('exit', () => crash(new Error('a camera ended without a word')));

  const close = async (): Promise<void> => {
    tell({ kind: 'close' });
    const late = setTimeout(() => void worker.terminate(), CLOSE_MS);
    await gone;
    clearTimeout(late);
  };
  const next = async (): Promise<Exclude<CameraMessage, { kind: 'failed' }>> => {
    while (waiting.length === 0) {
      if (crashed !== undefined) {
        await close();
        throw crashed;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const message = waiting.shift() as CameraMessage;
    if (message.kind !== 'failed') return message;
    await close();
    if (message.code in ERRORS) throw new TizhiError(message.code as ErrorCode, message.params);
    throw new Error(message.params.problem);
  };
  // Gives up a camera that never came.
  const giveUp = (): void => void close();
  signal?.addEventListener('abort', giveUp, { once: true });
  void gone.then(() => signal?.removeEventListener('abort', giveUp));
  if (signal?.aborted === true) void close();
  const first = await next();
  if (first.kind !== 'film') throw new Error(`a camera began with ${first.kind}`);
  const { kind: _, ...film } = first;
  let dropped = 0;
  let unsaid = 0;
  const acknowledge = (): void => {
    unsaid += 1;
    if (unsaid < CREDIT_EVERY) return;
    tell({ kind: 'credit', frames: unsaid });
    unsaid = 0;
  };
  return {
    film,
    link,
    get dropped() {
      return dropped;
    },
    async *frames() {
      try {
        for (let message = await next(); message.kind === 'frame'; message = await next()) {
          acknowledge();
          dropped = message.dropped;
          const { at, tookMs, lateMs } = message;
          for (const [n, points] of message.people.entries()) {
            const lane = order.lanes[n]?.name;
            yield {
              at,
              pose: points === null ? null : poseFrom(points),
              tookMs,
              lateMs,
              ...(lane === undefined ? {} : { lane }),
            };
          }
        }
      } finally {
        await close();
      }
    },
    close,
  };
}
