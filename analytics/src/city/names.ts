import type { Sex } from '@tizhi/contracts';
import { FIRST_SIGNS, JOINED_PARTS, POPULAR, RARE_SIGNS, SECOND_SIGNS, SURNAMES } from './names-data.ts';

/** A number from 0 to below 1. */
export type Chance = () => number;

const SHARES = [...SURNAMES.matchAll(/(\D+?)(\d+)\s?/g)].map(
  ([, surname, share]) => [surname?.trim() ?? '', Number(share)] as const,
);
/** The commonest given names are a fifth of all; the rest is composed. */
const POPULAR_SHARE = 0.22;
const SINGLE_SHARE = 0.08;
const RARE_SHARE = 0.02;
const JOINED_SHARE = 0.003;
/** Rarer than the listed ones: any listed surname, drawn evenly, stands in for the long tail. */
const TAIL_SHARE = 0.06;

const CUMULATED: readonly number[] = SHARES.map(
  (
    (sum) =>
    ([, share]) => {
      sum += share;
      return sum;
    }
  )(0),
);
const TOTAL = CUMULATED.at(-1) ?? 1;

export function drawSurname(chance: Chance): string {
  if (chance() < TAIL_SHARE) return pick(SHARES, chance)[0];
  const at = chance() * TOTAL;
  let [low, high] = [0, SHARES.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((CUMULATED[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return SHARES[low]?.[0] ?? '王';
}

const LISTS = {
  popular: { male: POPULAR.male.split(' '), female: POPULAR.female.split(' ') },
  first: { male: [...FIRST_SIGNS.male], female: [...FIRST_SIGNS.female] },
  second: { male: [...SECOND_SIGNS.male], female: [...SECOND_SIGNS.female] },
  rare: [...RARE_SIGNS],
} as const;

/** The given name of a pupil; parts of a twin's are kept where `like` is given. */
export function drawGivenName(sex: Sex, chance: Chance, like?: string): string {
  const signs = [...(like ?? '')];
  if (signs.length === 2) {
    const kind = chance();
    if (kind < 0.55) return (signs[0] ?? '') + another(LISTS.second[sex], signs[1] ?? '', chance);
    if (kind < 0.75) return another(LISTS.first[sex], signs[0] ?? '', chance) + (signs[1] ?? '');
  }
  const kind = chance();
  if (kind < POPULAR_SHARE) return headed(LISTS.popular[sex], chance);
  if (kind < POPULAR_SHARE + SINGLE_SHARE) return headed(LISTS.second[sex], chance);
  if (kind < POPULAR_SHARE + SINGLE_SHARE + RARE_SHARE)
    return headed(LISTS.first[sex], chance) + pick(LISTS.rare, chance);
  return headed(LISTS.first[sex], chance) + headed(LISTS.second[sex], chance);
}

export const isJoined = (chance: Chance): boolean => chance() < JOINED_SHARE;

export const drawJoinedName = (chance: Chance): string =>
  `${pick(JOINED_PARTS.given, chance)}·${pick(JOINED_PARTS.family, chance)}`;

export const pick = <T>(from: readonly T[], chance: Chance): T =>
  from[Math.floor(chance() * from.length)] as T;

/** The first are drawn more often: the place goes with the square of chance. */
const headed = <T>(from: readonly T[], chance: Chance): T =>
  from[Math.floor(chance() * chance() * from.length)] as T;

function another(from: readonly string[], than: string, chance: Chance): string {
  const drawn = headed(from, chance);
  return drawn === than ? (from[(from.indexOf(drawn) + 1) % from.length] ?? drawn) : drawn;
}
