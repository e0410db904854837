import { convert, type Unit } from '@tizhi/contracts';

/** An exact decimal number: `digits / 10 ** places`. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** More digits than any instrument has, few enough to stay exact through scaling. */
const NUMBER = /^([+-]?) *(\d{0,12})(?:\.(\d{1,12}))?$/;
/** `m:ss`, `m:ss.s`, `h:mm:ss`; a minute mark may also be `'`, and a closing `"` may follow the seconds. */
const CLOCK = /^(?:(\d{1,2}):)?(\d{1,3})[:'](\d{2}(?:\.\d{1,3})?)"?$/;

/**
 * Digits as a station prints them; spaces may stand around them and behind the sign. A number that ends
 * with its point was cut off and is none.
 */
export function parseDecimal(text: string): Decimal | undefined {
  const match = NUMBER.exec(text.trim());
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (whole + fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, places: fraction.length };
}

/** A time as a clock shows it, in seconds: `4'05` is 245, `1:35.2` is 95.2. */
export function parseClock(text: string): Decimal | undefined {
  const match = CLOCK.exec(text.trim());
  if (match === null) return undefined;
  const [, hours = '0', minutes = '', seconds = ''] = match;
  const within = parseDecimal(seconds);
  if (within === undefined || Number(seconds) >= 60 || (match[1] !== undefined && Number(minutes) >= 60)) {
    return undefined;
  }
  const before = BigInt(Number(hours) * 3600 + Number(minutes) * 60) * 10n ** BigInt(within.places);
  return { digits: before + within.digits, places: within.places };
}

/** What an instrument shows, in the unit it shows: `printed` times `scale`, converted without dust. */
export function scaledValue(
  printed: Decimal,
  how: { scale: number; from: Unit; to: Unit },
): number | undefined {
  const scale = parseDecimal(plain(how.scale));
  if (scale === undefined) return undefined;
  const exact = Number(`${printed.digits * scale.digits}e-${printed.places + scale.places}`);
  return convert(exact, how.from, how.to);
}

/** The inverse of {@link scaledValue}, as the shortest text: 185 cm is `1.85` in m and `1850` at a scale of 0.1. */
export function printedOf(value: number, how: { scale: number; from: Unit; to: Unit }): string {
  const converted = convert(value, how.to, how.from);
  if (converted === undefined) throw new RangeError(`${how.to} cannot be said in ${how.from}`);
  return plain(Number((converted / how.scale).toPrecision(12)));
}

/** A time in seconds as a clock shows it: 95.2 is `1:35.2`. */
export function clockOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  // A clock is read to the millisecond; 3300.1 - 3300 is not quite 0.1 in binary.
  const rest = plain(Number((seconds - minutes * 60).toFixed(3)));
  return `${minutes}:${/^\d(\.|$)/.test(rest) ? `0${rest}` : rest}`;
}

/** Without an exponent: `1e-7` is `0.0000001`. */
function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}
