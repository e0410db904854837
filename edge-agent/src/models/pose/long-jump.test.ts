import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../sources/simulated-class.ts';
import { CHILD } from './eval/clean-film.ts';
import { ahead, filmOnFloor, type JumpPlan, longJumper, matOf } from './eval/floor.ts';
import { countOf } from './eval/judge.ts';
import { walk } from './eval/other-movements.ts';
import type { View } from './eval/skeleton.ts';
import { jittered } from './eval/variations.ts';
import { type Mat, matFrom } from './mat.ts';

/** A camera beside the mat, and one that looks at it from the front of a corner. */
const BESIDE: View = { azimuth: 90, height: 1.2, distance: 4, target: [0.9, 0.5, 0], scale: 0.4 };
const OBLIQUE: View = { azimuth: 55, height: 1.8, distance: 5, target: [0.9, 0.4, 0], scale: 0.35 };
const CORNERS = [
  [-0.3, -0.5],
  [-0.3, 0.5],
  [2.5, -0.5],
  [2.5, 0.5],
] as const;

const mat = (view: View): Mat => {
  const found = matFrom(matOf(view, CORNERS));
  if ('problem' in found) throw new Error(found.problem);
  return found.mat;
};
/** Toes a little behind the line. */
const BEHIND = -0.05 - 0.114 * CHILD.stature;
const film = (plan: Partial<JumpPlan>, view = BESIDE, fps = 60) =>
  filmOnFloor({
    view,
    seconds: 3,
    fps,
    body: longJumper(CHILD, { from: BEHIND, to: 1.5, takeOff: 1.2, air: 0.45, ...plan }),
  });
/** The heel is a quarter of a foot behind the ankle. */
const heelCm = (ankle: number): number => 100 * (ankle - 0.038 * CHILD.stature);

describe('a standing long jump over a calibrated mat', () => {
  it.each([
    ['beside', BESIDE, 1.1],
    ['beside', BESIDE, 1.9],
    ['at an angle', OBLIQUE, 1.5],
  ])('is measured from the line to the nearest heel by a camera %s', (_, view, to) => {
    const { count, reps, abstained } = countOf('standing_long_jump', film({ to }, view), mat(view));
    expect({ count, abstained }).toEqual({ count: 1, abstained: [] });
    const measured = reps[0]?.jump?.measured;
    expect(Math.abs((measured?.distanceCm ?? 0) - heelCm(to))).toBeLessThan(3);
    expect(measured?.plusMinusCm).toBeLessThan(6);
    expect(reps[0]?.evidence.amplitude).toMatchObject({ unit: 'cm' });
  });

  it('is measured to a few centimetres by points that tremble, too', () => {
    for (let seed = 0; seed < 10; seed++) {
      const frames = jittered(film({}), { share: 0.005, random: seededRandom(seed) });
      const { reps } = countOf('standing_long_jump', frames, mat(BESIDE));
      expect(reps).toHaveLength(1);
      expect(Math.abs((reps[0]?.jump?.measured?.distanceCm ?? 0) - heelCm(1.5))).toBeLessThan(5);
    }
  });

  it.each([30, 60])('has its take-off, landing and time in the air at %s frames a second', (fps) => {
    const jump = countOf('standing_long_jump', film({}, BESIDE, fps), mat(BESIDE)).reps[0]?.jump;
    expect(jump?.takeOff).toBeCloseTo(1.2, 1);
    expect(Math.abs((jump?.flightSeconds ?? 0) - 0.45)).toBeLessThan(0.05);
  });

  it('does not count with a toe over the line', () => {
    const { count, reps } = countOf('standing_long_jump', film({ from: BEHIND + 0.15 }), mat(BESIDE));
    expect(count).toBe(0);
    expect(reps.map(({ fouls }) => fouls)).toEqual([['toe_over_line']]);
    expect(reps[0]?.jump?.measured?.toeCm).toBeCloseTo(10, -1);
  });

  it('is not what somebody does who walks over the mat', () => {
    const size = { ...CHILD };
    const manner = { arms: 0.5, legs: 0.5, depth: 0.5, width: 0.5 };
    const body = (t: number) => ahead(walk({ size, manner, effort: 0, turn: t }), 1.1 * t - 1);
    const frames = filmOnFloor({ view: BESIDE, seconds: 3, fps: 30, body });
    expect(countOf('standing_long_jump', frames, mat(BESIDE)).reps).toEqual([]);
  });

  it('is counted but not measured without a calibration, and that is said', () => {
    const { count, reps, abstained } = countOf('standing_long_jump', film({}));
    expect(count).toBe(1);
    expect(reps[0]?.jump?.measured).toBeNull();
    expect(abstained.map(({ because }) => because)).toEqual(['no_calibration']);
  });

  it('is not measured where a foot is not seen when it lands', () => {
    const frames = film({}).map(({ at, pose }) => ({
      at,
      pose: pose === null || at < 1_500 ? pose : { ...pose, leftAnkle: { ...pose.leftAnkle, score: 0 } },
    }));
    const { count, abstained } = countOf('standing_long_jump', frames, mat(BESIDE));
    expect(count).toBe(0);
    expect(abstained.map(({ because }) => because)).toContain('feet_not_seen');
  });
});

describe('a calibration', () => {
  const good = matOf(BESIDE, CORNERS);
  const refused = (value: unknown): string => {
    const found = matFrom(value);
    return 'problem' in found ? found.problem : 'taken';
  };

  it('gives back each place of the floor', () => {
    const { floorAt } = mat(BESIDE);
    const places = matOf(BESIDE, [
      [0.4, 0.1],
      [2.2, -0.3],
    ]);
    for (const { pixel, cm } of places.points) {
      const at = floorAt({ x: pixel[0] / 720, y: pixel[1] / 720 });
      expect(at?.x).toBeCloseTo(cm[0], 3);
      expect(at?.y).toBeCloseTo(cm[1], 3);
    }
    expect(floorAt({ x: 0.5, y: -3 })).toBeNull();
  });

  it('takes more than four points', () => {
    expect(refused(matOf(BESIDE, [...CORNERS, [1, 0], [1.5, 0.2]]))).toBe('taken');
  });

  it.each([
    ['three points', { ...good, points: good.points.slice(1) }, 'four points'],
    [
      'points on one line',
      matOf(BESIDE, [
        [0, 0],
        [1, 0],
        [2, 0],
        [2.5, 0],
      ]),
      'no three may lie on one line',
    ],
    [
      'three of four on one line',
      matOf(BESIDE, [
        [0, 0],
        [1, 0],
        [2, 0],
        [2, 0.5],
      ]),
      'no three may lie on one line',
    ],
    [
      'corners in a wrong order',
      { ...good, points: good.points.map((point, n) => ({ ...point, cm: good.points[(n + 1) % 4]?.cm })) },
      'order',
    ],
    [
      'points that contradict each other',
      { ...good, points: [...good.points, { pixel: [640, 500], cm: [0, 0] }] },
      'contradict',
    ],
    ['nothing', null, 'expected object'],
  ])('is refused with %s', (_, value, why) => {
    expect(refused(value)).toContain(why);
  });
});
