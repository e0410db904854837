import {
  type FitnessTest,
  type ItemKey,
  type NotMeasured,
  type Sex,
  TESTED_GRADES,
  type TestedGrade,
} from '@tizhi/contracts';
import { itemsOf } from '../standard/score-pupil.ts';
import { monthsBetween, testDayOf } from './cohort.ts';
import { bloodPressureOf } from './fitness-blood-pressure.ts';
import type { Chance } from './fitness-chance.ts';
import { DRIFT_GAINED, type Lifestyle, livedThrough } from './fitness-habits.ts';
import { ABILITIES, type DrawnItem } from './fitness-items.ts';
import { drawPresence, keptFromItem, keptFromTest, type Presence } from './fitness-missing.ts';
import { type Abilities, resultOf, scoreOf, slackOf } from './fitness-result.ts';
import { type SchoolKind, schoolEffect } from './fitness-schools.ts';
import { bodyAt, drawGrowth, type GrowthTraits } from './growth.ts';

/** Where and when a pupil would be tested. */
export interface Sitting {
  readonly grade: TestedGrade;
  readonly schoolYear: number;
  readonly kind: SchoolKind;
  /** Number of the school among its kind, 0-based. */
  readonly school: number;
}

/** A life to draw. */
export interface LifeToDraw {
  /** Of the city: its schools hang on it. */
  readonly seed: number;
  readonly sex: Sex;
  /** ISO date. */
  readonly birthDate: string;
  /** At grades 4, 6 and 8; `null`: not in the city then. */
  readonly sittings: readonly (Sitting | null)[];
  /** `drawn`: some pupils come late or leave on top of that; `given`: the sittings say it all. */
  readonly moves: 'drawn' | 'given';
}

export interface DrawnLife {
  readonly tests: FitnessTest[];
  /** What nobody can measure, for those who check a model. */
  readonly truth: {
    /** General fitness, standard score. */
    readonly general: number;
    /** Age of peak height velocity, years. */
    readonly spurtAge: number;
    readonly lives: readonly [Lifestyle, Lifestyle, Lifestyle];
  };
}

/** Share of an ability kept over two years, and the spread of what comes instead: together the variance stays 1. */
const KEPT = 0.86;
const MOVED = Math.sqrt(1 - KEPT * KEPT);

/** Draws a pupil and the tests of grades 4, 6 and 8. */
export function drawLife(of: LifeToDraw, chance: Chance): DrawnLife {
  const { sex } = of;
  const growth = drawGrowth(sex, chance);
  const general = chance.normal();
  const lives = livedThrough({ general, sex }, chance);
  const presence = drawPresence(chance);
  const unsteady = Math.exp(0.3 * chance.normal() - 0.045);
  let abilities: readonly number[] = ABILITIES.map(() => chance.normal());
  const response = Math.exp(0.5 * chance.normal() - 0.125);
  const tests: FitnessTest[] = [];
  for (const [n, life] of lives.entries()) {
    // Abilities move on whether the pupil is tested or not; in leaps for a few.
    if (n > 0) abilities = abilities.map((ability) => KEPT * ability + MOVED * chance.heavy());
    const sitting = of.sittings[n] ?? null;
    if (sitting === null || (of.moves === 'drawn' && presence.there[n] !== true)) continue;
    const pupil = { growth, presence, general, abilities, unsteady, response };
    tests.push(testOf({ seed: of.seed, sitting, birthDate: of.birthDate, life, pupil }, chance));
  }
  return { tests, truth: { general, spurtAge: growth.spurtAge, lives } };
}

interface DrawnPupil extends Abilities {
  readonly growth: GrowthTraits;
  readonly presence: Presence;
}

function testOf(
  of: {
    readonly seed: number;
    readonly sitting: Sitting;
    readonly birthDate: string;
    readonly life: Lifestyle;
    readonly pupil: DrawnPupil;
  },
  chance: Chance,
): FitnessTest {
  const { seed, life, pupil } = of;
  const { grade, schoolYear, kind, school } = of.sitting;
  const { sex } = pupil.growth;
  const testedOn = testDayOf({ seed, kind, school, schoolYear });
  const ageMonths = monthsBetween(of.birthDate, testedOn);
  const body = bodyAt(pupil.growth, {
    age: (ageMonths + 0.5) / 12,
    drift: life.drift,
    driftSpread: DRIFT_GAINED[TESTED_GRADES.indexOf(grade)]?.spread ?? 0,
    error: [chance.normal(), chance.normal()],
  });
  const values: { [item in ItemKey]?: number } = {};
  const notMeasured: { [item in ItemKey]?: NotMeasured } = {};
  const away = keptFromTest(chance);
  if (away === null) {
    values.height = body.height;
    values.weight = body.weight;
  } else {
    notMeasured.height = away;
    notMeasured.weight = away;
  }
  const effect = schoolEffect({ seed, kind, school, schoolYear });
  const slack = slackOf(chance);
  for (const item of DRAWN[sex][grade]) {
    const score = scoreOf({ sex, item, body, life, effect, schoolYear, slack, pupil }, chance);
    const reason =
      away ?? keptFromItem({ item, presence: pupil.presence, life, mass: body.massScore }, chance);
    if (reason === null) values[item] = resultOf({ item, grade, sex, score });
    else notMeasured[item] = reason;
  }
  return {
    schoolYear,
    grade,
    sex,
    ageMonths,
    testedOn,
    values,
    notMeasured,
    bloodPressure: away === null ? bloodPressureOf({ sex, body, age: ageMonths / 12 }, chance) : null,
    source: 'import',
  };
}

/** The drawn items of each group, without the body-mass index that height and weight make. */
const DRAWN: Readonly<Record<Sex, Readonly<Record<TestedGrade, readonly DrawnItem[]>>>> = {
  male: drawnOf('male'),
  female: drawnOf('female'),
};

function drawnOf(sex: Sex): Readonly<Record<TestedGrade, readonly DrawnItem[]>> {
  const of = (grade: TestedGrade): readonly DrawnItem[] =>
    itemsOf(grade, sex).flatMap(({ item }) => (item === 'bmi' ? [] : [item]));
  return { '4': of('4'), '6': of('6'), '8': of('8') };
}
