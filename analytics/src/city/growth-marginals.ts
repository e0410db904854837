import type { Sex } from '@tizhi/contracts';

/**
 * Marginal distributions of height and body-mass index by age and sex, as a value for each standard score.
 *
 * Height: the percentiles 5, 50 and 95 of WS/T 610-2018 (shared standard notes, one source: medium strength); a
 * row of "9 years" stands for ages 9.0 to 9.9 and is put at its middle. Beijing is a little taller than the
 * country; that is not modelled. Body-mass index: how many lie beyond the lines of WS/T 586-2018 and WS/T
 * 456-2014 is set to {@link SHARES}; between the lines the logarithm of the index runs straight.
 */

/** Ages of the rows below: 8.5, 9.5 ... 15.5 years. */
const FIRST_HEIGHT_AGE = 8.5;
const HEIGHTS: Readonly<Record<Sex, readonly (readonly [p5: number, p50: number, p95: number])[]>> = {
  male: [
    [120.6, 130.7, 141.0],
    [125.0, 135.8, 146.6],
    [130.0, 140.8, 152.4],
    [133.7, 146.0, 159.7],
    [138.4, 152.0, 167.3],
    [145.1, 160.2, 173.4],
    [151.6, 165.7, 177.5],
    [157.2, 169.0, 180.0],
  ],
  female: [
    [119.2, 129.3, 139.6],
    [124.0, 135.0, 146.5],
    [129.1, 141.2, 153.3],
    [134.2, 147.3, 159.6],
    [139.7, 152.5, 163.5],
    [145.6, 156.1, 166.0],
    [148.2, 157.8, 167.2],
    [149.2, 158.4, 168.0],
  ],
};
/** Standard normal quantile of 95 %. */
const Z95 = 1.6449;

/** The height, cm, that a standard score stands for at an age in years (8.5 to 15.5; outside, the nearest). */
export function heightAt(at: { readonly sex: Sex; readonly age: number; readonly score: number }): number {
  const rows = HEIGHTS[at.sex];
  const place = Math.min(Math.max(at.age - FIRST_HEIGHT_AGE, 0), rows.length - 1);
  const row = Math.min(Math.floor(place), rows.length - 2);
  const [low, high] = [rows[row], rows[row + 1]];
  if (low === undefined || high === undefined) throw new Error('heights need two rows');
  const share = place - row;
  const middle = low[1] + share * (high[1] - low[1]);
  const end = at.score < 0 ? low[0] + share * (high[0] - low[0]) : low[2] + share * (high[2] - low[2]);
  return middle + (Math.abs(at.score) / Z95) * (end - middle);
}

/** Ages of the lines below, years: the middles of the half years 9.0-9.5, 11.5-12.0 and 14.0-14.5. */
const LINE_AGES = [9.25, 11.75, 14.25] as const;
type AtLineAges = readonly [number, number, number];

/** Lines of the screening standards, kg/m². */
interface Lines {
  readonly severeWasting: AtLineAges;
  readonly mildWasting: AtLineAges;
  readonly overweight: AtLineAges;
  readonly obese: AtLineAges;
}
const LINES: Readonly<Record<Sex, Lines>> = {
  male: {
    severeWasting: [13.7, 14.3, 15.3],
    mildWasting: [14.1, 15.1, 16.4],
    overweight: [18.5, 20.3, 22.3],
    obese: [20.8, 23.6, 26.1],
  },
  female: {
    severeWasting: [13.2, 13.9, 15.3],
    mildWasting: [13.8, 14.5, 16.0],
    overweight: [18.5, 21.1, 22.8],
    obese: [20.4, 23.3, 25.9],
  },
};

/**
 * How many lie beyond each line, between national surveys and Beijing's. Found in abstracts and press: Beijing's
 * obesity 19 % of boys and 11 % of girls in 2010, 20 % of all in 2013 (annual report on a healthy city, China
 * Daily 2015-04-21); the country's 6 to 17 year olds 11.1 % overweight and 7.9 % obese (nutrition report 2020);
 * 3.7 % moderately or severely and 5.5 % mildly wasted (national survey 2014, PKU journal 2017). Low strength:
 * other years, other age ranges; the split between sexes of wasting is invented.
 */
export const SHARES = {
  male: { severeWasting: 0.03, wasting: 0.075, overweightOrObese: 0.35, obese: 0.185 },
  female: { severeWasting: 0.025, wasting: 0.065, overweightOrObese: 0.235, obese: 0.105 },
} as const satisfies Readonly<Record<Sex, Readonly<Record<string, number>>>>;

/** Standard normal quantiles of {@link SHARES}, in the order of {@link Lines}. */
const LINE_SCORES: Readonly<Record<Sex, readonly [number, number, number, number]>> = {
  male: [-1.881, -1.44, 0.385, 0.897],
  female: [-1.96, -1.514, 0.722, 1.254],
};
const HEAVIEST_BMI = 44;
const LIGHTEST_BMI = 11.2;

/** The body-mass index, kg/m², that a standard score stands for at an age in years. */
export function bodyMassAt(at: { readonly sex: Sex; readonly age: number; readonly score: number }): number {
  const lines = LINES[at.sex];
  const scores = LINE_SCORES[at.sex];
  const logs = [lines.severeWasting, lines.mildWasting, lines.overweight, lines.obese].map((line) =>
    Math.log(atAge(line, at.age)),
  );
  // Beyond the outer lines the nearest stretch goes on.
  const stretch = at.score < scores[1] ? 0 : at.score < scores[2] ? 1 : 2;
  const [from, to] = [scores[stretch] ?? 0, scores[stretch + 1] ?? 1];
  const [low, high] = [logs[stretch] ?? 0, logs[stretch + 1] ?? 0];
  const log = low + ((at.score - from) / (to - from)) * (high - low);
  return Math.min(HEAVIEST_BMI, Math.max(LIGHTEST_BMI, Math.exp(log)));
}

function atAge(line: AtLineAges, age: number): number {
  const [young, middle, old] = LINE_AGES;
  return age < middle
    ? line[0] + ((age - young) / (middle - young)) * (line[1] - line[0])
    : line[1] + ((age - middle) / (old - middle)) * (line[2] - line[1]);
}
