import { looseReading, readingOf, soundAlike } from './characters.ts';
import { NAME } from './levels.ts';
import type { NameTable } from './name-table.ts';

/**
 * The level at which two names (ids of the table) agree, the strongest first: written alike, variant characters
 * (張/张), homophones (梓萱/子轩), swapped order, near homophones (陈/程), one character else, one character more
 * or less, only the given name or only the surname.
 */
export function compareNames(names: NameTable, a: number, b: number): number {
  if (a === b) return NAME.same;
  if (names.foldedId[a] === names.foldedId[b]) return NAME.variant;
  if (names.soundId[a] === names.soundId[b]) return NAME.homophone;
  if (names.bagId[a] === names.bagId[b]) return NAME.swapped;
  if (names.looseId[a] === names.looseId[b]) return NAME.nearHomophone;
  const sameSurname = names.surnameId[a] === names.surnameId[b];
  const sameGiven = names.givenId[a] === names.givenId[b];
  const left = names.folded[a] ?? '';
  const right = names.folded[b] ?? '';
  // Most pairs share no character: this settles them without a closer look.
  if (!sameSurname && !sameGiven && !shareSign(left, right)) return NAME.different;
  const close = closeLevel([...left], [...right]);
  if (close !== undefined && close !== NAME.oneCharacter) return close;
  if (close === NAME.oneCharacter && !sameGiven) {
    // Of a name with one character after the surname, another one is the whole given name.
    if (left.length - (names.surnameLength[a] ?? 1) > 1) return close;
  }
  if (sameGiven && left.length > 2) return NAME.given;
  if (sameSurname) return NAME.surname;
  return sameGiven ? NAME.given : NAME.different;
}

function shareSign(a: string, b: string): boolean {
  for (let at = 0; at < a.length; at += 1) if (b.includes(a[at] ?? '')) return true;
  return false;
}

function closeLevel(a: readonly string[], b: readonly string[]): number | undefined {
  if (Math.abs(a.length - b.length) === 1) {
    const [short, long] = a.length < b.length ? [a, b] : [b, a];
    return short.length >= 2 && isPartOf(short, long) ? NAME.dropped : undefined;
  }
  if (a.length !== b.length) return undefined;
  const unlike = a.flatMap((sign, at) => (sign === b[at] ? [] : [[sign, b[at] ?? ''] as const]));
  if (unlike.every(([x, y]) => soundAlike(x, y))) return NAME.homophone;
  if (unlike.every(([x, y]) => soundAlike(x, y) || looseReading(readingOf(x)) === looseReading(readingOf(y))))
    return NAME.nearHomophone;
  return unlike.length === 1 ? NAME.oneCharacter : undefined;
}

/** The characters of `short` stand in `long` in their order. */
function isPartOf(short: readonly string[], long: readonly string[]): boolean {
  let at = 0;
  for (const sign of long) if (sign === short[at]) at += 1;
  return at === short.length;
}
