import type { Dice } from './dice.ts';
import { GRID, hiss, slow, zeros } from './grid.ts';

/** The pulse at a wrist, and the rate that made it, on the grid. */
export interface PulseWave {
  /** About 1 from foot to peak, before perfusion. */
  readonly wave: Float64Array;
  /** Beats a minute at each moment, the breath's sway included. */
  readonly rate: Float64Array;
}

const bump = (x: number, width: number): number => Math.exp(-0.5 * (x / width) ** 2);

/**
 * A pulse wave: a peak and a dicrotic wave for each beat, narrower at higher rates; rate and size sway with the
 * breath (respiratory sinus arrhythmia up to 15 % at rest, less in effort) and more slowly (up to 6 %), size wanders with perfusion.
 */
export function pulseWave(
  n: number,
  { dice, bpm }: { readonly dice: Dice; readonly bpm: (t: number) => number },
): PulseWave {
  const breath = dice.between(0.08, 0.4);
  const sway = dice.between(0, 0.15);
  const phase = dice.between(0, 2 * Math.PI);
  const slowShare = dice.between(0, 0.06);
  const slowSway = hiss(n, { dice, from: 0.03, to: 0.12 });
  const swayOf = (t: number): number => Math.sin(2 * Math.PI * breath * t + phase);
  const rate = zeros(n).map((_, i) => {
    const base = bpm(i / GRID);
    const rest = Math.min(1, Math.max(0.05, (150 - base) / 80));
    return base * (1 + rest * (sway * swayOf(i / GRID) + slowShare * (slowSway[i] as number)));
  });
  const shape = {
    notch: dice.between(0, 0.5),
    delay: dice.between(0.26, 0.36),
    width: dice.between(0.07, 0.13),
  };
  const depth = dice.between(0, 0.25);
  const perfusion = slow(hiss(n, { dice, from: 0.01, to: 0.1 }), 0.1);
  const wanders = dice.between(0, 0.5);
  const wave = zeros(n);
  let turn = dice.share();
  for (let i = 0; i < n; i += 1) {
    turn += (rate[i] as number) / 60 / GRID;
    if (turn < 1) continue;
    turn -= 1;
    const rr = 60 / (rate[i] as number);
    const stretch = Math.sqrt(rr / 0.8);
    const size =
      (1 + depth * swayOf(i / GRID - 1) + 0.05 * dice.gauss()) *
      Math.exp(wanders * 2 * (perfusion[i] as number));
    const to = Math.min(n, i + Math.round(1.1 * GRID));
    for (let j = Math.max(0, i - GRID / 2); j < to; j += 1) {
      const x = (j - i) / GRID;
      wave[j] =
        (wave[j] as number) +
        size *
          (bump(x, shape.width * stretch) +
            shape.notch * bump(x - shape.delay * stretch, shape.width * 1.3 * stretch));
    }
  }
  return { wave, rate };
}
