import { convert, type Doubt, type MeasurementReading, type Unit } from '@tizhi/contracts';
import { parseDecimal, printedOf, scaledValue } from '../../station/decimal.ts';
import { drawItem, type Random } from '../draw.ts';
import { allOf, measured, type Said } from '../say.ts';

/** Units of mass a scale prints. */
export type MassUnit = Extract<Unit, 'kg' | 'g' | 'lb' | 'jin'>;

/** What a scale says, whatever its format: the weight as it is shown, and how far it is to be trusted. */
export interface Weighing {
  /** As printed, in `unit`; `null`: overload, underload or no number. */
  readonly shown: number | null;
  readonly unit: MassUnit;
  readonly state: 'stable' | 'unstable' | 'overload' | 'underload';
  /** Net where a tare is taken off. `null`: the scale does not say. */
  readonly mode: 'gross' | 'net' | null;
}

/** Nobody weighs less: below, the platform holds no pupil (a bag, a tare that drifted). */
export const EMPTY_BELOW_KG = 5;

/**
 * The weighing as a reading. An empty platform says nothing; a scale that sends without end says so ten times a second.
 * Between an empty platform and the lightest legal weight lies what cannot be a pupil: `out_of_range`.
 */
export function readWeighing({ shown, unit, state }: Weighing): Said {
  if (state === 'underload') return [];
  if (state === 'overload') return allOf(measured('weight', { value: null, doubt: 'overload' }));
  const value = shown === null ? null : (convert(shown, unit, 'kg') ?? null);
  if (value !== null && value < EMPTY_BELOW_KG) return [];
  return allOf(measured('weight', { value, doubt: state === 'unstable' ? 'unstable' : null }));
}

/** The number as printed, exact; `undefined` where it is none. */
export function shownNumber(text: string): number | undefined {
  const decimal = parseDecimal(text);
  return decimal === undefined ? undefined : scaledValue(decimal, { scale: 1, from: 'kg', to: 'kg' });
}

const MASS_UNITS: Readonly<Record<string, MassUnit>> = {
  kg: 'kg',
  g: 'g',
  lb: 'lb',
  lbs: 'lb',
  jin: 'jin',
};

/** The unit's word in any case; `undefined` where it is none of mass. */
export const massUnit = (word: string): MassUnit | undefined => MASS_UNITS[word.trim().toLowerCase()];

/** A reading to be said, as a scale shows it in kg. A `RangeError` for a doubt that scales do not have. */
export function weighingOf({ value, doubt, tag }: MeasurementReading): Weighing {
  if (tag !== null) throw new RangeError('a scale knows no tag');
  const state = doubt === null ? 'stable' : STATES[doubt];
  if (state === undefined) throw new RangeError(`a scale has no word for ${doubt}`);
  return { shown: value, unit: 'kg', state, mode: 'gross' };
}

const STATES: Readonly<Partial<Record<Doubt, Weighing['state']>>> = {
  unstable: 'unstable',
  overload: 'overload',
};

/** A weight that a scale with a division of 10 g can show. */
export const sampleWeight = (random: Random) => ({
  readings: [weightReading(drawItem(random, 'weight', 2))],
});

export function weightReading(value: number | null, doubt: Doubt | null = null): MeasurementReading {
  const reading = measured('weight', { value, doubt });
  if (typeof reading === 'string') throw new RangeError(`nobody weighs ${value} kg`);
  return reading;
}

/** A weight in kg with at least the decimals that scales print. */
export const shownText = (shown: number, decimals: number): string => {
  const text = printedOf(shown, { scale: 1, from: 'kg', to: 'kg' });
  if ((text.split('.')[1] ?? '').length > decimals)
    throw new RangeError(`${text} kg is finer than the scale`);
  return shown.toFixed(decimals);
};
