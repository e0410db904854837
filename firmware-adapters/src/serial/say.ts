import {
  type Doubt,
  ITEMS,
  type ItemKey,
  type MeasurementReading,
  QUANTITIES,
  type Quantity,
  type QuantityReading,
  type Reading,
  type Rejected,
} from '@tizhi/contracts';
import type { SimulatedValues } from '../device.ts';

type Reason = Rejected['reason'];

/** What a line or a frame says: readings (none: "nothing to tell"), or why it is none of this device's. */
export type Said = readonly Reading[] | Reason;

export const isReason = (said: Said): said is Reason => typeof said === 'string';

interface Value {
  /** In the item's or quantity's own unit; `null`: the device sent no number. */
  readonly value: number | null;
  readonly doubt?: Doubt | null | undefined;
}

/** Trust as every decoder here gives it: all or none. */
const trust = ({ value, doubt }: Value) => {
  const why = doubt ?? (value === null ? 'no_value' : null);
  return { confidence: why === null ? 1 : 0, doubt: why };
};

/**
 * A value of a fitness-test item. Outside the item's legal range it is `out_of_range`: wrong bytes or a wrong setting, and
 * no attempt. A value that the device itself doubts is kept as it is within the range, and without a number outside.
 */
export function measured(
  item: ItemKey,
  { tag = null, ...said }: Value & { readonly tag?: string | null },
): MeasurementReading | 'out_of_range' {
  const { min, max, unit } = ITEMS[item];
  const { confidence, doubt } = trust(said);
  const legal = said.value === null || (said.value >= min && said.value <= max);
  if (!legal && doubt === null) return 'out_of_range';
  return { kind: 'measurement', item, value: legal ? said.value : null, unit, tag, confidence, doubt };
}

/** A value of another quantity: outside of what it can be it is kept, doubted. */
export function quantified(quantity: Quantity, { value, doubt }: Value): QuantityReading {
  const { min, max } = QUANTITIES[quantity];
  const possible = value === null || (value >= min && value <= max);
  const trusted = trust({ value, doubt: doubt ?? (possible ? null : 'out_of_range') });
  return { kind: 'quantity', quantity, value, ...trusted };
}

/** Readings, unless one of them is a reason to reject the frame. */
export function allOf(...readings: readonly (Reading | Reason)[]): Said {
  const kept: Reading[] = [];
  for (const reading of readings) {
    if (typeof reading === 'string') return reading;
    kept.push(reading);
  }
  return kept;
}

/** What a simulator was asked to say, as readings: the demo school asks stations by item. */
export function readingsOf(said: SimulatedValues): readonly Reading[] {
  if ('readings' in said) return said.readings;
  if (!('values' in said)) throw new RangeError('this device measures no heart rate');
  const { tag = null, doubt = null } = said;
  return Object.entries(said.values).map(([item, value]): Reading => {
    const reading = measured(item as ItemKey, { value, tag, doubt });
    if (typeof reading === 'string') throw new RangeError(`${item} cannot be ${value}`);
    return reading;
  });
}

/** The one reading of a kind that is to be said; a `RangeError` where there is none or another. */
export function theReading<K extends Reading['kind']>(
  readings: readonly Reading[],
  kind: K,
): Extract<Reading, { kind: K }> {
  const [only, ...others] = readings;
  if (only?.kind !== kind || others.length > 0)
    throw new RangeError(`this device says one ${kind} at a time`);
  return only as Extract<Reading, { kind: K }>;
}

/** The measurement of an item among those to be said; a `RangeError` where it is missing. */
export function theItem(readings: readonly Reading[], item: ItemKey): MeasurementReading {
  const found = readings.find((reading) => reading.kind === 'measurement' && reading.item === item);
  if (found?.kind !== 'measurement') throw new RangeError(`this device says ${item}`);
  return found;
}

/** A value that is there, printed with so many decimals; a `RangeError` where it is not, or would lose digits. */
export function printed(value: number | null, decimals: number): string {
  if (value === null) throw new RangeError('this device has no word for a missing value');
  const text = value.toFixed(decimals);
  if (Number(text) !== value) throw new RangeError(`${value} does not fit into ${decimals} decimals`);
  return text;
}

/** Padded to a width; a `RangeError` where it is wider. */
export function wide(text: string, width: number, fill = ' '): string {
  if (text.length > width) throw new RangeError(`"${text}" is wider than ${width} characters`);
  return text.padStart(width, fill);
}
