import { parentPort, workerData } from 'node:worker_threads';
import { type CameraMessage, failedMessage, pointsOf } from './camera-message.ts';
import { framesOf, probeFilm } from './ffmpeg-frames.ts';
import { openMoveNet } from './movenet-detector.ts';
import { PersonTracker } from './track.ts';

/** One camera's thread: the only place where its pixels ever are. Says `CameraMessage`s, nothing else. */
const say = (message: CameraMessage): void => parentPort?.postMessage(message);

async function watch(path: string): Promise<void> {
  const film = await probeFilm(path);
  const detector = await openMoveNet();
  say({ kind: 'film', ...film, detector: detector.name });
  const tracker = new PersonTracker(detector);
  for await (const { at, image } of framesOf(path, film)) {
    const start = performance.now();
    const pose = await tracker.follow(image);
    say({
      kind: 'frame',
      at,
      points: pose === null ? null : pointsOf(pose),
      tookMs: performance.now() - start,
    });
  }
  detector.dispose();
  say({ kind: 'end' });
}

watch((workerData as { path: string }).path).catch((error: unknown) => say(failedMessage(error)));
