import type { Dose, FitnessComponent } from '@tizhi/contracts';
import { DOSE_RULES } from '../library/dose-rules.ts';

/** From one week to the next: 5 % is meant, 10 % is never exceeded. */
const MEANT = 1.05;
const MOST = 1.1;
const REST_STEP_SECONDS = 5;

/**
 * A dose after so many weeks with the drill. The amount grows first; where a whole repetition more would be
 * above +10 %, the rest becomes 5 s shorter instead. Never beyond the component's own bounds.
 */
export function doseAfter(
  base: Dose,
  { weeks, component }: { weeks: number; component: FitnessComponent },
): Dose {
  const rule = DOSE_RULES[component];
  const inAll = Math.floor((rule.total?.[base.per] ?? Number.POSITIVE_INFINITY) / base.sets);
  const most = Math.min(rule.amount[base.per]?.max ?? base.amount, inAll);
  let { amount, restSeconds } = base;
  for (let week = 1; week <= weeks; week += 1) {
    const grown = Math.min(
      Math.floor(amount * MOST + 1e-9),
      Math.round(base.amount * MEANT ** week),
      Math.max(most, base.amount),
    );
    if (grown > amount) amount = grown;
    else if (amount < most && restSeconds - REST_STEP_SECONDS >= Math.max(rule.rest.min, restSeconds / MOST))
      restSeconds -= REST_STEP_SECONDS;
  }
  return { ...base, amount, restSeconds };
}

/** How long a dose takes, s: a repetition is taken as 3 s, a metre as 0.4 s. */
export function secondsOf({ sets, amount, per, restSeconds }: Dose): number {
  const work = per === 'seconds' ? amount : amount * (per === 'repetitions' ? 3 : 0.4);
  return sets * work + (sets - 1) * restSeconds;
}
