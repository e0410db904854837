import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { isLive } from './camera-input.ts';
import {
  type CameraCommand,
  type CameraMessage,
  failedMessage,
  MOST_UNREAD,
  pointsOf,
} from './camera-message.ts';
import { CameraOrder } from './camera-order.ts';
import { openDrawn } from './demo/drawn-source.ts';
import { openDetector } from './detectors/registry.ts';
import { type FrameSource, openFilm } from './frame-source.ts';
import { openLive } from './live-source.ts';
import { People } from './people.ts';

/** One camera's thread: the only place where its pixels ever are. Says `CameraMessage`s, nothing else. */
if (parentPort !== null) await work(parentPort);

async function work(port: MessagePort): Promise<void> {
  const say = (message: CameraMessage): void => port.postMessage(message);
  const order = CameraOrder.parse(workerData);
  const closing = new AbortController();
  const { signal } = closing;
  let credits = MOST_UNREAD;
  let wake: () => void = () => undefined;
  let source: FrameSource | null = null;
  port.on('message', (command: CameraCommand) => {
    if (command.kind === 'credit') credits += command.frames;
    else {
      closing.abort();
      // Ends a wait for the next frame, too.
      void source?.stop();
    }
    wake();
  });
  const mayGoOn = async (): Promise<boolean> => {
    while (credits === 0 && !signal.aborted)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return !signal.aborted;
  };
  try {
    const detector = await openDetector(order.detector, order.models);
    source = await open({ order, say, signal });
    say({ kind: 'film', ...source.film, detector: detector.name });
    const people = new People(detector, order.lanes);
    while (await mayGoOn()) {
      const frame = await source.next();
      if (frame === null) break;
      const start = performance.now();
      const poses = await people.follow(frame.image);
      const now = performance.now();
      credits -= 1;
      say({
        kind: 'frame',
        at: frame.at,
        people: poses.map((pose) => (pose === null ? null : pointsOf(pose))),
        tookMs: now - start,
        lateMs: now - frame.cameAt,
        dropped: source.dropped,
      });
    }
    say({ kind: 'end' });
    detector.dispose();
  } catch (error) {
    if (!signal.aborted) say(failedMessage(error));
  }
  await source?.stop();
  port.close();
}

function open(context: {
  readonly order: CameraOrder;
  readonly say: (message: CameraMessage) => void;
  readonly signal: AbortSignal;
}): Promise<FrameSource> {
  const { order, say, signal } = context;
  const { input, firstTry } = order;
  if (input.kind === 'drawn') {
    say({ kind: 'up' });
    return Promise.resolve(openDrawn(input, signal));
  }
  if (!isLive(input)) return openFilm(input);
  return openLive({
    input,
    firstTry,
    signal,
    onLink: (news) =>
      say(
        news.up
          ? { kind: 'up' }
          : { kind: 'down', problem: news.problem.slice(0, 500), retryInMs: news.retryInMs },
      ),
  });
}
