import { setTimeout as wait } from 'node:timers/promises';
import type { Exercise } from '@tizhi/contracts';
import { KINDS, type KindName } from '../eval/simulate.ts';
import { sizeOf, type View } from '../eval/skeleton.ts';
import type { FrameSource } from '../frame-source.ts';
import type { RgbImage } from '../pose.ts';
import type { DrawnInput } from './drawn-input.ts';
import { drawMannequin } from './mannequin.ts';

const SIDE = 320;
/** A set: stand for a while, do so many, stand again until the next. */
const STANDING_S = 3;
const REPS_IN_A_SET = 12;
const RESTING_S = 22;

const KIND_OF: Readonly<Record<Exercise, KindName>> = {
  sit_up_1min: 'sit_up',
  pull_up: 'pull_up',
  rope_skip_1min: 'rope',
  push_up: 'push_up',
  squat: 'squat',
  jumping_jack: 'jumping_jack',
  vertical_jump: 'vertical_jump',
};

/** How far into how many repetitions a drawn pupil is after so many seconds; whole numbers are rest. */
export function turnAt(seconds: number, repSeconds: number): number {
  const set = STANDING_S + REPS_IN_A_SET * repSeconds + RESTING_S;
  const within = seconds % set;
  const done = (within - STANDING_S) / repSeconds;
  return Math.max(0, Math.min(REPS_IN_A_SET, done));
}

/**
 * Frames of a drawn pupil at the pace of a real camera; a reader who is slower misses frames, as with one. Sets of 12
 * repetitions follow each other with a rest in between.
 */
export function openDrawn(input: DrawnInput, signal: AbortSignal): FrameSource {
  const { exercise, repSeconds, azimuth, fps, pace, stature } = input;
  const kind = KINDS[KIND_OF[exercise]];
  // Always the same body and manner: the middle of all.
  const size = sizeOf(stature, () => 0.5);
  const manner = { arms: 0.5, legs: 0.6, depth: 0.6, width: 0.5 };
  const view: View = {
    azimuth,
    height: 1.1,
    distance: 4,
    target: [0.1, kind.middle * stature, 0],
    scale: 0.8 / (kind.extent * stature),
  };
  const image: RgbImage = { width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE * 3) };
  const startedAt = performance.now();
  let last = -1;
  let dropped = 0;
  let stopped = false;
  return {
    film: { width: SIDE, height: SIDE, fps, seconds: null },
    get dropped() {
      return dropped;
    },
    async next() {
      const due = startedAt + ((last + 1) * 1000) / fps;
      const early = due - performance.now();
      if (pace === 'life' && early > 0) await wait(early, undefined, { signal }).catch(() => undefined);
      if (stopped || signal.aborted) return null;
      const now = pace === 'life' ? Math.floor(((performance.now() - startedAt) * fps) / 1000) : 0;
      const frame = Math.max(last + 1, now);
      dropped += frame - last - 1;
      last = frame;
      const turn = turnAt(frame / fps, repSeconds);
      const u = turn % 1;
      // In the air between 15 % and 85 % of a hop; the others go down and up evenly.
      const flight = (u - 0.15) / 0.7;
      const effort = kind.rhythm
        ? Math.max(0, 4 * flight * (1 - flight))
        : (1 - Math.cos(2 * Math.PI * u)) / 2;
      drawMannequin(image, { skeleton: kind.movement({ size, manner, effort, turn }), view, stature });
      return { at: (frame * 1000) / fps, cameAt: performance.now(), image };
    },
    async stop() {
      stopped = true;
    },
  };
}
