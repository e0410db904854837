import { describe, expect, it } from 'vitest';
import { KINDS, type KindName } from './eval/simulate.ts';
import { project, sizeOf } from './eval/skeleton.ts';
import { type EndedSet, ExerciseSets, evidenceOf, SET_LIMITS } from './exercise-set.ts';
import type { PoseFrame } from './pose.ts';

const FPS = 20;
const STATURE = 1.5;

/** A synthetic body that stands for two seconds, does so many, and stands again until `untilS`. */
function film(name: KindName, of: { reps: number; repS: number; untilS: number }): PoseFrame[] {
  const kind = KINDS[name];
  const size = sizeOf(STATURE, () => 0.5);
  const manner = { arms: 0.5, legs: 0.6, depth: 0.6, width: 0.5 };
  const view = {
    azimuth: 40,
    height: 1.1,
    distance: 4,
    target: [0.1, kind.middle * STATURE, 0] as const,
    scale: 0.8 / (kind.extent * STATURE),
  };
  return Array.from({ length: of.untilS * FPS }, (_, n) => {
    const turn = Math.max(0, Math.min(of.reps, (n / FPS - 2) / of.repS));
    const u = turn % 1;
    const flight = (u - 0.15) / 0.7;
    const effort = kind.rhythm ? Math.max(0, 4 * flight * (1 - flight)) : (1 - Math.cos(2 * Math.PI * u)) / 2;
    const { pose } = project(kind.movement({ size, manner, effort, turn }), view);
    return { at: (n * 1000) / FPS, pose };
  });
}
function run(sets: ExerciseSets, frames: readonly PoseFrame[]): { set: EndedSet; at: number }[] {
  return frames.flatMap((frame) => {
    const set = sets.step(frame);
    return set === null ? [] : [{ set, at: frame.at }];
  });
}

describe('sets of one exercise', () => {
  it('end when nobody did one for a while, and the next may begin', () => {
    const sets = new ExerciseSets('squat');
    const frames = film('squat', { reps: 5, repS: 2, untilS: 40 });
    const [first, ...more] = run(sets, frames);
    expect(more).toEqual([]);
    expect(first?.set).toMatchObject({
      exercise: 'squat',
      phase: 'ended',
      count: 5,
      fouls: [],
      notCounted: 0,
    });
    expect(first?.at).toBeGreaterThanOrEqual(12_000 + SET_LIMITS.idleMs - 500);
    expect(first?.at).toBeLessThan(12_000 + SET_LIMITS.idleMs + 1_500);
    expect(sets.state).toMatchObject({ phase: 'waiting', count: 0 });
  });

  it('of a one-minute test end after the minute, whatever follows', () => {
    const sets = new ExerciseSets('rope_skip_1min');
    const [first] = run(sets, film('rope', { reps: 140, repS: 0.5, untilS: 74 }));
    expect(first?.set.count).toBeGreaterThanOrEqual(118);
    expect(first?.set.count).toBeLessThanOrEqual(121);
    expect(first?.set.reps.every(({ end }) => end <= (first.set.reps[0]?.start ?? 0) + 60)).toBe(true);
    const evidence = evidenceOf(first?.set as EndedSet);
    expect(evidence.length).toBeLessThanOrEqual(4_096);
    expect(JSON.parse(new TextDecoder().decode(evidence))).toMatchObject({ count: first?.set.count });
  });

  it('never last longer than they may, and what was counted until a camera goes is a set', () => {
    const sets = new ExerciseSets('squat');
    const frames = film('squat', { reps: 400, repS: 2, untilS: 640 });
    const [first] = run(sets, frames);
    expect(first?.at).toBeLessThanOrEqual(SET_LIMITS.longestMs + 4_500);
    const cut = new ExerciseSets('squat');
    run(cut, frames.slice(0, 9 * FPS));
    expect(cut.stop(9_000)?.count).toBe(3);
    expect(new ExerciseSets('squat').stop(0)).toBeNull();
  });

  it('cut their evidence where a raw frame has no room for it, and say so', () => {
    const rep = (n: number) => ({
      start: n * 1.234,
      end: n * 1.234 + 1,
      valid: true,
      fouls: [],
      confidence: 1,
    });
    const reps = Array.from({ length: 900 }, (_, n) => rep(n)) as unknown as EndedSet['reps'];
    const set = {
      phase: 'ended',
      leftMs: null,
      count: 900,
      fouls: [],
      notCounted: 0,
      exercise: 'squat',
      tookMs: 1,
    };
    const told = JSON.parse(new TextDecoder().decode(evidenceOf({ ...set, reps } as EndedSet)));
    expect(told.reps.length + told.cut).toBe(900);
    expect(told.cut).toBeGreaterThan(0);
  });
});
