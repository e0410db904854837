import { Worker } from 'node:worker_threads';
import { ERRORS, type ErrorCode, TizhiError } from '@tizhi/contracts';
import { CameraMessage, poseFrom } from './camera-message.ts';
import type { FilmFacts } from './ffmpeg-frames.ts';
import type { PoseFrame } from './pose.ts';

/** A film that is being watched in a thread of its own. */
export interface Camera {
  readonly film: FilmFacts & { readonly detector: string };
  /** Key points frame by frame, with the time the frame took, ms. Leaving the loop early ends the thread. */
  frames(): AsyncGenerator<PoseFrame & { readonly tookMs: number }>;
  close(): Promise<void>;
}

/**
 * Opens a film (a file, or what else ffmpeg takes as input) in a worker thread. Nothing but key points comes out.
 * Throws `TIZHI_FILE_UNREADABLE` where ffmpeg is missing or cannot open it, `TIZHI_FILE_FORMAT` where it has no
 * moving picture.
 */
export async function openCamera(path: string): Promise<Camera> {
  const worker = new Worker(new URL('./camera-worker.ts', import.meta.url), { workerData: { path } });
  const waiting: CameraMessage[] = [];
  let wake: () => void = () => undefined;
  let crashed: Error | undefined;
  worker.on('message', (message: unknown) => {
    waiting.push(CameraMessage.parse(message));
    wake();
  });
  worker.on('error', (error: Error) => {
    crashed = error;
    wake();
  });
  const next = async (): Promise<Exclude<CameraMessage, { kind: 'failed' }>> => {
    while (waiting.length === 0) {
      if (crashed !== undefined) throw crashed;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const message = waiting.shift() as CameraMessage;
    if (message.kind !== 'failed') return message;
    await worker.terminate();
    if (message.code in ERRORS) throw new TizhiError(message.code as ErrorCode, message.params);
    throw new Error(message.params.problem);
  };
  const first = await next();
  if (first.kind !== 'film') throw new Error(`a camera began with ${first.kind}`);
  const { kind: _, ...film } = first;
  return {
    film,
    async *frames() {
      try {
        for (let message = await next(); message.kind === 'frame'; message = await next()) {
          const { at, points, tookMs } = message;
          yield { at, pose: points === null ? null : poseFrom(points), tookMs };
        }
      } finally {
        await worker.terminate();
      }
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
