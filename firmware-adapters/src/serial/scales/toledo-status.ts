import type { MassUnit, Weighing } from './weighing.ts';

/*
 * Toledo continuous output (Mettler-Toledo 8142, IND and 8510 manuals, "continuous output"): STX, three status words,
 * six digits of weight, six of tare, CR, and a checksum where it is switched on. Bit 5 of a status word is always 1 and
 * bit 6 always 0, so that no status word is a control character.
 */

/** Status word A, bits 0-2: the place of the point as a power of ten. 1: x10, 2: x1, 3: x0.1 ... 7: x0.00001. */
const pointOf = (a: number): number => 2 - (a & 0b111);
/** Status word C, bits 0-2, where they are not 0 (0: lb or kg, by bit 4 of B). */
const OTHER_UNITS: readonly (MassUnit | undefined)[] = [undefined, 'g'];

export interface StatusWords {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Bits of status word B. */
const B = { net: 1, negative: 2, overload: 4, motion: 8, kg: 16, always: 32, noZero: 64 } as const;

/** The weighing of six digits under these status words; `undefined` where a word cannot be one. */
export function weighingOfStatus({ a, b, c }: StatusWords, digits: string): Weighing | undefined {
  const fixed = (word: number): boolean => (word & B.always) !== 0 && (word & 0x80) === 0;
  if (![a, b, c].every(fixed)) return undefined;
  const other = c & 0b111;
  const unit = other === 0 ? ((b & B.kg) === 0 ? 'lb' : 'kg') : OTHER_UNITS[other];
  if (unit === undefined || !/^ *\d+$/.test(digits)) return undefined;
  const magnitude = Number(`${digits.trim()}e${pointOf(a)}`);
  const mode = (b & B.net) === 0 ? 'gross' : 'net';
  if ((b & B.overload) !== 0) return { shown: null, unit, state: 'overload', mode };
  // Before the scale has found its zero after power-up it shows numbers without a meaning.
  const moving = (b & (B.motion | B.noZero)) !== 0;
  const shown = (b & B.negative) === 0 ? magnitude : -magnitude;
  return { shown, unit, state: moving ? 'unstable' : 'stable', mode };
}

/** The status words and digits that say a weight in kg with two decimals. */
export function statusOf({ shown, state }: Weighing): {
  readonly words: StatusWords;
  readonly digits: string;
} {
  const hundredths = Math.round((shown ?? 0) * 100);
  if (shown !== null && hundredths / 100 !== shown) throw new RangeError(`${shown} kg is finer than 0.01 kg`);
  const flags = state === 'overload' ? B.overload : state === 'unstable' ? B.motion : 0;
  const words = { a: 0x20 | 0b01_100, b: B.always | B.kg | flags, c: 0x20 };
  return { words, digits: String(hundredths).padStart(6) };
}
