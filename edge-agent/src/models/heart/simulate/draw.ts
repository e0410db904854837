import { type Dice, diceOf } from './dice.ts';
import { borrowed, fidget, type MotionClip, still, swing, type WristMotion } from './motion.ts';
import type { WristScene } from './wrist.ts';

/** Real curves and motions that scenes are drawn from; empty where there are none. */
export interface Library {
  /** Heart rates once a second, bpm. */
  readonly rates: readonly Float64Array[];
  readonly motions: readonly MotionClip[];
}

/** Why there is no pulse in a scene, or that there is one. */
export type SceneKind = 'pulse' | 'noise' | 'motion only';

/** A scene at random: rest and effort, still and moving, good and bad light; `kind`: drawn too where it is not said. */
export function drawScene(
  seed: number,
  {
    library,
    seconds,
    kind,
  }: { readonly library: Library; readonly seconds: number; readonly kind?: SceneKind },
): WristScene {
  const dice = diceOf(seed * 7919 + 13);
  const what = kind ?? (dice.chance(0.75) ? 'pulse' : dice.pick(['noise', 'motion only'] as const));
  const bpm = drawRate(seconds, { dice, library });
  const moves = what === 'noise' ? dice.chance(0.3) : what === 'motion only' || dice.chance(0.65);
  const good = dice.chance(0.35);
  return {
    seconds,
    seed,
    bpm: what === 'pulse' ? bpm : null,
    motion: moves ? drawMotion(bpm, { dice, library }) : still,
    artefact: dice.size(0.15, what === 'pulse' ? 4 : 8),
    unseen: dice.chance(good ? 0.2 : 0.6) ? dice.size(0.2, 4) : 0,
    // Noise of every colour: a random walk without hiss is as smooth as a pulse.
    white: what === 'noise' ? dice.size(0.0005, 2) : good ? dice.size(0.02, 0.2) : dice.size(0.05, 1.5),
    drift: good ? dice.size(0.1, 0.8) : dice.size(0.3, 4),
    driftPower: dice.between(0.8, what === 'noise' ? 2.5 : 2),
    gainSteps: dice.chance(0.3) ? dice.between(0.5, 5) : 0,
    lost: dice.chance(0.12) ? dice.between(0.05, 0.4) : 0,
    ppgHz: dice.between(20, 30),
    // Steady motion that no accelerometer sees is a pulse to everybody.
    accHz: what !== 'motion only' && dice.chance(0.2) ? dice.pick([null, 1.25]) : dice.between(10, 26),
    step: dice.size(0.005, 0.15),
  };
}

/** Pupils who are awake are seldom below 58. */
const drawLevel = (dice: Dice): number => (dice.chance(0.08) ? dice.between(42, 58) : dice.between(58, 200));

/** A real curve moved and stretched, or rest, rise and fall of our own. */
function drawRate(
  seconds: number,
  { dice, library }: { readonly dice: Dice; readonly library: Library },
): (t: number) => number {
  const clamp = (v: number): number => Math.min(212, Math.max(42, v));
  const usable = library.rates.filter((rates) => rates.length > seconds + 2);
  if (usable.length > 0 && dice.chance(0.5)) {
    const curve = dice.pick(usable);
    const from = Math.floor(dice.between(0, curve.length - seconds - 1));
    const middle = curve[from + Math.floor(seconds / 2)] as number;
    const to = drawLevel(dice);
    return (t) => {
      const at = Math.min(curve.length - 1, Math.max(0, from + t));
      const low = Math.floor(at);
      const a = curve[low] as number;
      const v = a + ((curve[low + 1] ?? a) - a) * (at - low);
      return clamp(to + (v - middle));
    };
  }
  const start = drawLevel(dice);
  if (dice.chance(0.4)) return () => start;
  const end = clamp(start + dice.between(-60, 60));
  const when = dice.between(0, seconds * 0.7);
  const takes = dice.size(8, 60);
  return (t) => (t < when ? start : end + (start - end) * Math.exp(-(t - when) / takes));
}

/** Swings to beats: as likely as not one that can be taken for the pulse. */
const RATIOS = [1, 0.5, 2, 0.66, 1.5] as const;

function drawMotion(
  bpm: (t: number) => number,
  { dice, library }: { readonly dice: Dice; readonly library: Library },
): (n: number, dice: Dice) => WristMotion {
  const size = dice.size(0.03, 1.2);
  const draw = dice.share();
  const clip = library.motions.length > 0 ? dice.pick(library.motions) : null;
  if (draw < 0.35 && clip !== null) return (n, own) => borrowed(n, { dice: own, clip });
  if (draw < 0.7) {
    const locked = dice.chance(0.4);
    const ratio = dice.pick(RATIOS) * dice.between(0.97, 1.03);
    const steps = dice.between(35, 190);
    const cadence = locked ? (t: number) => ratio * bpm(t) : () => steps;
    return (n, own) => swing(n, { dice: own, cadence, size });
  }
  return (n, own) => fidget(n, { dice: own, size, share: own.between(0.1, 1) });
}
