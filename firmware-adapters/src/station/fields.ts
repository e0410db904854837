import { type Doubt, ITEMS, type MeasurementReading, type Rejected } from '@tizhi/contracts';
import type { StationValues } from '../device.ts';
import { clockOf, parseClock, parseDecimal, printedOf, scaledValue } from './decimal.ts';
import type { Field } from './station-shape.ts';

type Reason = Rejected['reason'];
type ValueField = Extract<Field, { is: 'value' }>;
type TagField = Extract<Field, { is: 'tag' }>;

/** A card or bib number: printable characters, as contracts allow a tag. */
const TAG = /^[\x20-\x7e]{1,64}$/;

const isWord = (text: string, words: readonly (string | number)[]): boolean =>
  words.some((word) => String(word).trim() === text.trim());

/** Whether the texts can be this station's: its fixed words stand there, and its tag is one. */
export const fitsFields = (fields: readonly Field[], texts: readonly string[]): boolean =>
  fields.every((field, i) => {
    const text = texts[i] ?? '';
    if (field.is === 'constant') return isWord(text, [field.equals]);
    return field.is !== 'tag' || readTag(field, text) !== undefined;
  });

/** What the fields' texts say: one reading a value, or why the frame says nothing. */
export function readFields(
  fields: readonly Field[],
  texts: readonly string[],
): readonly MeasurementReading[] | Reason {
  const found = fields.map((field, i) => ({ field, text: texts[i] ?? '' }));
  let tag: string | null = null;
  let doubt: Doubt | null = null;
  for (const { field, text } of found) {
    if (field.is === 'constant' && !isWord(text, [field.equals])) return 'unknown_format';
    if (field.is === 'flag' && isWord(text, field.when)) doubt ??= field.doubt;
    if (field.is !== 'tag') continue;
    const read = readTag(field, text);
    if (read === undefined) return 'unknown_format';
    tag = read;
  }
  const readings: MeasurementReading[] = [];
  for (const { field, text } of found) {
    if (field.is !== 'value') continue;
    const reading = readValue({ field, text, doubt });
    if (typeof reading === 'string') return reading;
    readings.push({ ...reading, tag });
  }
  return readings;
}

function readTag({ leadingZeros, none }: TagField, text: string): string | null | undefined {
  const printed = text.trim();
  const tag = leadingZeros === 'strip' ? printed.replace(/^0+(?=.)/, '') : printed;
  if (tag === '' || isWord(printed, none) || isWord(tag, none)) return null;
  return TAG.test(tag) ? tag : undefined;
}

function readValue(found: {
  readonly field: ValueField;
  readonly text: string;
  readonly doubt: Doubt | null;
}): MeasurementReading | Reason {
  const { field, text, doubt } = found;
  const missing = isWord(text, field.none);
  const read = missing ? null : legalValue(field, text);
  // A frame that says itself it is not to be trusted (overload prints no number) is heard, without one.
  if (typeof read === 'string' && doubt === null) return read;
  const why = doubt ?? (missing ? 'no_value' : null);
  return {
    kind: 'measurement',
    item: field.item,
    value: typeof read === 'number' ? read : null,
    unit: ITEMS[field.item].unit,
    tag: null,
    confidence: why === null ? 1 : 0,
    doubt: why,
  };
}

function legalValue({ item, unit, scale, notation }: ValueField, text: string): number | Reason {
  const printed = notation === 'clock' ? parseClock(text) : parseDecimal(text);
  if (printed === undefined) return 'not_a_number';
  const { min, max, unit: own } = ITEMS[item];
  const value = scaledValue(printed, { scale, from: unit ?? own, to: own });
  if (value === undefined) return 'not_a_number';
  return value < min || value > max ? 'out_of_range' : value;
}

/** The texts that say these values: the inverse of {@link readFields}. Throws `RangeError` on what it cannot say. */
export function writeFields(fields: readonly Field[], said: StationValues): string[] {
  const { tag = null, doubt = null } = said;
  if (doubt !== null && !fields.some((field) => field.is === 'flag' && field.doubt === doubt)) {
    throw new RangeError(`this station has no word for ${doubt}`);
  }
  if (tag !== null && !fields.some((field) => field.is === 'tag')) {
    throw new RangeError('this station prints no tag');
  }
  for (const item of Object.keys(said.values)) {
    if (!fields.some((field) => field.is === 'value' && field.item === item)) {
      throw new RangeError(`this station does not measure ${item}`);
    }
  }
  return fields.map((field) => writeField(field, said));
}

function writeField(field: Field, { values, tag = null, doubt = null }: StationValues): string {
  switch (field.is) {
    case 'value':
      return writeValue(field, values[field.item]);
    case 'tag':
      return tag ?? String(field.none[0] ?? '');
    case 'flag':
      return String(doubt === field.doubt ? field.when[0] : field.otherwise);
    case 'constant':
      return String(field.equals);
    case 'checksum':
      return '00';
  }
}

function writeValue({ item, unit, scale, notation, none }: ValueField, value: number | undefined): string {
  if (value === undefined) {
    if (none[0] === undefined) throw new RangeError(`this station has no word for a missing ${item}`);
    return String(none[0]);
  }
  const own = ITEMS[item].unit;
  if (notation === 'clock') return clockOf(value);
  return printedOf(value, { scale, from: unit ?? own, to: own });
}
