import {
  type FitnessHistory,
  type FitnessTest,
  ITEMS,
  type ItemKey,
  type NotMeasured,
  type Sex,
  SubjectId,
  TESTED_GRADES,
  type TestedGrade,
} from '@tizhi/contracts';
import { itemsOf } from '../standard/score-pupil.ts';
import {
  birthOf,
  type City,
  type CityPlace,
  monthsBetween,
  placeOf,
  TESTED_SCHOOL_YEARS,
  testDayOf,
} from './cohort.ts';
import { bloodPressureOf } from './fitness-blood-pressure.ts';
import { Chance } from './fitness-chance.ts';
import { DRIFT_GAINED, type Lifestyle, livedThrough } from './fitness-habits.ts';
import { ABILITIES, type DrawnItem, MAKEUP, MARGINALS } from './fitness-items.ts';
import { drawPresence, keptFromItem, keptFromTest, type Presence } from './fitness-missing.ts';
import { type SchoolEffect, schoolEffect, yearEffect } from './fitness-schools.ts';
import { type Body, bodyAt, drawGrowth, type GrowthTraits } from './growth.ts';

/** One synthetic pupil. Nobody like this lives; the subject begins with `syn-`. */
export interface CityPupil {
  readonly index: number;
  readonly sex: Sex;
  /** ISO date. */
  readonly birthDate: string;
  readonly place: CityPlace;
  readonly history: FitnessHistory;
  /** What nobody can measure, for those who check a model. */
  readonly truth: {
    readonly general: number;
    readonly spurtAge: number;
    readonly lives: readonly [Lifestyle, Lifestyle, Lifestyle];
  };
}

const PUPIL_ABOUT = 1;

/**
 * The pupil of an index, 0 <= index < `city.pupils`, with the tests of grades 4, 6 and 8. Pure and with random
 * access: no other pupil has to be drawn first. What is modelled, from which sources and what is invented:
 * docs/city.md. The process is no linear mixed model on purpose: spurts, switching habits, injuries, programmes
 * that begin in a year, spreads that differ between pupils, heavy tails, floors.
 */
export function cityPupil(city: City, index: number): CityPupil {
  const chance = new Chance({ seed: city.seed, about: PUPIL_ABOUT, index });
  const place = placeOf(city, index);
  const birth = birthOf(place, chance);
  const growth = drawGrowth(birth.sex, chance);
  const general = chance.normal();
  const lives = livedThrough({ general, sex: birth.sex }, chance);
  const presence = drawPresence(chance);
  const pupil: Drawn = {
    growth,
    general,
    // Some pupils are the same every day, some never; invented.
    unsteady: Math.exp(0.3 * chance.normal() - 0.045),
    abilities: ABILITIES.map(() => chance.normal()),
    response: Math.exp(0.5 * chance.normal() - 0.125),
    presence,
  };
  const tests: FitnessTest[] = [];
  for (const [n, grade] of TESTED_GRADES.entries()) {
    // Abilities move on whether the pupil is tested or not; in leaps for a few.
    if (n > 0) pupil.abilities = pupil.abilities.map((ability) => KEPT * ability + MOVED * chance.heavy());
    const life = lives[n];
    if (life === undefined || presence.there[n] !== true) continue;
    tests.push(testOf({ city, place, birthDate: birth.date, grade, life, pupil, chance }));
  }
  return {
    index,
    sex: birth.sex,
    birthDate: birth.date,
    place,
    history: { subject: SubjectId.parse(`syn-${index}`), tests },
    truth: { general, spurtAge: growth.spurtAge, lives },
  };
}

/** Share of an ability kept over two years, and the spread of what comes instead: together the variance stays 1. */
const KEPT = 0.86;
const MOVED = Math.sqrt(1 - KEPT * KEPT);

interface Drawn {
  readonly growth: GrowthTraits;
  readonly general: number;
  readonly unsteady: number;
  abilities: readonly number[];
  readonly response: number;
  readonly presence: Presence;
}

interface OneTest {
  readonly city: City;
  readonly place: CityPlace;
  readonly birthDate: string;
  readonly grade: TestedGrade;
  readonly life: Lifestyle;
  readonly pupil: Drawn;
  readonly chance: Chance;
}

function testOf(of: OneTest): FitnessTest {
  const { city, place, grade, life, pupil, chance } = of;
  const { sex } = pupil.growth;
  const schoolYear = place.firstSchoolYear + TESTED_SCHOOL_YEARS[grade];
  const middle = grade === '8';
  const school = middle ? place.middleSchool : place.primarySchool;
  const testedOn = testDayOf(city, { school, middle: middle ? 1 : 0, schoolYear });
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
  const effect = schoolEffect({ seed: city.seed, kind: middle ? 'middle' : 'primary', school, schoolYear });
  const slack = slackOf(chance);
  for (const item of DRAWN[sex][grade]) {
    const score = scoreOf({ item, body, life, effect, schoolYear, slack, pupil }, chance);
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
const DRAWN = {
  male: drawnOf('male'),
  female: drawnOf('female'),
} satisfies Readonly<Record<Sex, unknown>>;

function drawnOf(sex: Sex): Readonly<Record<TestedGrade, readonly DrawnItem[]>> {
  const of = (grade: TestedGrade): readonly DrawnItem[] =>
    itemsOf(grade, sex).flatMap(({ item }) => (item === 'bmi' ? [] : [item]));
  return { '4': of('4'), '6': of('6'), '8': of('8') };
}

/** A day on which a pupil does not try: 4 %, felt in the long run and in repetitions. */
const SLACK_SHARE = 0.04;
const slackOf = (chance: Chance): number =>
  chance.share() < SLACK_SHARE ? 0.5 - 0.8 * Math.log(1 - chance.share()) : 0;
const HEAVY_FROM = 0.2;
/** Weight is lifted and carried: each further standard score costs more than the one before. */
const HEAVY_POWER = 1.25;

function scoreOf(
  of: {
    readonly item: DrawnItem;
    readonly body: Body;
    readonly life: Lifestyle;
    readonly effect: SchoolEffect;
    readonly schoolYear: number;
    readonly slack: number;
    readonly pupil: Drawn;
  },
  chance: Chance,
): number {
  const { body, life, effect, pupil } = of;
  const makeup = MAKEUP[of.item];
  const { ability } = makeup;
  const beyond = Math.max(0, body.massScore - HEAVY_FROM) ** HEAVY_POWER;
  const thin = makeup.heavy > 0 ? Math.max(0, -1.2 - body.massScore) * 0.25 : 0;
  const school = effect.general + (effect.strong === ability ? effect.strength : 0);
  const programme = effect.programme === ability ? effect.programmeEffect * pupil.response : 0;
  const tries = ability === 'endurance' || ability === 'strength' || ability === 'skill';
  return (
    makeup.general * pupil.general +
    makeup.own * (pupil.abilities[ABILITIES.indexOf(ability)] ?? 0) +
    makeup.training * life.training +
    makeup.maturity[pupil.growth.sex] * body.maturity +
    makeup.tall * body.heightScore -
    makeup.heavy * beyond -
    thin -
    makeup.injury * life.injury -
    (tries ? of.slack : 0) +
    school +
    programme +
    yearEffect(of.schoolYear, ability) +
    makeup.noise * pupil.unsteady * chance.heavy()
  );
}

/** A standard score as a stored result: rounded as stored and inside the legal range. */
function resultOf(of: {
  readonly item: DrawnItem;
  readonly grade: TestedGrade;
  readonly sex: Sex;
  readonly score: number;
}): number {
  const marginal = MARGINALS[of.grade][of.sex][of.item];
  if (marginal === undefined) throw new Error(`no marginal of ${of.item} for ${of.sex} ${of.grade}`);
  const { middle, spread } = marginal;
  const { min, max, decimals, unit } = ITEMS[of.item];
  const raw = unit === 's' ? middle * Math.exp(-spread * of.score) : middle + spread * of.score;
  // A repetition counts when it is whole; a time and a length go to the nearest stored step.
  const stored =
    decimals === 1 ? Math.round(raw * 10) / 10 : unit === 'count' ? Math.floor(raw) : Math.round(raw);
  return Math.min(max, Math.max(min, stored)) + 0;
}
