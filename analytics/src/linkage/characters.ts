import { FIRST_READINGS, FOLDS, OTHER_READINGS } from './generated/characters.ts';

/** Readings of the characters of names, and which character a variant stands for (Unihan; see docs/linkage.md). */

const FOLD_OF: ReadonlyMap<string, string> = new Map(pairs([...FOLDS]).filter(([from, to]) => from !== to));
const FIRST: ReadonlyMap<string, string> = new Map(
  syllables(FIRST_READINGS).flatMap(([syllable, signs]) => signs.map((sign) => [sign, syllable] as const)),
);
const OTHERS = new Map<string, string[]>();
for (const [syllable, signs] of syllables(OTHER_READINGS))
  for (const sign of signs) OTHERS.set(sign, [...(OTHERS.get(sign) ?? []), syllable]);

function pairs(signs: readonly string[]): (readonly [string, string])[] {
  return Array.from(
    { length: signs.length / 2 },
    (_, n) => [signs[2 * n] ?? '', signs[2 * n + 1] ?? ''] as const,
  );
}

function syllables(text: string): (readonly [string, readonly string[]])[] {
  return text.split(' ').map((word) => {
    const syllable = /^[a-z]+/.exec(word)?.[0] ?? '';
    return [syllable, [...word.slice(syllable.length)]] as const;
  });
}

/** 張 and 张 are 张, 喆 is 哲; every other character is itself. */
export const foldCharacter = (sign: string): string => FOLD_OF.get(sign) ?? sign;

/** The toneless main reading (`zhang`); an unknown character is its own. */
export const readingOf = (sign: string): string => {
  const folded = foldCharacter(sign);
  return FIRST.get(sign) ?? FIRST.get(folded) ?? folded;
};

/** Every reading, the main one first. */
export const readingsOf = (sign: string): readonly string[] => [
  readingOf(sign),
  ...(OTHERS.get(sign) ?? OTHERS.get(foldCharacter(sign)) ?? []),
];

/** Two characters have a reading in common (tones aside): 单 and 善, 乐 and 月. */
export function soundAlike(a: string, b: string): boolean {
  if (readingOf(a) === readingOf(b)) return true;
  const others = new Set(readingsOf(b));
  return readingsOf(a).some((reading) => others.has(reading));
}

/** A reading with what many speakers do not tell apart made one: zh/z, ch/c, sh/s, l/n, -ng/-n. */
export const looseReading = (reading: string): string =>
  /^[a-z]+$/.test(reading)
    ? reading
        .replace(/^([zcs])h/, '$1')
        .replace(/^l/, 'n')
        .replace(/ng$/, 'n')
    : reading;

/** Characters by their main reading, for whoever makes up homophones. */
export const homophonesOf = (sign: string): readonly string[] =>
  (BY_READING.get(readingOf(sign)) ?? []).filter((other) => other !== sign);

/** Characters that fold to this one. */
export const variantsOf = (sign: string): readonly string[] => VARIANTS.get(sign) ?? [];

const BY_READING: ReadonlyMap<string, readonly string[]> = new Map(syllables(FIRST_READINGS));
const VARIANTS = new Map<string, string[]>();
for (const [from, to] of FOLD_OF) VARIANTS.set(to, [...(VARIANTS.get(to) ?? []), from]);
