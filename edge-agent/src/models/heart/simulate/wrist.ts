import type { Acceleration } from '../ppg/window.ts';
import type { Samples } from '../signal/series.ts';
import { type Dice, diceOf } from './dice.ts';
import { coloured, GRID, hiss, rmsOf, slow, stretches, unit, valueAt, zeros } from './grid.ts';
import type { WristMotion } from './motion.ts';
import { pulseWave } from './pulse.ts';

/** What happens at a simulated wrist. Sizes are in root mean squares of the pulse. Nobody's wrist. */
export interface WristScene {
  readonly seconds: number;
  readonly seed: number;
  /** Beats a minute at a time (s); null: there is no pulse (not worn, or no light comes through). */
  readonly bpm: ((t: number) => number) | null;
  readonly motion: (n: number, dice: Dice) => WristMotion;
  /** Size that motion of 0.3 g has in the light. */
  readonly artefact: number;
  /** Size of knocks and pressure that the accelerometer does not see. */
  readonly unseen: number;
  /** Hiss of the electronics, and drift whose power falls with frequency to the power of `driftPower`. */
  readonly white: number;
  readonly drift: number;
  readonly driftPower: number;
  /** Changes of gain or of the lamp a minute. */
  readonly gainSteps: number;
  /** Part of the time without contact. */
  readonly lost: number;
  readonly ppgHz: number;
  /** Null: there is no accelerometer. */
  readonly accHz: number | null;
  /** Steps of the converter, in sizes of the pulse. */
  readonly step: number;
}

export interface SimulatedWrist {
  readonly ppg: Samples;
  readonly acceleration: Acceleration | null;
  /** Rate at each moment of the grid (`GRID` Hz), bpm; null where there is no pulse. */
  readonly rate: Float64Array | null;
  /** 0-1 at each moment of the grid: how much contact there is. */
  readonly contact: Float64Array;
}

/** A wrist sensor as it sends its samples. The same scene gives the same samples. */
export function simulateWrist(scene: WristScene): SimulatedWrist {
  const dice = diceOf(scene.seed);
  const n = Math.round(scene.seconds * GRID) + 1;
  const pulse = scene.bpm === null ? null : pulseWave(n, { dice, bpm: scene.bpm });
  const beat = pulse === null ? zeros(n) : unit(centred(pulse.wave));
  const motion = scene.motion(n, dice);
  const shaken = artefactOf(motion, dice);
  const knocks = unseenOf(n, dice);
  const white = zeros(n).map(() => dice.gauss());
  const drift = coloured(n, { dice, power: scene.driftPower });
  const off = stretches(n, { dice, share: scene.lost, seconds: 4 });
  const contact = off.map((v) => 1 - (scene.lost > 0 ? v : 0));
  const { gain, level } = gainOf(n, { dice, perMinute: scene.gainSteps });
  const sign = dice.chance(0.5) ? 1 : -1;
  const light = zeros(n).map((_, i) => {
    const touch = contact[i] as number;
    const body =
      touch * (beat[i] as number) +
      (scene.artefact / 0.3) * (shaken[i] as number) * (0.3 + 0.7 * touch) +
      scene.unseen * (knocks[i] as number) +
      scene.drift * (drift[i] as number);
    return (gain[i] as number) * sign * body + scene.white * (white[i] as number) + (level[i] as number);
  });
  const size = dice.size(10, 200);
  const t = timesOf(scene.seconds, { dice, hz: scene.ppgHz });
  const coarse = Math.max(1, scene.step * size);
  const values = t.map((at) => coarse * Math.round((2000 + size * valueAt(light, at)) / coarse));
  return {
    ppg: { t, values },
    acceleration:
      scene.accHz === null ? null : accelerationOf(motion, { dice, hz: scene.accHz, seconds: scene.seconds }),
    rate: pulse?.rate ?? null,
    contact,
  };
}

function centred(x: Float64Array): Float64Array {
  const mean = x.reduce((sum, v) => sum + v, 0) / Math.max(1, x.length);
  return x.map((v) => v - mean);
}

/** What motion does to the light: each axis late and blunted, with pressure (its integral) and without sign. */
function artefactOf(motion: WristMotion, dice: Dice): Float64Array {
  const n = motion[0]?.length ?? 0;
  const sum = zeros(n);
  for (const axis of motion) {
    const blunt = slow(axis, dice.between(1, 6));
    const pressed = slow(axis, 0.3);
    const late = dice.between(0, 0.15);
    const [straight, integral, bare] = [dice.gauss(), 3 * dice.gauss(), dice.chance(0.4) ? dice.gauss() : 0];
    for (let i = 0; i < n; i += 1) {
      const at = i / GRID - late;
      sum[i] =
        (sum[i] as number) +
        straight * valueAt(blunt, at) +
        integral * valueAt(pressed, at) +
        bare * Math.abs(valueAt(blunt, at));
    }
  }
  const free = centred(sum);
  // As much as the arm moves, whatever the weights were.
  const moved = Math.sqrt(motion.reduce((total, axis) => total + rmsOf(axis) ** 2, 0));
  return unit(free).map((v) => v * moved);
}

function unseenOf(n: number, dice: Dice): Float64Array {
  const when = stretches(n, { dice, share: dice.between(0.05, 0.4), seconds: dice.size(1, 6) });
  const noise = hiss(n, { dice, from: 0.3, to: dice.between(1, 5) });
  return noise.map((v, i) => v * (when[i] as number));
}

/** The lamp and the amplifier as firmware turns them: steps of level, and of size. */
function gainOf(
  n: number,
  { dice, perMinute }: { readonly dice: Dice; readonly perMinute: number },
): { readonly gain: Float64Array; readonly level: Float64Array } {
  const gain = zeros(n).fill(1);
  const level = zeros(n);
  let [factor, height] = [1, 0];
  for (let i = 0; i < n; i += 1) {
    if (dice.chance(perMinute / 60 / GRID)) {
      factor = Math.min(3, Math.max(0.4, factor * dice.size(0.6, 1.7)));
      height += dice.size(4, 60) * (dice.chance(0.5) ? 1 : -1);
    }
    gain[i] = factor;
    level[i] = height;
  }
  return { gain, level };
}

/** Times (s) of samples: in whole milliseconds, uneven, some left out. */
function timesOf(seconds: number, { dice, hz }: { readonly dice: Dice; readonly hz: number }): Float64Array {
  const jitter = dice.between(0, 0.25);
  const missing = dice.between(0, 0.08);
  const times: number[] = [];
  for (let i = 0; i / hz < seconds - 0.5 / hz; i += 1) {
    const t = Math.round(((i + 0.5 + jitter * (2 * dice.share() - 1)) / hz) * 1000) / 1000;
    if (!dice.chance(missing)) times.push(t);
  }
  return Float64Array.from(times);
}

function accelerationOf(
  motion: WristMotion,
  { dice, hz, seconds }: { readonly dice: Dice; readonly hz: number; readonly seconds: number },
): Acceleration {
  const t = timesOf(seconds, { dice, hz });
  const gravity = [dice.gauss(), dice.gauss(), dice.gauss()];
  const length = Math.hypot(...gravity) || 1;
  const late = dice.between(-0.03, 0.03);
  return {
    t,
    axes: motion.map((axis, k) =>
      t.map((at) => valueAt(axis, at - late) + (gravity[k] as number) / length + 0.004 * dice.gauss()),
    ),
  };
}
