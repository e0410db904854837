import { describe, expect, it } from 'vitest';
import { RepCounter } from './count-reps.ts';
import type { Counted } from './items/exercise.ts';
import type { Keypoint, Pose, PoseFrame } from './pose.ts';

/** A stick figure in frame heights, seen from the side; `drop` lowers trunk and arms, `bend` bends both knees. */
const FIGURE = { nose: 0.18, shoulders: 0.26, hips: 0.52, knees: 0.72, ankles: 0.92 };
function standing({ drop = 0, lift = 0 }: { readonly drop?: number; readonly lift?: number }): Pose {
  const at = (x: number, y: number): Keypoint => ({ x, y: y - lift, score: 0.9 });
  const high = (y: number): number => y + drop;
  // A thigh keeps its length: as hips come down, knees and hips part along the floor.
  const thigh = FIGURE.knees - FIGURE.hips;
  const apart = Math.sqrt(thigh ** 2 - (thigh - drop) ** 2);
  const both = (left: string, x: number, y: number): [string, Keypoint][] => [
    [`left${left}`, at(x, y)],
    [`right${left}`, at(x + 0.01, y)],
  ];
  return Object.fromEntries([
    ['nose', at(0.5, high(FIGURE.nose))],
    ...both('Eye', 0.5, high(0.17)),
    ...both('Ear', 0.48, high(0.18)),
    ...both('Shoulder', 0.48, high(FIGURE.shoulders)),
    ...both('Elbow', 0.48, high(0.38)),
    ...both('Wrist', 0.5, high(0.5)),
    ...both('Hip', 0.48 - apart / 2, high(FIGURE.hips)),
    ...both('Knee', 0.48 + apart / 2, FIGURE.knees),
    ...both('Ankle', 0.48, FIGURE.ankles),
  ]) as unknown as Pose;
}

/** `seconds` of film at `fps`; `pose` gives the figure at each second, `null` for nobody. */
function film(seconds: number, pose: (t: number) => Pose | null, fps = 30): PoseFrame[] {
  return Array.from({ length: Math.round(seconds * fps) }, (_, n) => ({
    at: (n * 1000) / fps,
    pose: pose(n / fps),
  }));
}
const count = (item: Counted, frames: readonly PoseFrame[]) => {
  const counter = new RepCounter(item);
  for (const frame of frames) counter.step(frame);
  return counter.result({ ended: true });
};
const wave = (t: number, period: number): number => (1 - Math.cos((2 * Math.PI * t) / period)) / 2;

describe('a counter of squats', () => {
  const squats = (t: number) => standing({ drop: 0.19 * wave(t, 2) });

  it('counts each movement from standing down and up again, at any pace of the film', () => {
    for (const fps of [15, 30, 60]) expect(count('squat', film(10.1, squats, fps)).count).toBe(5);
  });

  it('counts no half movement at the start or at the end', () => {
    expect(
      count(
        'squat',
        film(6, (t) => squats(t + 1)),
      ).count,
    ).toBe(2);
  });

  it('names a movement that is too shallow instead of counting it', () => {
    const { count: counted, reps } = count(
      'squat',
      film(4.1, (t) => standing({ drop: 0.06 * wave(t, 2) })),
    );
    expect(counted).toBe(0);
    expect(reps.map(({ valid, fouls }) => [valid, fouls])).toEqual([
      [false, ['too_shallow']],
      [false, ['too_shallow']],
    ]);
  });

  it('says which span it does not count because nobody is seen, and goes on afterwards', () => {
    const hidden = (t: number) => (t > 2.6 && t < 3.4 ? null : squats(t));
    const result = count('squat', film(8.1, hidden));
    expect(result.count).toBe(3);
    expect(result.abstained).toEqual([expect.objectContaining({ because: 'not_seen' })]);
  });

  it('counts nothing of somebody who stands', () => {
    expect(
      count(
        'squat',
        film(10, () => standing({})),
      ),
    ).toMatchObject({ count: 0, reps: [], abstained: [] });
  });
});

describe('a counter of rope skips', () => {
  it.each([1.8, 2.5, 3.6])('counts one for each hop at %s hops a second', (rate) => {
    const hops = (t: number) => standing({ lift: 0.05 * Math.abs(Math.sin(Math.PI * rate * t)) });
    const seconds = 20 / rate;
    expect(count('rope_skip_1min', film(seconds + 0.05, hops)).count).toBeGreaterThanOrEqual(19);
    expect(count('rope_skip_1min', film(seconds + 0.05, hops)).count).toBeLessThanOrEqual(20);
  });

  it('counts by the knees where the feet are below the picture', () => {
    const hops = (t: number) => {
      const pose = standing({ lift: 0.05 * Math.abs(Math.sin(Math.PI * 2.5 * t)) });
      const hidden = { x: 0, y: 0, score: 0 };
      return { ...pose, leftAnkle: hidden, rightAnkle: hidden };
    };
    expect(count('rope_skip_1min', film(8.05, hops)).count).toBeGreaterThanOrEqual(19);
    expect(count('rope_skip_1min', film(8.05, hops)).count).toBeLessThanOrEqual(20);
  });

  it('counts nothing of somebody who only bends the knees', () => {
    const bounce = (t: number) => standing({ drop: 0.05 * Math.abs(Math.sin(Math.PI * 2 * t)) });
    expect(count('rope_skip_1min', film(8, bounce)).count).toBe(0);
  });
});

describe('a counter of vertical jumps', () => {
  /** The figure's 0.66 frame heights from ankle to shoulder stand for 1.35 m. */
  const METRE = 0.66 / 1.35;
  const ramp = (t: number, from: number, to: number): number =>
    Math.max(0, Math.min(1, (t - from) / (to - from)));
  /** Crouches, stretches to the toes (ankles 7 cm up), is in the air from 1 s for so long, lands less stretched. */
  const jump = (air: number) => (t: number) => {
    const landed = 1 + air;
    const crouch =
      ramp(t, 0.3, 0.7) -
      ramp(t, 0.7, 0.9) +
      ramp(t, landed + 0.1, landed + 0.3) -
      ramp(t, landed + 0.4, landed + 0.8);
    const toes = 0.074 * ramp(t, 0.9, 1) - 0.022 * ramp(t, 1, landed) - 0.052 * ramp(t, landed, landed + 0.1);
    const flight = t > 1 && t < landed ? (9.81 / 2) * (t - 1) * (landed - t) : 0;
    return standing({ drop: 0.1 * crouch, lift: (toes + flight) * METRE });
  };

  it.each([
    [0.3, 60],
    [0.45, 60],
    [0.6, 60],
    [0.45, 30],
  ])('tells the %s s in the air and the height that follows from them, at %s frames a second', (air, fps) => {
    const { count: counted, reps } = count('vertical_jump', film(3, jump(air), fps));
    expect(counted).toBe(1);
    const flight = reps[0]?.flight;
    expect(Math.abs((flight?.seconds ?? 0) - air)).toBeLessThan(0.015);
    expect(flight?.heightM).toBeCloseTo((9.81 * (flight?.seconds ?? 0) ** 2) / 8, 6);
    expect(flight?.takeOff).toBeCloseTo(1, 1);
    expect(flight?.method).toBe('ankles_above_floor');
  });

  it('takes nobody who stands on the toes for one who jumps', () => {
    const toes = (t: number) => standing({ lift: 0.074 * METRE * wave(t, 2) });
    expect(count('vertical_jump', film(6, toes)).count).toBe(0);
  });
});

describe('a counter that does not see what it counts by', () => {
  it('says so instead of saying that there was nothing', () => {
    const hidden = (t: number) => {
      const pose = standing({ lift: 0.05 * Math.abs(Math.sin(Math.PI * 2 * t)) });
      const gone = (name: keyof Pose) => ({ [name]: { ...pose[name], score: 0 } });
      const legs = ['leftAnkle', 'rightAnkle', 'leftKnee', 'rightKnee'] as const;
      return Object.assign({ ...pose }, ...legs.map(gone)) as Pose;
    };
    const result = count('rope_skip_1min', film(6, hidden));
    expect(result.count).toBe(0);
    expect(result.abstained).toEqual([expect.objectContaining({ because: 'joints_not_seen', start: 0 })]);
  });
});
