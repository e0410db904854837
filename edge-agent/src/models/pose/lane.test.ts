import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cornersOf, footingOf, isInside, Lane, LaneFile } from './lane.ts';
import { KEYPOINTS, type Pose } from './pose.ts';

const rectangle = Lane.parse({ name: 'a', area: { left: 0.2, right: 0.5, top: 0.1, bottom: 0.9 } });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a lane', () => {
  it('holds what is between its sides, at any shape of picture', () => {
    fc.assert(
      fc.property(share, share, fc.double({ min: 0.4, max: 3, noNaN: true }), (x, y, aspect) => {
        const nearEdge = [x - 0.2, x - 0.5, y - 0.1, y - 0.9].some((gap) => Math.abs(gap) < 1e-9);
        fc.pre(!nearEdge);
        const inside = x > 0.2 && x < 0.5 && y > 0.1 && y < 0.9;
        expect(isInside(cornersOf(rectangle, aspect), { x: x * aspect, y })).toBe(inside);
      }),
    );
  });

  it('may be a polygon, as a floor is in perspective', () => {
    const floor = Lane.parse({
      name: 'floor',
      area: [
        [0.4, 0.5],
        [0.6, 0.5],
        [0.9, 1],
        [0.1, 1],
      ],
    });
    const corners = cornersOf(floor, 1);
    expect(isInside(corners, { x: 0.5, y: 0.75 })).toBe(true);
    expect(isInside(corners, { x: 0.15, y: 0.6 })).toBe(false);
    expect(isInside(corners, { x: 0.15, y: 0.99 })).toBe(true);
  });

  it.each([
    ['nothing', { lanes: [] }],
    ['two of one name', { lanes: [rectangle, rectangle] }],
    ['pixels', { lanes: [{ name: 'a', area: { left: 0, right: 640, top: 0, bottom: 480 } }] }],
    [
      'a side on the wrong side',
      { lanes: [{ name: 'a', area: { left: 0.5, right: 0.2, top: 0, bottom: 1 } }] },
    ],
    ['a line', { lanes: [{ name: 'a', area: [[0, 0], [1, 1]] }] }], // biome-ignore format: one case a line
    ['a pupil', { lanes: [{ ...rectangle, pupil: 'x' }] }],
    ['too many', { lanes: Array.from({ length: 9 }, (_, n) => ({ ...rectangle, name: `${n}` })) }],
  ])('is not made of %s', (_, file) => {
    expect(LaneFile.safeParse(file).success).toBe(false);
  });
});

describe('where a person is', () => {
  const pose = (seen: Partial<Record<(typeof KEYPOINTS)[number], readonly [number, number]>>): Pose =>
    Object.fromEntries(
      KEYPOINTS.map((name) => {
        const [x, y] = seen[name] ?? [9, 9];
        return [name, { x, y, score: seen[name] === undefined ? 0.1 : 0.9 }];
      }),
    ) as unknown as Pose;

  it('is told by the feet, else by the hips, else not at all', () => {
    const hips = { leftHip: [0.4, 0.5], rightHip: [0.6, 0.5] } as const;
    expect(footingOf(pose({ ...hips, leftAnkle: [0.1, 1], rightAnkle: [0.3, 1] }))).toEqual({ x: 0.2, y: 1 });
    expect(footingOf(pose({ ...hips, leftAnkle: [0.1, 1] }))).toEqual({ x: 0.1, y: 1 });
    expect(footingOf(pose(hips))).toEqual({ x: 0.5, y: 0.5 });
    expect(footingOf(pose({ nose: [0.5, 0.1] }))).toBeNull();
  });
});
