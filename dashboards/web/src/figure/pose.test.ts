import fc from 'fast-check';
import { expect, it } from 'vitest';
import { floorOf, frameOf, JOINTS, jointOf, LIMBS, limbPoints, loopMs, poseAt } from './pose.ts';

const still = (value: number): [number, number][] => JOINTS.map(() => [value, value]);
const figure = {
  frames: [
    { ms: 400, joints: still(10) },
    { ms: 600, joints: still(50) },
  ],
};

it('stands in each frame when its time begins, and half way in between', () => {
  expect(poseAt(figure, 0)[0]).toEqual([10, 10]);
  expect(poseAt(figure, 200)[0]).toEqual([30, 30]);
  expect(poseAt(figure, 400)[0]).toEqual([50, 50]);
  expect(poseAt(figure, loopMs(figure))).toEqual(poseAt(figure, 0));
});

const anyFrames = fc.array(
  fc.record({
    ms: fc.integer({ min: 80, max: 4000 }),
    joints: fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })), {
      minLength: 11,
      maxLength: 11,
    }),
  }),
  { minLength: 1, maxLength: 12 },
);

it('never jumps, whenever it is drawn', () => {
  fc.assert(
    fc.property(anyFrames, fc.double({ min: 0, max: 1e7, noNaN: true }), (frames, at) => {
      const [now, soon] = [poseAt({ frames }, at), poseAt({ frames }, at + 0.5)];
      for (const [n, [x, y]] of now.entries()) {
        const [nextX, nextY] = soon[n] ?? [0, 0];
        // A chain of four bones of 141 units, half a turn each in 80 ms at most, and its anchor beside it.
        expect(Math.hypot(nextX - x, nextY - y)).toBeLessThan(40);
      }
    }),
  );
});

/** Neck and left arm: 20 from hip to neck, 10 for each part of the arm, at these angles. */
const armAt = (upper: number, lower: number): [number, number][] => {
  const joints = still(50);
  joints[1] = [50, 30];
  const elbow: [number, number] = [50 + 10 * Math.cos(upper), 30 + 10 * Math.sin(upper)];
  joints[3] = elbow;
  joints[5] = [elbow[0] + 10 * Math.cos(lower), elbow[1] + 10 * Math.sin(lower)];
  return joints;
};
const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });

it('keeps the length of each bone while it turns, and the feet where both frames have them', () => {
  fc.assert(
    fc.property(
      angle,
      angle,
      angle,
      angle,
      fc.double({ min: 0, max: 1000, noNaN: true }),
      (a, b, c, d, at) => {
        const frames = [
          { ms: 500, joints: armAt(a, b) },
          { ms: 500, joints: armAt(c, d) },
        ];
        const pose = poseAt({ frames }, at);
        const length = (one: 'neck' | 'leftElbow', other: 'leftElbow' | 'leftHand'): number => {
          const [[x, y], [toX, toY]] = [jointOf(pose, one), jointOf(pose, other)];
          return Math.hypot(toX - x, toY - y);
        };
        expect(length('neck', 'leftElbow')).toBeCloseTo(10, 3);
        expect(length('leftElbow', 'leftHand')).toBeCloseTo(10, 3);
        expect(jointOf(pose, 'leftFoot')).toEqual([50, 50]);
      },
    ),
  );
});

it('the drawing holds every pose with room around it, and stands on its ground', () => {
  const joints = still(50);
  joints[0] = [50, 6];
  joints[9] = [20, 94];
  const [x = 0, y = 0, side = 0] = frameOf({ frames: [{ ms: 100, joints }] })
    .split(' ')
    .map(Number);
  expect(x).toBeLessThanOrEqual(10);
  expect(y).toBeLessThanOrEqual(-4);
  expect(x + side).toBeGreaterThanOrEqual(60);
  expect(y + side).toBe(104);
});

it('a limb is drawn through its own joints, and the floor lies under the lowest', () => {
  const joints = still(10);
  joints[9] = [20, 90];
  const pose = poseAt({ frames: [{ ms: 100, joints }] }, 0);
  expect(jointOf(pose, 'leftFoot')).toEqual([20, 90]);
  expect(limbPoints(pose, LIMBS[1].joints)).toBe('10.00,10.00 10.00,10.00 20.00,90.00');
  expect(floorOf({ frames: [{ ms: 100, joints }] })).toBe(90);
});
