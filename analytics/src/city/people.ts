import type { IdentityText } from './corruption-kinds.ts';
import type { CityTest } from './people-lives.ts';

export {
  type Corrupted,
  type CorruptionMix,
  corrupter,
  EVEN_MIX,
  HARSH_MIX,
  USUAL_MIX,
} from './corruption.ts';
export {
  CORRUPTION_KINDS,
  type CorruptionId,
  type CorruptionKind,
  type IdentityText,
} from './corruption-kinds.ts';
export { type CityOptions, type CityTest, cityTests, LIVES } from './people-lives.ts';

const YEAR_NAMES = { '4': '四', '6': '六', '8': '八' } as const;

/** The identity cells of a test as a national file writes them. */
export const identityText = (test: CityTest): IdentityText => ({
  number: test.studentNumber,
  name: test.name,
  birthDate: test.birthDate,
  sex: test.sex === 'male' ? '1' : '2',
  school: test.school,
  className: `${YEAR_NAMES[test.grade]}年级(${test.classNumber})班`,
});
