import type { Counted } from '../items/exercise.ts';
import type { PoseFrame } from '../pose.ts';
import { detectorNoise } from './detector.ts';
import type { Movement } from './limbs.ts';
import * as movements from './movements.ts';
import * as others from './other-movements.ts';
import { project, sizeOf, type Vec } from './skeleton.ts';

/** A movement that is simulated, what it counts as, and how long one takes, seconds. */
interface Kind {
  readonly item: Counted | null;
  readonly movement: Movement;
  readonly seconds: readonly [shortest: number, longest: number];
  readonly reps: readonly [fewest: number, most: number];
  /** Rhythmic ones have no rest in between and no amplitude of their own. */
  readonly rhythm: boolean;
  /** How high the middle of the movement is, shares of stature. */
  readonly middle: number;
  /** Height and width that the picture has to hold, shares of stature. */
  readonly extent: number;
}

export const KINDS = {
  squat: kind('squat', movements.squat, { seconds: [1.2, 4], reps: [1, 7], middle: 0.5, extent: 1.15 }),
  push_up: kind('push_up', movements.pushUp, { seconds: [1, 3.5], reps: [1, 7], middle: 0.2, extent: 1.1 }),
  sit_up: kind('sit_up_1min', movements.sitUp, {
    seconds: [1.2, 3.5],
    reps: [1, 7],
    middle: 0.25,
    extent: 1,
  }),
  pull_up: kind('pull_up', movements.pullUp, { seconds: [1.5, 4], reps: [1, 6], middle: 1, extent: 1.6 }),
  jumping_jack: kind('jumping_jack', movements.jumpingJack, {
    seconds: [0.8, 1.6],
    reps: [2, 10],
    middle: 0.55,
    extent: 1.4,
  }),
  rope: rhythmic('rope_skip_1min', movements.ropeSkip, {
    seconds: [0.3, 0.6],
    reps: [6, 25],
    middle: 0.5,
    extent: 1.2,
  }),
  rope_steps: rhythmic('rope_skip_1min', movements.ropeSteps, {
    seconds: [0.28, 0.5],
    reps: [6, 25],
    middle: 0.5,
    extent: 1.2,
  }),
  vertical_jump: rhythmic('vertical_jump', movements.verticalJump, {
    seconds: [2.6, 3.2],
    reps: [1, 3],
    middle: 0.6,
    extent: 1.5,
  }),
  walk: rhythmic(null, others.walk, { seconds: [0.95, 1.3], reps: [6, 12], middle: 0.5, extent: 1.15 }),
  curl: kind(null, others.curl, { seconds: [1.2, 3], reps: [3, 6], middle: 0.5, extent: 1.15 }),
  stand: kind(null, others.stand, { seconds: [2, 4], reps: [3, 4], middle: 0.5, extent: 1.15 }),
  plank: kind(null, others.plank, { seconds: [2, 4], reps: [3, 4], middle: 0.2, extent: 1.1 }),
  jog: rhythmic(null, others.jog, { seconds: [0.6, 0.9], reps: [8, 16], middle: 0.5, extent: 1.15 }),
  bow: kind(null, others.bow, { seconds: [1.5, 3], reps: [3, 6], middle: 0.5, extent: 1.2 }),
  arm_raise: kind(null, others.armRaise, { seconds: [1, 2.5], reps: [3, 6], middle: 0.55, extent: 1.4 }),
  twist: kind(null, others.twist, { seconds: [0.8, 2], reps: [4, 8], middle: 0.25, extent: 1 }),
} as const satisfies Record<string, Kind>;
export type KindName = keyof typeof KINDS;

type Facts = Pick<Kind, 'seconds' | 'reps' | 'middle' | 'extent'>;
function kind(item: Counted | null, movement: Movement, facts: Facts): Kind {
  return { item, movement, rhythm: false, ...facts };
}
function rhythmic(item: Counted | null, movement: Movement, facts: Facts): Kind {
  return { ...kind(item, movement, facts), rhythm: true };
}

export interface Simulated {
  readonly frames: readonly PoseFrame[];
  readonly item: Counted | null;
  /** Whole repetitions in the film. */
  readonly count: number;
  readonly azimuth: number;
  readonly fps: number;
}

/** One film of a synthetic person: a random body, camera, pace and detector noise, and what a counter should say. */
export function simulate(name: KindName, random: () => number): Simulated {
  const {
    item,
    movement,
    seconds,
    reps: [fewest, most],
    rhythm,
    middle,
    extent,
  }: Kind = KINDS[name];
  const between = (low: number, high: number): number => low + (high - low) * random();
  const size = sizeOf(between(1.2, 1.85), random);
  const manner = { arms: random(), legs: random(), depth: random(), width: random() };
  const fps = [15, 24, 25, 30, 60][Math.floor(5 * random())] ?? 30;
  const azimuth = 360 * random();
  const count = Math.round(between(fewest, most));
  const pace = between(...seconds);
  const plan: { start: number; end: number }[] = [];
  let clock = between(0.4, 1.5);
  for (let n = 0; n < count; n++) {
    const end = clock + pace * between(0.92, 1.08);
    plan.push({ start: clock, end });
    clock = end + (rhythm ? 0 : between(0.05, 0.6));
  }
  const whole = clock + between(0.3, 1);
  // Some films begin or end in the middle of a repetition: half of one is none.
  const first = plan[0];
  const last = plan.at(-1);
  const late = !rhythm && count > 1 && random() < 0.25 && first !== undefined;
  const short = !rhythm && count > 1 && random() < 0.25 && last !== undefined;
  const from = late ? mid(first, between(0.35, 0.65)) : 0;
  const until = short ? mid(last, between(0.35, 0.65)) : whole;
  const target: Vec = [0.1, middle * size.stature, 0];
  const view = {
    azimuth,
    height: between(0.5, 1.7),
    distance: between(2.5, 6),
    target,
    scale: between(0.6, 0.9) / (extent * size.stature),
  };
  const noise = detectorNoise({ random, body: size.stature * view.scale, fps });
  const frames: PoseFrame[] = [];
  for (let n = 0; from + n / fps < until; n++) {
    const t = from + n / fps;
    const now = plan.findIndex(({ start, end }) => t >= start && t < end);
    const span = plan[now];
    const u = span === undefined ? 0 : (t - span.start) / (span.end - span.start);
    const flight = (u - 0.15) / 0.7;
    const effort = rhythm ? Math.max(0, 4 * flight * (1 - flight)) : (1 - Math.cos(2 * Math.PI * u)) / 2;
    const done = span === undefined ? plan.filter(({ end }) => end <= t).length : now;
    const skeleton = movement({ size, manner, effort, turn: done + u });
    frames.push({ at: (n * 1000) / fps, pose: noise(project(skeleton, view)) });
  }
  return { frames, item, count: item === null ? 0 : count - Number(late) - Number(short), azimuth, fps };
}

const mid = ({ start, end }: { readonly start: number; readonly end: number }, share: number): number =>
  start + share * (end - start);
