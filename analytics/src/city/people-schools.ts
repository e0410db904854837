import type { Chance } from './names.ts';

export const CLASS_SIZE = 40;
const CLASSES_OF_PRIMARY = 3;
const CLASSES_OF_JUNIOR = 6;
/** Where pupils of a primary school go: its own junior school, the neighbouring one, any. */
const OWN_JUNIOR = 0.6;
const NEXT_JUNIOR = 0.25;

/** The schools of one cohort's city: pupils of a primary school mostly move on to one of two junior schools. */
export interface CitySchools {
  /** Where the n-th pupil of the cohort sits in grade 4. */
  primaryOf(n: number): SchoolPlace;
  /** A primary school after a move within the city. */
  otherPrimary(chance: Chance): SchoolPlace;
  junior(primary: number, chance: Chance): SchoolPlace;
}

export interface SchoolPlace {
  readonly school: number;
  readonly name: string;
  readonly classNumber: number;
}

export function citySchools(pupils: number): CitySchools {
  const primaries = Math.max(2, Math.ceil(pupils / (CLASS_SIZE * CLASSES_OF_PRIMARY)));
  const juniors = Math.max(2, Math.ceil(pupils / (CLASS_SIZE * CLASSES_OF_JUNIOR)));
  const primary = (school: number, classNumber: number): SchoolPlace => ({
    school,
    name: `合成第${school + 1}小学`,
    classNumber,
  });
  return {
    primaryOf: (n) =>
      primary(
        Math.floor(n / (CLASS_SIZE * CLASSES_OF_PRIMARY)),
        1 + (Math.floor(n / CLASS_SIZE) % CLASSES_OF_PRIMARY),
      ),
    otherPrimary: (chance) =>
      primary(Math.floor(chance() * primaries), 1 + Math.floor(chance() * CLASSES_OF_PRIMARY)),
    junior(from, chance) {
      const kind = chance();
      const own = Math.floor((from * juniors) / primaries);
      const school =
        kind < OWN_JUNIOR
          ? own
          : kind < OWN_JUNIOR + NEXT_JUNIOR
            ? (own + 1) % juniors
            : Math.floor(chance() * juniors);
      return {
        school: primaries + school,
        name: `合成第${school + 1}中学`,
        classNumber: 1 + Math.floor(chance() * CLASSES_OF_JUNIOR),
      };
    },
  };
}
