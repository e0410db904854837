import { LEVELS, LINK_FIELDS, type LinkField, MOST_LEVELS } from './levels.ts';

/** What Fellegi and Sunter call m and u, per field and level, and how likely any two rows are one person. */
export interface LinkModel {
  /** Chance of a level among rows of one person that both say something. */
  readonly m: Readonly<Record<LinkField, Float64Array>>;
  /** Chance of a level among any two rows that both say something. */
  readonly u: Readonly<Record<LinkField, Float64Array>>;
  /** Natural odds that two rows of different occasions are one person. */
  readonly priorOdds: number;
}

/** What levels occur among strangers where too few rows are at hand to count them; not measured, only sane. */
const STRANGERS: Readonly<Record<LinkField, readonly number[]>> = {
  number: [0, 0.000001, 1],
  name: [0, 0.0002, 0.00002, 0.0002, 0.0001, 0.0004, 0.001, 0.001, 0.002, 0.04, 0.955],
  birth_date: [0, 0.0015, 0.0004, 0.0004, 0.015, 0.04, 0.001, 0.94],
  sex: [0, 0.5, 0.5],
  school: [0, 0.02, 0.98],
  class: [0, 0.15, 0.85],
};

const byField = (of: (field: LinkField) => Float64Array): Record<LinkField, Float64Array> =>
  Object.fromEntries(LINK_FIELDS.map((field) => [field, of(field)])) as Record<LinkField, Float64Array>;

/** The chances of {@link LEVELS} as a start. */
export const startM = (): Record<LinkField, Float64Array> =>
  byField((field) =>
    Float64Array.from({ length: MOST_LEVELS }, (_, level) => LEVELS[field][level]?.[1] ?? 0),
  );

export const startU = (): Record<LinkField, Float64Array> =>
  byField((field) => Float64Array.from({ length: MOST_LEVELS }, (_, level) => STRANGERS[field][level] ?? 0));

/** Counted levels and `weight` rows' worth of `prior`, as chances of the levels from 1 on. */
export function smoothed(counts: Float64Array, prior: Float64Array, weight: number): Float64Array {
  const total = counts.reduce((sum, count, level) => (level === 0 ? sum : sum + count), 0);
  return counts.map((count, level) =>
    level === 0 ? 0 : (count + weight * (prior[level] ?? 0)) / (total + weight),
  );
}
