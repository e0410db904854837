import type { Sex } from '@tizhi/contracts';
import type { Chance } from './fitness-chance.ts';
import { bodyMassAt, heightAt } from './growth-marginals.ts';

/** How a body grows: drawn once, the same for every test of a pupil. All scores are standard. */
export interface GrowthTraits {
  readonly sex: Sex;
  /** Size for age once the spurt's timing is taken out. */
  readonly size: number;
  /** Age of peak height velocity, years. */
  readonly spurtAge: number;
  /** Fatness in early childhood. */
  readonly fatness: number;
}

/** A body on a day. */
export interface Body {
  /** cm, as a measure reads it (0.1). */
  readonly height: number;
  /** kg (0.1). */
  readonly weight: number;
  readonly heightScore: number;
  readonly massScore: number;
  /** How far the spurt has come against pupils of the age and sex, as a standard score: early is above 0. */
  readonly maturity: number;
}

/**
 * Age of peak height velocity: boys 12.72 (SD 0.89), girls 10.98 (0.95), followed pupils of Zhongshan 2005-2016 by
 * SITAR (PKU journal 2021, 53(3)); one southern city: moderate strength, used for a northern one.
 */
const SPURT: Readonly<Record<Sex, readonly [mean: number, sd: number]>> = {
  male: [12.72, 0.89],
  female: [10.98, 0.95],
};
/** Years from the middle of the spurt to 73 % of it. Invented: about 80 % of a spurt takes three years. */
const SPURT_PACE = 0.62;
/** Largest share of the spread in height that is timing and not size. Invented (low strength). */
const TIMING_MOST = 0.62;
/** cm that a spurt adds over steady growth, against the spread of height (about 7 cm). Invented. */
const SPURT_IN_SPREADS = 1.9;

export function drawGrowth(sex: Sex, chance: Chance): GrowthTraits {
  const [mean, sd] = SPURT[sex];
  return {
    sex,
    size: chance.normal(),
    spurtAge: mean + sd * chance.normal(),
    fatness: chance.normal(),
  };
}

const spurtDone = (age: number, spurtAge: number): number =>
  1 / (1 + Math.exp((spurtAge - age) / SPURT_PACE));

/**
 * The body at an age. Height is size and timing in shares that change with age: who spurts early is tall at 11
 * and average at 14, so that a standard score is no constant and no straight line. `drift` is what fatness has
 * gained since childhood against others of the age, in standard scores, `driftSpread` its spread over them;
 * `error` two standard normals for the reading of the day.
 */
export function bodyAt(
  traits: GrowthTraits,
  day: {
    readonly age: number;
    readonly drift: number;
    readonly driftSpread: number;
    readonly error: readonly [number, number];
  },
): Body {
  const { sex } = traits;
  const [mean, spread] = timingOf(sex, day.age);
  const maturity = (spurtDone(day.age, traits.spurtAge) - mean) / spread;
  const timing = Math.min(TIMING_MOST, SPURT_IN_SPREADS * spread);
  const heightScore = Math.sqrt(1 - timing * timing) * traits.size + timing * maturity;
  // Early maturers are heavier for their height (direction known, size invented); the root keeps the spread at 1.
  const early = EARLY * maturity;
  const massScore =
    (traits.fatness + day.drift + early) / Math.sqrt(1 + EARLY * EARLY + day.driftSpread ** 2);
  const height = tenths(heightAt({ sex, age: day.age, score: heightScore }) + HEIGHT_ERROR_CM * day.error[0]);
  const index = bodyMassAt({ sex, age: day.age, score: massScore });
  const weight = tenths(index * (height / 100) ** 2 + WEIGHT_ERROR_KG * day.error[1]);
  return { height, weight, heightScore, massScore, maturity };
}

const EARLY = 0.2;
/** The standard allows 0.5 cm; a school's scale and clothes. */
const HEIGHT_ERROR_CM = 0.25;
const WEIGHT_ERROR_KG = 0.2;
const tenths = (value: number): number => Math.round(value * 10) / 10;

const TABLE_FROM = 8;
const TABLE_STEP = 0.05;
const TABLE_ROWS = 160;

/** Mean and spread of the finished share of the spurt at an age, over a sex: by quadrature, once. */
const TIMING: Readonly<Record<Sex, readonly (readonly [mean: number, spread: number])[]>> = {
  male: timingTable('male'),
  female: timingTable('female'),
};

function timingOf(sex: Sex, age: number): readonly [number, number] {
  const row = Math.round((age - TABLE_FROM) / TABLE_STEP);
  return TIMING[sex][Math.min(Math.max(row, 0), TABLE_ROWS - 1)] ?? [0.5, 0.5];
}

function timingTable(sex: Sex): (readonly [number, number])[] {
  const [mean, sd] = SPURT[sex];
  return Array.from({ length: TABLE_ROWS }, (_, row) => {
    const age = TABLE_FROM + row * TABLE_STEP;
    let [weights, sum, squares] = [0, 0, 0];
    for (let z = -4; z <= 4; z += 0.1) {
      const weight = Math.exp((-z * z) / 2);
      const done = spurtDone(age, mean + sd * z);
      weights += weight;
      sum += weight * done;
      squares += weight * done * done;
    }
    const average = sum / weights;
    return [average, Math.max(0.01, Math.sqrt(Math.max(0, squares / weights - average * average)))] as const;
  });
}
