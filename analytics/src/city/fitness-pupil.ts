import { type FitnessHistory, type Sex, SubjectId, TESTED_GRADES } from '@tizhi/contracts';
import { birthOf, type City, type CityPlace, placeOf, TESTED_SCHOOL_YEARS } from './cohort.ts';
import { Chance } from './fitness-chance.ts';
import { type DrawnLife, drawLife, type Sitting } from './fitness-history.ts';

/** One synthetic pupil. Nobody like this lives; the subject begins with `syn-`. */
export interface CityPupil {
  readonly index: number;
  readonly sex: Sex;
  /** ISO date. */
  readonly birthDate: string;
  readonly place: CityPlace;
  readonly history: FitnessHistory;
  readonly truth: DrawnLife['truth'];
}

const ABOUT_PUPIL = 1;
const ABOUT_GIVEN = 2;

/**
 * The pupil of an index, 0 <= index < `city.pupils`, with the tests of grades 4, 6 and 8. Pure and with random
 * access: no other pupil has to be drawn first. What is modelled, from which sources and what is invented:
 * docs/city.md. The process is no linear mixed model on purpose: spurts, switching habits, injuries, programmes
 * that begin in a year, spreads that differ between pupils, heavy tails, floors.
 */
export function cityPupil(city: City, index: number): CityPupil {
  const chance = new Chance({ seed: city.seed, about: ABOUT_PUPIL, index });
  const place = placeOf(city, index);
  const birth = birthOf(place, chance);
  const sittings = TESTED_GRADES.map((grade): Sitting => {
    const schoolYear = place.firstSchoolYear + TESTED_SCHOOL_YEARS[grade];
    return grade === '8'
      ? { grade, schoolYear, kind: 'middle', school: place.middleSchool }
      : { grade, schoolYear, kind: 'primary', school: place.primarySchool };
  });
  const { tests, truth } = drawLife(
    { seed: city.seed, sex: birth.sex, birthDate: birth.date, sittings, moves: 'drawn' },
    chance,
  );
  return {
    index,
    sex: birth.sex,
    birthDate: birth.date,
    place,
    history: { subject: SubjectId.parse(`syn-${index}`), tests },
    truth,
  };
}

/** The same process for a person who is already known: sex, birth date, and where each test was sat. */
export function resultsOf(person: {
  readonly seed: number;
  readonly index: number;
  readonly sex: Sex;
  readonly birthDate: string;
  /** At grades 4, 6 and 8; `null`: no test. */
  readonly sittings: readonly (Sitting | null)[];
}): DrawnLife {
  const chance = new Chance({ seed: person.seed, about: ABOUT_GIVEN, index: person.index });
  return drawLife({ ...person, moves: 'given' }, chance);
}
