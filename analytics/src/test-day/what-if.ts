import type { Grade, Improvement, ScoredItemKey, Sex, WhatIf } from '@tizhi/contracts';
import {
  type BetterResult,
  betterResults,
  formatItemValue,
  itemsOf,
  nextLevel,
  type PupilScore,
  type PupilValues,
  scorePupil,
} from '../standard/index.ts';
import { termsFor } from './training-yield.ts';

/** As many ways as a person reads. */
export const MAX_WAYS = 6;

type Trainable = Exclude<ScoredItemKey, 'bmi'>;

/** One item, where it stands and every better row of its tables. */
interface Ladder {
  readonly item: Trainable;
  readonly from: number;
  readonly steps: readonly (BetterResult & { readonly terms: number })[];
}

interface Way {
  readonly terms: number;
  readonly improvements: readonly Improvement[];
}

/**
 * The inverse of the scoring function: the smallest improvements that lift the total to its next level, cheapest
 * first. A way is one item or two together; its cost is the sum of its terms of training. Exact: each goal is a
 * printed row, with them the total reaches the level by `scorePupil`, and with one stored step less of any of
 * them it does not. Of two items the cheapest combination is given, and only where neither would do alone.
 *
 * `null` where there is no total yet, or no level above. The body-mass index is left out on purpose: a change of
 * weight is never proposed to a child.
 */
export function whatIf(pupil: {
  readonly grade: Grade;
  readonly sex: Sex;
  readonly values: PupilValues;
}): WhatIf | null {
  const scored = scorePupil(pupil);
  if (scored.total === null) return null;
  const totalTenths = Math.round(scored.total * 10);
  const next = nextLevel(totalTenths);
  if (next === null) return null;
  // The total rounds half-up to a tenth: 5 hundredths short of a level is the level.
  const need = next.floorTenths * 10 - 5 - hundredthsOf(pupil, scored);
  const ladders = laddersOf(pupil, scored);
  const ways = [
    ...ladders.flatMap((ladder) => single(ladder, need) ?? []),
    ...ladders.flatMap((one, index) => ladders.slice(index + 1).flatMap((two) => pair(one, two, need) ?? [])),
  ];
  return {
    level: next.level,
    missing: (next.floorTenths - totalTenths) / 10,
    ways: ways
      .sort((a, b) => a.terms - b.terms || a.improvements.length - b.improvements.length)
      .slice(0, MAX_WAYS)
      .map(({ terms, improvements }) => ({ terms: readable(terms), improvements: [...improvements] })),
  };
}

/** The total before rounding, in hundredths of a point. */
function hundredthsOf({ grade, sex }: { grade: Grade; sex: Sex }, { items, bonus }: PupilScore): number {
  const weighted = itemsOf(grade, sex).map(({ item, weight }) => (items[item]?.score ?? 0) * weight);
  return weighted.reduce((sum, part) => sum + part, 0) + (bonus ?? 0) * 100;
}

function laddersOf({ grade, sex }: { grade: Grade; sex: Sex }, { items }: PupilScore): readonly Ladder[] {
  return itemsOf(grade, sex).flatMap(({ item }): Ladder[] => {
    const from = items[item]?.value;
    if (item === 'bmi' || from === undefined) return [];
    const steps = betterResults({ item, grade, sex, value: from }).map((step) => ({
      ...step,
      terms: termsFor(item, from, step.value),
    }));
    return [{ item, from, steps }];
  });
}

function single(ladder: Ladder, need: number): Way | null {
  const step = ladder.steps.find(({ gain }) => gain >= need);
  return step === undefined ? null : { terms: step.terms, improvements: [improvement(ladder, step)] };
}

/** The cheapest of all combinations of two ladders; both are walked once, one upwards, the other downwards. */
function pair(one: Ladder, two: Ladder, need: number): Way | null {
  const upwards = one.steps.filter(({ gain }) => gain < need);
  const downwards = two.steps.filter(({ gain }) => gain < need);
  let best: { terms: number; a: Ladder['steps'][number]; b: Ladder['steps'][number] } | null = null;
  let at = downwards.length - 1;
  for (const a of upwards) {
    while (at > 0 && a.gain + (downwards[at - 1]?.gain ?? 0) >= need) at -= 1;
    const b = downwards[at];
    if (b === undefined || a.gain + b.gain < need) continue;
    const terms = a.terms + b.terms;
    if (best === null || terms < best.terms) best = { terms, a, b };
  }
  return best === null
    ? null
    : { terms: best.terms, improvements: [improvement(one, best.a), improvement(two, best.b)] };
}

function improvement({ item, from }: Ladder, { value, gain, terms }: Ladder['steps'][number]): Improvement {
  return {
    item,
    from,
    to: value,
    change: formatItemValue(item, Math.abs(value - from)),
    goal: formatItemValue(item, value),
    points: gain / 100,
    terms: readable(terms),
  };
}

const readable = (terms: number): number => Math.round(terms * 100) / 100;
