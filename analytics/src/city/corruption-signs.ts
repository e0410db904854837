import { homophonesOf, looseReading, readingOf } from '../linkage/characters.ts';
import { FIRST_SIGNS, SECOND_SIGNS } from './names-data.ts';

const SIGNS = [
  ...new Set(Object.values({ ...FIRST_SIGNS, more: SECOND_SIGNS.male, other: SECOND_SIGNS.female }).join('')),
];

/** Characters of names that only careful speakers tell from this one: 陈 and 程, 林 and 宁. */
export const homophonesAlike = (sign: string): readonly string[] => {
  const reading = readingOf(sign);
  const same = new Set(homophonesOf(sign));
  return SIGNS.filter(
    (other) => other !== sign && !same.has(other) && looseReading(readingOf(other)) === looseReading(reading),
  );
};
