import { describe, expect, it } from 'vitest';
import { seededChance } from '../linkage/seeded-chance.ts';
import {
  effortOf,
  type GridLesson,
  type HeartDynamics,
  learnLesson,
  lessonGrid,
  missShareOf,
  newDynamics,
  predictHeart,
  recoveryDrops,
  recoveryTrend,
  simulateLesson,
  syntheticHeart,
} from './index.ts';

const learnt = (dynamics: HeartDynamics, lesson: GridLesson): HeartDynamics =>
  learnLesson(dynamics, lesson).dynamics;
/** 5 min rest, 5 min effort, 5 min rest, on a first-order heart without noise. */
const bout = ({
  rest,
  gain,
  tauRise,
  tauFall,
}: Record<'rest' | 'gain' | 'tauRise' | 'tauFall', number>): GridLesson => {
  const effort = Array.from({ length: 180 }, (_, step) => (step >= 60 && step < 120 ? 0.8 : 0));
  let now = rest;
  const bpm = effort.map((each) => {
    const before = now;
    const target = rest + gain * each;
    now = target + (now - target) * Math.exp(-5 / (target > now ? tauRise : tauFall));
    return before;
  });
  return { effort, bpm };
};

describe('the model of one heart', () => {
  it('finds rise, recovery, rest and gain of a heart that is as simple as it', () => {
    let dynamics = newDynamics();
    for (let n = 0; n < 6; n += 1)
      dynamics = learnt(dynamics, bout({ rest: 75, gain: 120, tauRise: 25, tauFall: 70 }));
    const [rest, gain, lnTauRise, lnTauFall] = dynamics.mean;
    expect(rest).toBeCloseTo(75, 0);
    expect(gain).toBeGreaterThan(115);
    expect(gain).toBeLessThan(125);
    expect(Math.exp(lnTauRise ?? 0)).toBeGreaterThan(22);
    expect(Math.exp(lnTauRise ?? 0)).toBeLessThan(28);
    expect(Math.exp(lnTauFall ?? 0)).toBeGreaterThan(64);
    expect(Math.exp(lnTauFall ?? 0)).toBeLessThan(76);
    expect(dynamics.lessons).toBe(6);
  });

  it('is surer of what comes after it has heard a pupil', () => {
    const lesson = bout({ rest: 75, gain: 120, tauRise: 25, tauFall: 70 });
    const width = (dynamics: HeartDynamics): number => {
      const last = predictHeart(dynamics, { effort: lesson.effort, startBpm: 75 })[119];
      return (last?.high ?? 0) - (last?.low ?? 0);
    };
    const before = newDynamics();
    expect(width(learnt(before, lesson))).toBeLessThan(0.6 * width(before));
  });

  it('learns nothing from too little, or from an effort that never changes', () => {
    const lesson = bout({ rest: 75, gain: 120, tauRise: 25, tauFall: 70 });
    const before = newDynamics();
    expect(
      learnLesson(before, { ...lesson, bpm: lesson.bpm.map((bpm, n) => (n < 59 ? bpm : null)) }),
    ).toEqual({
      kind: 'unchanged',
      because: 'short',
      dynamics: before,
    });
    expect(learnLesson(before, { ...lesson, effort: lesson.effort.map(() => 0.5) })).toMatchObject({
      kind: 'unchanged',
      because: 'even',
    });
  });

  it('widens its intervals where hearts do other than it said', () => {
    const calm = bout({ rest: 75, gain: 120, tauRise: 25, tauFall: 70 });
    const wild = { ...calm, bpm: calm.bpm.map((_, n) => (n % 24 < 12 ? 60 : 200)) };
    expect(learnt(newDynamics(), wild).spread).toBeGreaterThan(newDynamics().spread);
  });

  it('covers 88-92 % in its 90 % intervals for hearts made by a process that it does not know', () => {
    const chance = seededChance(20_261_128);
    const misses: number[] = [];
    for (let pupil = 0; pupil < 60; pupil += 1) {
      const heart = syntheticHeart(chance);
      let dynamics = newDynamics();
      for (let lesson = 0; lesson < 10; lesson += 1) {
        const heard = simulateLesson(heart, { chance, minutes: 40 });
        // The first lesson of a pupil is predicted from the population alone, on purpose widely.
        if (lesson > 0) misses.push(missShareOf(dynamics, heard));
        dynamics = learnt(dynamics, heard);
      }
    }
    const covered = 1 - misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
    expect(covered).toBeGreaterThanOrEqual(0.88);
    expect(covered).toBeLessThanOrEqual(0.92);
  });
});

describe('what the model sees', () => {
  it('is the mean of the trusted rates of each 5 s and the effort that held last', () => {
    const rate = (at: number, bpm: number | null) => ({ at, bpm, doubt: null });
    const grid = lessonGrid({
      rates: [
        rate(1_000, 100),
        rate(4_000, 110),
        { ...rate(6_000, 190), doubt: 'no_contact' },
        rate(12_000, 120),
      ],
      efforts: [{ at: 5_000, effort: 0.7 }],
      from: 0,
      to: 15_000,
    });
    expect(grid).toEqual({ effort: [0, 0.7, 0.7], bpm: [105, null, 120] });
  });

  it('takes the steps before the pose and the pose before the phase', () => {
    expect(effortOf({ stepsPerMinute: 180, poseShare: 0.2, phase: 'talk' })).toBe(1);
    expect(effortOf({ poseShare: 0.2, phase: 'fitness' })).toBe(0.2);
    expect([effortOf({ phase: 'fitness' }), effortOf({ stepsPerMinute: 20 }), effortOf({})]).toEqual([
      0.75, 0, 0,
    ]);
  });
});

describe('recovery after effort', () => {
  const lesson = bout({ rest: 75, gain: 120, tauRise: 25, tauFall: 70 });

  it('is the fall in the minute after a hard effort', () => {
    const [drop, ...others] = recoveryDrops(lesson);
    expect(others).toEqual([]);
    expect(drop?.atS).toBe(600);
    expect(drop?.dropBpm).toBeCloseTo(96 * (1 - Math.exp(-60 / 70)), 0);
    expect(drop?.sd).toBeGreaterThan(0);
  });

  it('is not said where a minute later nothing was heard, or the effort went on', () => {
    expect(
      recoveryDrops({ ...lesson, bpm: lesson.bpm.map((bpm, n) => (n > 125 && n < 140 ? null : bpm)) }),
    ).toEqual([]);
    expect(
      recoveryDrops({ ...lesson, effort: lesson.effort.map((each, n) => (n === 126 ? 0.5 : each)) }),
    ).toEqual([]);
  });

  it('is a trend over lessons only', () => {
    const lessons = (by: number, n = 8) =>
      Array.from({ length: n }, (_, at) => ({ dropBpm: 30 + by * at, sd: 3 }));
    expect(recoveryTrend(lessons(3, 4))).toEqual({ kind: 'too_few', lessons: 4 });
    expect(recoveryTrend(lessons(3)).kind).toBe('faster');
    expect(recoveryTrend(lessons(-3)).kind).toBe('slower');
    expect(recoveryTrend(lessons(0.2)).kind).toBe('unclear');
  });
});
