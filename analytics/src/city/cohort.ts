import type { Sex, TestedGrade } from '@tizhi/contracts';
import { Chance } from './fitness-chance.ts';

/** A synthetic city. The same numbers are the same city, pupil for pupil. */
export interface City {
  readonly seed: number;
  /** Pupils of all cohorts together. */
  readonly pupils: number;
  /** School year, by its first calendar year, in which the youngest cohort is in grade 8. */
  readonly lastSchoolYear: number;
  /** Cohorts, one a year; pupils are shared among them evenly. */
  readonly cohorts: number;
}

export const DEFAULT_COHORTS = 5;
export const DEFAULT_LAST_SCHOOL_YEAR = 2025;

/** Where a pupil stands before anything is measured. */
export interface CityPlace {
  /** 0-based; the oldest cohort is 0. */
  readonly cohort: number;
  /** School year of the grade-4 test. */
  readonly firstSchoolYear: number;
  /** A district's primaries feed its own middle schools. */
  readonly district: number;
  /** Numbers of schools, 0-based over the city. */
  readonly primarySchool: number;
  readonly middleSchool: number;
  /** Class number in the primary school and in the middle school, from 1. */
  readonly primaryClass: number;
  readonly middleClass: number;
}

/** A district's year: 5 primaries of 120 pupils a year feed 3 middle schools of 200. Invented, round numbers. */
export const DISTRICT = { pupils: 600, primaries: 5, middles: 3 } as const;
const PER_PRIMARY = DISTRICT.pupils / DISTRICT.primaries;
const PER_MIDDLE = DISTRICT.pupils / DISTRICT.middles;
const CLASS_SIZE = 40;
/** Without a common divisor with a district's pupils: mixes primary classes over the middle schools. */
const MIX = 247;

export const TESTED_SCHOOL_YEARS = { '4': 0, '6': 2, '8': 4 } as const satisfies Record<TestedGrade, number>;

/** Pupils of a cohort; the first ones take the rest. */
export const cohortSize = (city: City, cohort: number): number =>
  Math.floor(city.pupils / city.cohorts) + (cohort < city.pupils % city.cohorts ? 1 : 0);

export const districtsOf = (city: City): number => Math.ceil(cohortSize(city, 0) / DISTRICT.pupils);

/** Index of the pupil who has a seat (0-based) of a district's year, or `undefined` past the cohort's end. */
export function pupilAt(
  city: City,
  seat: { readonly cohort: number; readonly district: number; readonly seat: number },
): number | undefined {
  const within = seat.district * DISTRICT.pupils + seat.seat;
  return within < cohortSize(city, seat.cohort) ? within * city.cohorts + seat.cohort : undefined;
}

/** The place of a pupil, 0 <= index < `city.pupils`: arithmetic only, so that any pupil can be asked for. */
export function placeOf(city: City, index: number): CityPlace {
  const cohort = index % city.cohorts;
  const within = Math.floor(index / city.cohorts);
  const district = Math.floor(within / DISTRICT.pupils);
  const seat = within % DISTRICT.pupils;
  const mixed = (seat * MIX + cohort) % DISTRICT.pupils;
  return {
    cohort,
    firstSchoolYear: city.lastSchoolYear - TESTED_SCHOOL_YEARS['8'] - (city.cohorts - 1 - cohort),
    district,
    primarySchool: district * DISTRICT.primaries + Math.floor(seat / PER_PRIMARY),
    middleSchool: district * DISTRICT.middles + Math.floor(mixed / PER_MIDDLE),
    primaryClass: Math.floor((seat % PER_PRIMARY) / CLASS_SIZE) + 1,
    middleClass: Math.floor((mixed % PER_MIDDLE) / CLASS_SIZE) + 1,
  };
}

/** What a birth certificate says. 53.5 % boys: births of the 2010s in China, roughly (low strength). */
export interface Birth {
  readonly sex: Sex;
  /** ISO date between 1 September and 31 August, as entering school at 6 means. */
  readonly date: string;
}

const DAY_MS = 86_400_000;
const BOYS = 0.535;
const AGE_AT_GRADE_4 = 9;

export function birthOf(place: CityPlace, chance: Chance): Birth {
  const sex = chance.share() < BOYS ? 'male' : 'female';
  const firstYear = place.firstSchoolYear - AGE_AT_GRADE_4 - 1;
  const day = Date.UTC(firstYear, 8, 1) + chance.below(365) * DAY_MS;
  return { sex, date: new Date(day).toISOString().slice(0, 10) };
}

/** The day a school tests a grade: some day from mid-September to the end of November, one for the whole grade. */
export function testDayOf(of: {
  readonly seed: number;
  readonly kind: 'primary' | 'middle';
  readonly school: number;
  readonly schoolYear: number;
}): string {
  const about = of.kind === 'middle' ? 72 : 71;
  const chance = new Chance({ seed: of.seed, about, index: of.school * 64 + (of.schoolYear % 64) });
  const day = Date.UTC(of.schoolYear, 8, 12) + chance.below(80) * DAY_MS;
  return new Date(day).toISOString().slice(0, 10);
}

/** Full months between two ISO dates. */
export function monthsBetween(from: string, to: string): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7));
  return Number(to.slice(8)) < Number(from.slice(8)) ? months - 1 : months;
}
