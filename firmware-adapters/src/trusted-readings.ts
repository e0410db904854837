import {
  type Contact,
  type Doubt,
  type HeartRateReading,
  ITEMS,
  type ItemKey,
  type MeasurementReading,
  QUANTITIES,
  type Quantity,
  type QuantityReading,
} from '@tizhi/contracts';

/** What a device says of its own measurement: a doubt, or how far it is to be believed (0-1). */
export interface Trust {
  readonly doubt: Doubt | null;
  readonly confidence: number;
}
export const TRUSTED: Trust = { doubt: null, confidence: 1 };
export const doubted = (doubt: Doubt): Trust => ({ doubt, confidence: 0 });
export const lessTrusted = (confidence: number): Trust => ({ doubt: null, confidence });

/** Rates outside are shown as missing: no pupil's heart, at rest or running, is there. */
export const CREDIBLE_BPM = { min: 25, max: 250 } as const;

/**
 * One value of a quantity. The device's own doubt comes first: it is the cause of what else is wrong. A number that
 * is none (NaN, an infinity) is no value; one that the quantity cannot have is kept and doubted.
 */
export function quantityReading(
  quantity: Quantity,
  value: number | null,
  trust: Trust = TRUSTED,
): QuantityReading {
  const number = finite(value);
  return { kind: 'quantity', quantity, value: number, ...judged(number, QUANTITIES[quantity], trust) };
}

/** One value of a test item in the item's unit, without a pupil's tag: Bluetooth knows none. */
export function itemReading(item: ItemKey, value: number | null, trust: Trust = TRUSTED): MeasurementReading {
  const number = finite(value);
  const { unit } = ITEMS[item];
  return {
    kind: 'measurement',
    item,
    value: number,
    unit,
    tag: null,
    ...judged(number, ITEMS[item], trust),
  };
}

/** One heart rate. A rate of 0 is how devices say that they measured none. */
export function heartRateReading(sent: {
  readonly rate: number;
  readonly contact?: Contact;
  readonly energyKj?: number | null;
  readonly rrMs?: number[];
  readonly trust?: Trust;
}): HeartRateReading {
  const { rate, contact = 'unsupported', energyKj = null, rrMs = [], trust = TRUSTED } = sent;
  const bpm = rate === 0 ? null : rate;
  const judgement = judged(bpm, CREDIBLE_BPM, contact === 'lost' ? doubted('no_contact') : trust);
  return { kind: 'heart_rate', bpm, contact, energyKj, rrMs, ...judgement };
}

function judged(value: number | null, range: { readonly min: number; readonly max: number }, trust: Trust) {
  if (trust.doubt !== null) return doubted(trust.doubt);
  if (value === null) return doubted('no_value');
  if (value < range.min || value > range.max) return doubted('out_of_range');
  return { confidence: trust.confidence, doubt: null };
}

const finite = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : value;
