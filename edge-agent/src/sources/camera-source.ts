import { type CameraView, type DeviceId, type Exercise, ITEMS, type Reading } from '@tizhi/contracts';
import type { CameraConfig } from '../config/source-config.ts';
import { type Camera, freshLink, openCamera } from '../models/pose/camera.ts';
import { type EndedSet, ExerciseSets, evidenceOf, itemOfExercise } from '../models/pose/exercise-set.ts';
import { KEYPOINTS, type Pose } from '../models/pose/pose.ts';
import { backoffMs, pause } from '../retry.ts';
import type { Source, SourceContext } from './source.ts';

/** How often those who look on see a figure, ms: five times a second look alive and cost little. */
const VIEW_EVERY_MS = 200;
/** Between tries of a camera whose thread ended. */
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 } as const;

/** A place where somebody exercises: a lane of the picture, or the whole of it. */
interface Place {
  readonly lane: string | null;
  readonly tag: string | null;
  readonly sets: ExerciseSets;
  /** Who is seen there now. */
  pose: Pose | null;
}

/**
 * Watches a camera and counts in each of its lanes, set after set. A set that is over becomes readings: the
 * repetitions, and an attempt where the exercise is an item of the national test. Only key points and counts come
 * here; the pictures stay in the camera's thread.
 */
export function startCameraSource(config: CameraConfig, context: SourceContext): Source {
  const { device, exercise, input } = config;
  const { sink, clock, random } = context;
  const log = context.log.child({ source: 'camera', device });
  const stopping = new AbortController();
  const progress = { frames: 0, finished: false };
  const link = freshLink();
  let camera: Camera | undefined;

  const finish = ({ lane, tag }: Place, set: EndedSet): void => {
    sink.readings(
      { device, at: clock(), deviceAt: null, bytes: evidenceOf(set) },
      readingsOf(set, { lane, tag }),
    );
    log.info({ exercise, lane, count: set.count }, 'set counted');
  };
  const places = (): Place[] =>
    config.lanes.length === 0
      ? [{ lane: null, tag: config.tag, sets: new ExerciseSets(exercise), pose: null }]
      : config.lanes.map(({ name, tag }) => ({
          lane: name,
          tag,
          sets: new ExerciseSets(exercise),
          pose: null,
        }));

  const watch = async (watched: Camera): Promise<void> => {
    const all = places();
    const { width, height } = watched.film;
    const aspect = Math.min(10, Math.max(0.1, width / height));
    let shownAt = Number.NEGATIVE_INFINITY;
    let last = 0;
    try {
      for await (const { at, pose, lane } of watched.frames()) {
        const place = all.find((each) => each.lane === (lane ?? null));
        if (place === undefined) continue;
        progress.frames += 1;
        last = at;
        place.pose = pose;
        const set = place.sets.step({ at, pose });
        if (set !== null) finish(place, set);
        const now = performance.now();
        if (now - shownAt < VIEW_EVERY_MS) continue;
        shownAt = now;
        sink.cameras(all.map((each) => viewOf(each, { device, exercise, aspect })));
      }
    } finally {
      for (const place of all) {
        const set = place.sets.stop(last);
        if (set !== null) finish(place, set);
      }
    }
  };

  const once = async (): Promise<void> => {
    const lanes = config.lanes.map(({ name, area }) => ({ name, area }));
    const order = {
      input,
      ...(lanes.length === 0 ? {} : { lanes }),
      ...(config.detector === undefined ? {} : { detector: config.detector }),
      firstTry: 'may_fail',
    } as const;
    camera = await openCamera(order, { signal: stopping.signal, link });
    await watch(camera);
  };
  const run = async (): Promise<void> => {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      try {
        await once();
        if (stopping.signal.aborted) return;
        if (input.kind === 'file') {
          progress.finished = true;
          return;
        }
        throw new Error('the camera ended');
      } catch (error) {
        if (stopping.signal.aborted) return;
        link.up = false;
        link.failures += 1;
        link.problem = (error as Error).message;
        const retryInMs = backoffMs({ backoff: BACKOFF, attempt, random });
        log.warn({ problem: link.problem, retryInMs }, 'no camera; trying on');
        await pause(retryInMs, stopping.signal);
      } finally {
        camera = undefined;
      }
    }
  };
  const running = run();
  return {
    report: () => ({
      name: `camera ${device}`,
      link,
      bytes: 0,
      skipped: camera?.dropped ?? 0,
      ...progress,
    }),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function viewOf(
  { lane, tag, sets, pose }: Place,
  camera: { readonly device: DeviceId; readonly exercise: Exercise; readonly aspect: number },
): CameraView {
  const { phase, leftMs, count, fouls, notCounted } = sets.state;
  return {
    camera: camera.device,
    exercise: camera.exercise,
    aspect: camera.aspect,
    ...{ lane, tag, phase, leftMs, count, notCounted },
    fouls: [...fouls],
    doubt: pose === null ? 'nobody' : null,
    points: pose === null ? null : figureOf(pose),
  };
}

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
    ...{ exercise, lane, count, fouls: [...fouls], notCounted, tookMs, confidence, doubt },
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
