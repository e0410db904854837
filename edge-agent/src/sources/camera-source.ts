import { type CameraView, ITEMS, type Reading } from '@tizhi/contracts';
import type { CameraConfig } from '../config/source-config.ts';
import type { Camera } from '../models/pose/camera.ts';
import { type EndedSet, ExerciseSets, evidenceOf, itemOfExercise } from '../models/pose/exercise-set.ts';
import { KEYPOINTS, type Pose } from '../models/pose/pose.ts';
import { backoffMs, type LinkState, pause } from '../retry.ts';
import type { Source, SourceContext } from './source.ts';

/** How often those who look on see a figure, ms: five times a second look alive and cost little. */
const VIEW_EVERY_MS = 200;
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 } as const;

/** Opens the camera of a configuration; given by the caller so that a demo brings a drawn one. */
export type OpenCamera = (config: CameraConfig) => Promise<Camera>;

/**
 * Watches a camera and counts in each of its lanes, set after set. A set that is over becomes readings: the
 * repetitions, and an attempt where the exercise is an item of the national test. Only key points and counts come
 * here; the pictures stay in the camera's thread.
 */
export function startCameraSource(
  config: CameraConfig,
  { context, open }: { readonly context: SourceContext; readonly open: OpenCamera },
): Source {
  const { device, exercise } = config;
  const { sink, clock, random } = context;
  const log = context.log.child({ source: 'camera', device });
  const stopping = new AbortController();
  const link: LinkState = { up: false, connects: 0, failures: 0, problem: undefined };
  const lanes = config.lanes.length > 0 ? config.lanes : [{ lane: null, tag: config.tag }];
  const progress = { frames: 0, finished: false };

  const finish = (lane: (typeof lanes)[number], ended: EndedSet): void => {
    const at = clock();
    const heard = { device, at, deviceAt: null, bytes: evidenceOf(ended) };
    sink.readings(heard, readingsOf(ended, lane));
    log.info({ exercise, lane: lane.lane, count: ended.count }, 'set counted');
  };

  const watch = async (camera: Camera): Promise<void> => {
    const sets = lanes.map(() => new ExerciseSets(exercise));
    const aspect = camera.film.width / camera.film.height;
    let shownAt = Number.NEGATIVE_INFINITY;
    let last = 0;
    try {
      for await (const { at, people } of camera.frames()) {
        progress.frames += 1;
        last = at;
        for (const [n, lane] of lanes.entries()) {
          const ended = sets[n]?.step({ at, pose: people[n] ?? null });
          if (ended) finish(lane, ended);
        }
        const now = performance.now();
        if (now - shownAt < VIEW_EVERY_MS) continue;
        shownAt = now;
        sink.cameras(
          lanes.map(({ lane, tag }, n): CameraView => {
            const { phase, leftMs, count, fouls, notCounted } = sets[n]?.state ?? NO_SET;
            const pose = people[n] ?? null;
            const figure = pose === null ? null : figureOf(pose);
            return {
              ...{ camera: device, lane, tag, exercise, phase, leftMs, count, fouls: [...fouls], notCounted },
              doubt: figure === null ? 'nobody' : null,
              aspect: Math.min(10, Math.max(0.1, aspect)),
              points: figure,
            };
          }),
        );
      }
    } finally {
      for (const [n, lane] of lanes.entries()) {
        const ended = sets[n]?.stop(last);
        if (ended) finish(lane, ended);
      }
    }
  };

  const run = async (): Promise<void> => {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      try {
        const camera = await open(config);
        stopping.signal.addEventListener('abort', () => void camera.close(), { once: true });
        link.up = true;
        link.connects += 1;
        link.problem = undefined;
        attempt = 0;
        await watch(camera);
        await camera.close();
        if (config.input.kind === 'file') {
          progress.finished = true;
          link.up = false;
          return;
        }
        throw new Error('the camera stopped');
      } catch (error) {
        link.up = false;
        if (stopping.signal.aborted) return;
        link.failures += 1;
        link.problem = (error as Error).message;
        const retryInMs = backoffMs({ backoff: BACKOFF, attempt, random });
        log.warn({ problem: link.problem, retryInMs }, 'no camera; trying on');
        await pause(retryInMs, stopping.signal);
      }
    }
  };
  const running = run();
  return {
    report: () => ({ name: `camera ${device}`, link, bytes: 0, skipped: 0, ...progress }),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

const NO_SET = { phase: 'waiting', leftMs: null, count: 0, fouls: [], notCounted: 0 } as const;

/** What a set says: the repetitions, and the attempt at a test item. A count that may be too low is doubtful. */
export function readingsOf(
  set: EndedSet,
  { lane, tag }: { readonly lane: string | null; readonly tag: string | null },
): Reading[] {
  const { exercise, count, fouls, notCounted, tookMs, reps } = set;
  const confidence =
    reps.length === 0 ? 0 : Math.min(...reps.map((rep) => rep.confidence)) * (notCounted === 0 ? 1 : 0.5);
  const doubt = notCounted === 0 ? null : ('poor_signal' as const);
  const repetitions: Reading = {
    kind: 'repetitions',
    ...{ exercise, lane, tag, count, fouls: [...fouls], notCounted, tookMs, confidence, doubt },
  };
  const item = itemOfExercise(exercise);
  if (item === null) return [repetitions];
  const { unit } = ITEMS[item];
  return [repetitions, { kind: 'measurement', item, value: count, unit, tag, confidence, doubt }];
}

/** Whole thousandths of the picture's height, as a live message has them. */
function figureOf(pose: Pose): number[] {
  const part = (value: number): number => Math.max(-20_000, Math.min(20_000, Math.round(value * 1_000)));
  return KEYPOINTS.flatMap((name) => [part(pose[name].x), part(pose[name].y), part(pose[name].score)]);
}
