import type { Sex, TestedGrade } from '@tizhi/contracts';
import { seededChance } from '../linkage/seeded-chance.ts';
import { type Chance, drawGivenName, drawJoinedName, drawSurname, isJoined } from './names.ts';
import { nationalNumber, temporaryNumber } from './people-numbers.ts';
import { type CitySchools, citySchools, type SchoolPlace } from './people-schools.ts';

/** One test of one synthetic pupil, as an error-free national file would say it. */
export interface CityTest {
  readonly synthetic: true;
  /** Who it really is, from 0: what linkage has to find out. */
  readonly pupil: number;
  readonly schoolYear: number;
  readonly grade: TestedGrade;
  readonly school: string;
  readonly classNumber: number;
  readonly name: string;
  /** ISO. */
  readonly birthDate: string;
  readonly sex: Sex;
  readonly studentNumber: string;
}

export interface CityOptions {
  readonly pupils: number;
  readonly seed: number;
  /** Pupils are spread over so many neighbouring years of birth. */
  readonly cohorts?: number;
  /** School year of the first cohort's grade 4. */
  readonly firstYear?: number;
}

/** How lives go; shares of pupils, plausible and not measured. */
export const LIVES = {
  twinBirths: 0.015,
  twinsOfOneSex: 0.67,
  /** Changes the school within the city between grades 4 and 6. */
  movesWithinCity: 0.04,
  /** Came after grade 4, left after it, left after grade 6, missed one test. */
  cameLate: 0.02,
  leftEarly: 0.02,
  leftLate: 0.03,
  missedTest: 0.01,
  newClass: 0.06,
  temporaryNumber: 0.02,
  /** The number changes for good between two tests. */
  numberChanges: 0.008,
  nameChanges: 0.002,
  aYearOlder: 0.03,
} as const;

/** Every test of a synthetic city, pupil by pupil; the same for the same options. */
export function* cityTests(options: CityOptions): Generator<CityTest> {
  const { pupils, seed, cohorts = 1, firstYear = 2020 } = options;
  const chance = seededChance(seed);
  const ofCohort = Math.ceil(pupils / cohorts);
  let pupil = 0;
  for (let cohort = 0; cohort < cohorts; cohort += 1) {
    const schools = citySchools(ofCohort);
    let twin: Person | undefined;
    for (let n = 0; n < ofCohort && pupil < pupils; n += 1, pupil += 1) {
      const person: Person =
        twin === undefined ? drawPerson(firstYear + cohort, pupil, chance) : twinOf(twin, chance);
      twin = twin === undefined && chance() < LIVES.twinBirths ? person : undefined;
      yield* testsOf({ person, pupil, n, schools, firstYear: firstYear + cohort, chance });
    }
  }
}

interface Person {
  readonly surname: string;
  readonly given: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly order: number;
}

function drawPerson(year: number, pupil: number, chance: Chance): Person {
  const sex = chance() < 0.53 ? 'male' : 'female';
  const older = chance() < LIVES.aYearOlder ? 1 : 0;
  const day = Date.UTC(year - 10 - older, 8, 1) + Math.floor(chance() * 365) * 86_400_000;
  const birthDate = new Date(day).toISOString().slice(0, 10);
  const order = pupil % 499;
  if (isJoined(chance)) return { surname: '', given: drawJoinedName(chance), sex, birthDate, order };
  return { surname: drawSurname(chance), given: drawGivenName(sex, chance), sex, birthDate, order };
}

function twinOf(first: Person, chance: Chance): Person {
  const other = first.sex === 'male' ? 'female' : 'male';
  const sex = chance() < LIVES.twinsOfOneSex ? first.sex : other;
  const given = first.surname === '' ? drawJoinedName(chance) : drawGivenName(sex, chance, first.given);
  return { ...first, given, sex, order: first.order + 1 };
}

function* testsOf(of: {
  readonly person: Person;
  readonly pupil: number;
  readonly n: number;
  readonly schools: CitySchools;
  readonly firstYear: number;
  readonly chance: Chance;
}): Generator<CityTest> {
  const { person, pupil, n, schools, firstYear, chance } = of;
  let primary = schools.primaryOf(n);
  const kind = chance();
  const late = kind < LIVES.cameLate;
  const leftEarly = !late && kind < LIVES.cameLate + LIVES.leftEarly;
  const leftLate = !late && !leftEarly && kind < LIVES.cameLate + LIVES.leftEarly + LIVES.leftLate;
  const steady = nationalNumber(person, chance);
  let number = chance() < LIVES.temporaryNumber ? temporaryNumber(chance) : steady;
  let given = person.given;
  for (const grade of ['4', '6', '8'] as const) {
    if (grade !== '4') {
      if (number !== steady && chance() < 0.4) number = steady;
      else if (chance() < LIVES.numberChanges) number = temporaryNumber(chance);
      if (chance() < LIVES.nameChanges) given = drawGivenName(person.sex, chance, given);
    }
    if (grade === '6') primary = movedPrimary(primary, schools, chance);
    const place = grade === '8' ? schools.junior(primary.school, chance) : primary;
    const away = (grade === '4' && late) || (grade !== '4' && leftEarly) || (grade === '8' && leftLate);
    if (away || chance() < LIVES.missedTest) continue;
    yield {
      synthetic: true,
      pupil,
      schoolYear: firstYear + Number(grade) - 4,
      grade,
      school: place.name,
      classNumber: place.classNumber,
      name: person.surname + given,
      birthDate: person.birthDate,
      sex: person.sex,
      studentNumber: number,
    };
  }
}

function movedPrimary(primary: SchoolPlace, schools: CitySchools, chance: Chance): SchoolPlace {
  if (chance() < LIVES.movesWithinCity) return schools.otherPrimary(chance);
  if (chance() >= LIVES.newClass) return primary;
  return { ...primary, classNumber: 1 + Math.floor(chance() * 3) };
}
