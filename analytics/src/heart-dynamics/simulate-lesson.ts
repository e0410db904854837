import { STEP_S } from './curve.ts';
import type { GridLesson } from './lesson-grid.ts';

/** A synthetic heart. It is not the model's: two processes, saturation, fatigue, noise with memory, bad effort. */
export interface SyntheticHeart {
  readonly rest: number;
  readonly max: number;
  /** Time constants of the fast (vagal) and slow (sympathetic) part, s, and the share of the fast one. */
  readonly fastS: number;
  readonly slowS: number;
  readonly fastShare: number;
  /** How the answer bends: 1 is straight. */
  readonly bend: number;
  /** Rise of the rate by an hour of work, bpm. */
  readonly fatigue: number;
}

type Chance = () => number;

export const normalFrom = (chance: Chance): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

/** A synthetic heart by chance (numbers from 0 to below 1). */
export function syntheticHeart(chance: Chance): SyntheticHeart {
  const about = (mean: number, sd: number): number => mean + sd * normalFrom(chance);
  return {
    rest: about(86, 9),
    max: about(200, 8),
    fastS: Math.exp(about(Math.log(18), 0.3)),
    slowS: Math.exp(about(Math.log(110), 0.3)),
    fastShare: 0.35 + 0.3 * chance(),
    bend: Math.exp(about(-0.25, 0.2)),
    fatigue: about(12, 6),
  };
}

/** A lesson of blocks of effort of 30 s to 4 min. The heart answers the true effort; the model sees another. */
export function simulateLesson(
  heart: SyntheticHeart,
  { chance, minutes }: { readonly chance: Chance; readonly minutes: number },
): GridLesson {
  const steps = Math.round((minutes * 60) / STEP_S);
  const today = { rest: heart.rest + 4 * normalFrom(chance), gain: 1 + 0.06 * normalFrom(chance) };
  const seenGain = 1 + 0.08 * normalFrom(chance);
  const effort: number[] = [];
  const bpm: (number | null)[] = [];
  let [fast, slow, wander, left, held, work] = [0, 0, 0, 0, 0, 0];
  let quiet = 0;
  for (let step = 0; step < steps; step += 1) {
    if (left <= 0) {
      left = Math.round((30 + 210 * chance()) / STEP_S);
      held = chance() < 0.4 ? 0.15 * chance() : 0.3 + 0.7 * chance();
    }
    left -= 1;
    const truly = Math.max(0, held + 0.05 * normalFrom(chance));
    const answer = truly ** heart.bend;
    fast += ((answer - fast) * STEP_S) / Math.max(STEP_S, heart.fastS);
    slow += ((answer - slow) * STEP_S) / heart.slowS;
    work += (truly * STEP_S) / 3_600;
    wander = 0.9 * wander + 1.5 * normalFrom(chance);
    const reserve = (heart.max - today.rest) * today.gain;
    const level = heart.fastShare * fast + (1 - heart.fastShare) * slow;
    const rate = today.rest + reserve * level + heart.fatigue * work + wander + normalFrom(chance);
    quiet = quiet > 0 ? quiet - 1 : chance() < 0.004 ? Math.round(12 * chance()) : 0;
    effort.push(Math.min(1.2, Math.max(0, held * seenGain + 0.04 * normalFrom(chance))));
    bpm.push(quiet > 0 ? null : Math.min(heart.max + 3, Math.max(45, rate)));
  }
  return { effort, bpm };
}
