import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../sources/simulated-class.ts';
import { atSpeed, framesLost, jittered, mirrored, pointsLost, resampled } from '../eval/variations.ts';
import { KEYPOINTS, type Pose, type PoseFrame } from '../pose.ts';
import type { JudgedItem } from './faults.ts';
import { formOf } from './form.ts';
import { type FormModels, loadFormModels } from './model.ts';
import { type Change, hipsBelow, moved, repetitionOf } from './synthetic-form.fixture.ts';

let models: FormModels;
beforeAll(async () => {
  models = await loadFormModels();
});

const judged = (item: JudgedItem, frames: readonly PoseFrame[]) => {
  const form = formOf(models, item, frames);
  if (form.correct === null) throw new Error(form.because);
  return { correct: form.correct, faults: form.reasons.map(({ fault }) => fault) };
};
const pushUp = (change?: Change, azimuth = 90) =>
  judged('push_up', repetitionOf({ item: 'push_up', azimuth, ...(change && { change }) }));
const squat = (change?: Change, azimuth = 90) =>
  judged('squat', repetitionOf({ item: 'squat', azimuth, ...(change && { change }) }));
const trunkForward = moved(
  ['leftShoulder', 'rightShoulder', 'leftElbow', 'rightElbow', 'leftWrist', 'rightWrist', 'nose'],
  (effort) => [0.25 * effort, -0.2 * effort, 0],
);

describe('the form of a push-up', () => {
  it('is likely correct where the body is straight, from every side that shows its line', () => {
    for (const azimuth of [50, 70, 90, 110, 250, 270, 300]) {
      const { correct, faults } = pushUp(undefined, azimuth);
      expect(correct).toBeGreaterThan(0.8);
      expect(faults.filter((fault) => fault.startsWith('hips'))).toEqual([]);
    }
  });

  it('is likely wrong where the hips sag or pike, and says which', () => {
    for (const azimuth of [60, 90, 270]) {
      const sagging = pushUp(hipsBelow(0.15), azimuth);
      expect(sagging.correct).toBeLessThan(0.3);
      expect(sagging.faults[0]).toBe('hips_sag');
      const piking = pushUp(hipsBelow(-0.15), azimuth);
      expect(piking.correct).toBeLessThan(0.3);
      expect(piking.faults[0]).toBe('hips_pike');
    }
  });

  it('is never better for hips that hang lower', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        (sag, more) => {
          expect(pushUp(hipsBelow(sag + more)).correct).toBeLessThanOrEqual(
            pushUp(hipsBelow(sag)).correct + 1e-9,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is lower where it does not go down far enough', () => {
    const half = judged('push_up', repetitionOf({ item: 'push_up', reach: 0.5 }));
    expect(half.correct).toBeLessThan(pushUp().correct);
    expect(half.faults).toContain('too_shallow');
  });
});

describe('the form of a squat', () => {
  it('is likely correct where it is deep and upright, from the side and from the front', () => {
    for (const azimuth of [0, 30, 90, 180, 270])
      expect(squat(undefined, azimuth).correct).toBeGreaterThan(0.7);
  });

  it('is likely wrong where it is shallow, leans forward or lets the knees fall in, and says which', () => {
    const shallow = judged('squat', repetitionOf({ item: 'squat', reach: 0.6 }));
    expect(shallow).toMatchObject({ faults: ['too_shallow'] });
    expect(shallow.correct).toBeLessThan(0.3);
    const leaning = squat(trunkForward);
    expect(leaning.faults).toContain('leans_forward');
    expect(leaning.correct).toBeLessThan(0.5);
    const knees: Change = (skeleton, effort) =>
      moved(['leftKnee'], () => [0, 0, -0.09 * effort])(
        moved(['rightKnee'], () => [0, 0, 0.09 * effort])(skeleton, effort),
        effort,
      );
    const caving = squat(knees, 0);
    expect(caving.faults).toContain('knees_in');
    expect(caving.correct).toBeLessThan(0.5);
  });
});

describe('a judgement', () => {
  const films = [
    ['push_up', repetitionOf({ item: 'push_up' })],
    ['push_up', repetitionOf({ item: 'push_up', change: hipsBelow(0.15), azimuth: 65 })],
    ['squat', repetitionOf({ item: 'squat', azimuth: 60 })],
    ['squat', repetitionOf({ item: 'squat', change: trunkForward })],
  ] as const;

  it('is the same in the mirror, for a body twice as far away, elsewhere in the picture', () => {
    for (const [item, frames] of films) {
      const { correct } = judged(item, frames);
      expect(judged(item, mirrored(frames)).correct).toBeCloseTo(correct, 6);
      const far = mapped(frames, (pose) =>
        points(pose, ({ x, y, score }) => ({ x: x / 2 + 0.3, y: y / 2, score })),
      );
      expect(judged(item, far).correct).toBeCloseTo(correct, 6);
    }
  });

  it('stays on its side of one half at another pace, with jitter, lost points, lost frames and swapped sides', () => {
    for (const [n, [item, frames]] of films.entries()) {
      const likely = judged(item, frames).correct >= 0.5;
      const random = seededRandom(n + 1);
      const told = [
        atSpeed(frames, 1.5),
        atSpeed(frames, 0.5),
        resampled(frames, 15),
        resampled(frames, 60),
        jittered(frames, { share: 0.005, random }),
        pointsLost(frames, random),
        framesLost(frames, random),
        frames.map((frame, k) => (k % 12 === 0 ? (swapped([frame])[0] ?? frame) : frame)),
      ];
      for (const film of told) expect(judged(item, film).correct >= 0.5).toBe(likely);
    }
  });

  it('is refused where too little is seen, nothing moves, or the body runs towards the camera', () => {
    const because = (item: JudgedItem, frames: readonly PoseFrame[]) => formOf(models, item, frames);
    const [, frames] = films[0];
    const refused = (reason: string) => ({ correct: null, because: reason, reasons: [] });
    expect(because('push_up', [])).toEqual(refused('too_little_seen'));
    expect(because('push_up', frames.slice(0, 5))).toEqual(refused('too_little_seen'));
    expect(
      because(
        'push_up',
        frames.map(({ at }) => ({ at, pose: null })),
      ),
    ).toEqual(refused('too_little_seen'));
    const still = frames.map(({ at }) => ({ at, pose: frames[0]?.pose ?? null }));
    expect(because('push_up', still)).toEqual(refused('no_movement'));
    expect(because('squat', repetitionOf({ item: 'squat', reach: 0.15 }))).toEqual(refused('no_movement'));
    expect(because('push_up', repetitionOf({ item: 'push_up', azimuth: 10 }))).toEqual(
      refused('not_from_side'),
    );
  });
});

function points(pose: Pose, of: (point: Pose['nose']) => Pose['nose']): Pose {
  return Object.fromEntries(KEYPOINTS.map((name) => [name, of(pose[name])])) as Pose;
}
const mapped = (frames: readonly PoseFrame[], of: (pose: Pose) => Pose): PoseFrame[] =>
  frames.map(({ at, pose }) => ({ at, pose: pose === null ? null : of(pose) }));
/** Left for right, as detectors mistake them; the body stays where it is. */
const swapped = (frames: readonly PoseFrame[]): PoseFrame[] =>
  mapped(mirrored(frames), (pose) => points(pose, ({ x, y, score }) => ({ x: 1 - x, y, score })));
