import { existsSync } from 'node:fs';
import { estimateHeart, type RateAt } from '@tizhi/edge-agent';
import { readLibrary } from '../../edge-agent/scripts/train-ppg/library.ts';
import { drawScene, type Library, type SceneKind } from '../../edge-agent/src/models/heart/simulate/draw.ts';
import { GRID } from '../../edge-agent/src/models/heart/simulate/grid.ts';
import { swing } from '../../edge-agent/src/models/heart/simulate/motion.ts';
import { simulateWrist, type WristScene } from '../../edge-agent/src/models/heart/simulate/wrist.ts';
import type { Figure } from '../report.ts';

const SECONDS = 60;
const WRISTS = 5;
/** Sizes of the swing in the light, in sizes of the pulse: the noise levels of the curve. */
const LEVELS = [0, 0.5, 1, 2, 4] as const;
/** Swings to beats: the cadence is the rate itself, half of it, twice, and beside it. */
const RATIOS = [1, 0.5, 2, 0.8] as const;
const LEAST = [0, 0.7, 0.8, 0.9, 0.95] as const;
/** Seeds that neither training nor calibration saw. */
const SEED = 4e6;

interface Seen {
  readonly rate: RateAt;
  readonly truth: number | null;
}

/** Accuracy against coverage on simulated wrists, and how often nothing is taken for a pulse. */
export function simulatedWrist(say: (line: string) => void, shared: string): Figure[] {
  const library = readLibrary(shared);
  const real = existsSync(shared)
    ? 'real curves and motions'
    : 'NO real curves and motions: shared data absent';
  const exercise = LEVELS.map((level) => ({
    name: `exercise, swing ${level} times the pulse`,
    seen: RATIOS.flatMap((ratio, n) => seenAt({ level, ratio, library, firstSeed: SEED + 100 * n })),
  }));
  const all = { name: `drawn at random (${real})`, seen: drawn('pulse', library) };
  const curves = [...exercise, all].map(({ name, seen }): Figure => {
    const curve = LEAST.map((least) => pointOf(least, seen)).join('; ');
    say(`simulated wrist, ${name}: ${curve}`);
    return { what: `heart: simulated wrist, ${name}`, seen: curve };
  });
  const refusals = (['noise', 'motion only'] as const).map((kind): Figure => {
    const seen = drawn(kind, library);
    const given = seen.filter(({ rate }) => rate.bpm !== null).length / seen.length;
    const figure: Figure = {
      what: `heart: simulated wrist without a pulse, ${kind}`,
      seen: `${(given * 100).toFixed(1)} % of seconds are given a rate`,
      aim: '<= 5 %',
      met: given <= 0.05,
    };
    say(`${figure.what}: ${figure.seen}`);
    return figure;
  });
  return [...curves, ...refusals];
}

function drawn(kind: SceneKind, library: Library): Seen[] {
  return Array.from({ length: 4 * WRISTS }, (_, n) =>
    ratesOf(drawScene(SEED + 1000 + n, { library, seconds: SECONDS, kind })),
  ).flat();
}

/** A wrist in exercise: an arm that swings in a stated ratio to the heart, light otherwise good. */
function seenAt(of: {
  readonly level: number;
  readonly ratio: number;
  readonly library: Library;
  readonly firstSeed: number;
}): Seen[] {
  return Array.from({ length: WRISTS }, (_, n) => {
    const base = drawScene(of.firstSeed + n, { library: of.library, seconds: SECONDS, kind: 'pulse' });
    const bpm = base.bpm ?? (() => 100);
    const scene: WristScene = {
      ...base,
      motion: (samples, dice) => swing(samples, { dice, cadence: (t) => of.ratio * bpm(t), size: 0.3 }),
      artefact: of.level,
      unseen: 0,
      white: 0.2,
      drift: 0.5,
      driftPower: 1,
      lost: 0,
      accHz: 12,
    };
    return ratesOf(scene);
  }).flat();
}

function ratesOf(scene: WristScene): Seen[] {
  const { ppg, acceleration, rate: truth } = simulateWrist(scene);
  const { rate } = estimateHeart({ kind: 'ppg', samples: ppg, acceleration });
  return rate.map((at) => ({ rate: at, truth: truth === null ? null : meanAround(truth, at.t - 5) }));
}

/** Mean of the true rate over the 10 s look around its middle. */
function meanAround(truth: Float64Array, middle: number): number {
  const part = truth.subarray(
    Math.max(0, Math.round((middle - 4) * GRID)),
    Math.max(1, Math.round((middle + 4) * GRID)),
  );
  return part.reduce((sum, v) => sum + v, 0) / part.length;
}

/** `>= 0.8: MAE 1.2, 91 % covered, 90 % in interval`. */
function pointOf(least: number, seen: readonly Seen[]): string {
  const given = seen.flatMap(({ rate, truth }) =>
    rate.bpm === null || truth === null || rate.confidence < least
      ? []
      : [{ error: Math.abs(rate.bpm - truth), inside: truth >= rate.low && truth <= rate.high }],
  );
  const name = least === 0 ? 'all given' : `>= ${least}`;
  if (given.length === 0) return `${name}: none`;
  const mae = given.reduce((sum, { error }) => sum + error, 0) / given.length;
  const inside = given.filter(({ inside: is }) => is).length / given.length;
  return `${name}: MAE ${mae.toFixed(1)}, ${((given.length / seen.length) * 100).toFixed(0)} % covered, ${(inside * 100).toFixed(0)} % in interval`;
}
