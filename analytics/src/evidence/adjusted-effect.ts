import { type Estimate, SMALLEST_GROUP } from '@tizhi/contracts';
import { addRow, emptyNormal, minus, type Normal, solve } from './least-squares.ts';
import { around } from './mean.ts';
import { LEAST_FREEDOM, studentT } from './student-t.ts';

/** One pupil's results before and after, in points. */
export interface BeforeAfter {
  /** Pupils of a class share a teacher, a test day and much else: they do not count as independent. */
  readonly class: string;
  /** Pupils are compared with those of the same tests: school years and grades before and after. */
  readonly stratum: string;
  readonly girl: boolean;
  readonly before: number;
  readonly after: number;
  readonly treated: boolean;
}

/** Classes needed with and without the programme. */
export const LEAST_CLASSES = 4;

export type NoEffect = 'few_pupils' | 'few_classes' | 'nobody_alike';
export type AdjustedEffect =
  | { readonly kind: 'estimated'; readonly effect: Estimate }
  | { readonly kind: 'none'; readonly reason: NoEffect };

/**
 * What a programme did beyond what happened to comparable pupils without it: least squares of the result after, on
 * treated or not, the pupil's own result before, the class's mean before (Mundlak 1978), the sex and the stratum.
 *
 * - The pupil's own result takes out the regression to the mean of pupils chosen for a bad test; the class's mean
 *   that of classes chosen for one.
 * - The interval comes from leaving out one class at a time (the cluster jackknife, CV3; MacKinnon, Nielsen and Webb
 *   2023), with Student's t on classes - strata - 2 degrees of freedom: a class counts once, however many pupils.
 *
 * What it cannot take out: pupils chosen for a reason that no earlier result shows.
 */
export function adjustedEffect(pupils: readonly BeforeAfter[]): AdjustedEffect {
  const alike = comparable(pupils);
  if (alike.length === 0) return { kind: 'none', reason: 'nobody_alike' };
  const { treated, compared } = sides(alike);
  if (treated.length < SMALLEST_GROUP || compared.length < SMALLEST_GROUP)
    return { kind: 'none', reason: 'few_pupils' };
  if (classesOf(treated) < LEAST_CLASSES || classesOf(compared) < LEAST_CLASSES)
    return { kind: 'none', reason: 'few_classes' };

  const strata = [...new Set(alike.map(({ stratum }) => stratum))];
  const classes = [...classNormals(alike, strata).values()];
  const freedom = classes.length - strata.length - 2;
  if (freedom < LEAST_FREEDOM) return { kind: 'none', reason: 'few_classes' };
  const whole = classes.reduce(plus);
  const last = whole.width - 1;
  const effect = solve(whole)[last] ?? null;
  const without = classes.map((own) => solve(minus(whole, own))[last] ?? null);
  // Whether there is an effect must not hang on one class.
  if (effect === null || !without.every((each) => each !== null))
    return { kind: 'none', reason: 'nobody_alike' };
  const squares = without.reduce((sum, each) => sum + (each - effect) ** 2, 0);
  const error = Math.sqrt(((classes.length - 1) / classes.length) * squares);
  return { kind: 'estimated', effect: around(effect, studentT(freedom) * error) };
}

/** Those in strata that have pupils on both sides. */
export function comparable(pupils: readonly BeforeAfter[]): readonly BeforeAfter[] {
  return [...Map.groupBy(pupils, ({ stratum }) => stratum).values()]
    .filter((own) => own.some(({ treated }) => treated) && own.some(({ treated }) => !treated))
    .flat();
}

export const sides = (pupils: readonly BeforeAfter[]) => ({
  treated: pupils.filter(({ treated }) => treated),
  compared: pupils.filter(({ treated }) => !treated),
});

export const classesOf = (pupils: readonly BeforeAfter[]): number =>
  new Set(pupils.map((pupil) => pupil.class)).size;

/** Sums of each class: strata, sex, own result before, the class's mean before, and last whether treated. */
function classNormals(pupils: readonly BeforeAfter[], strata: readonly string[]): Map<string, Normal> {
  // About a common centre, so that sums of squares keep their digits.
  const centre = meanBefore(pupils);
  const width = strata.length + 4;
  return new Map(
    [...Map.groupBy(pupils, (pupil) => pupil.class)].map(([id, own]) => {
      const normal = emptyNormal(width);
      const ofClass = meanBefore(own) - centre;
      for (const { stratum, girl, before, after, treated } of own) {
        const inStratum = strata.map((each) => (each === stratum ? 1 : 0));
        addRow(normal, [...inStratum, girl ? 1 : 0, before - centre, ofClass, treated ? 1 : 0], after);
      }
      return [id, normal];
    }),
  );
}

const meanBefore = (pupils: readonly BeforeAfter[]): number =>
  pupils.reduce((sum, { before }) => sum + before, 0) / pupils.length;

const plus = (a: Normal, b: Normal): Normal => ({
  width: a.width,
  xx: a.xx.map((value, at) => value + (b.xx[at] ?? 0)),
  xy: a.xy.map((value, at) => value + (b.xy[at] ?? 0)),
});
