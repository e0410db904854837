import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { ItemKey } from './items.ts';
import { Unit } from './units.ts';

/**
 * Why a value is not trusted. A doubtful value is shown as missing with this reason, never as a number.
 *
 * - `no_contact`: the sensor says it does not touch skin.
 * - `no_value`: the device said "no measurement" (a rate of 0, a special value).
 * - `out_of_range`: outside what the item or a body allows.
 * - `unstable`: the scale had not settled.
 * - `manual`: typed or triggered by hand where the item needs an instrument.
 * - `low_battery`, `overload`: as the device reports.
 */
export const Doubt = z.enum([
  'no_contact',
  'no_value',
  'out_of_range',
  'unstable',
  'manual',
  'low_battery',
  'overload',
]);
export type Doubt = z.infer<typeof Doubt>;

export const Contact = z.enum(['detected', 'lost', 'unsupported']);
export type Contact = z.infer<typeof Contact>;

/** Trust in a value, 0 (none) to 1 (as good as the device gets). */
const Confidence = z.number().min(0).max(1);

const trust = {
  confidence: health(Confidence),
  doubt: health(Doubt.nullable()),
};

/** One notification of a heart-rate sensor. */
export const HeartRateReading = z.object({
  kind: internal(z.literal('heart_rate')),
  /** Beats per minute as sent; `null` where the device sent none. Doubtful rates keep their number here. */
  bpm: health(z.int().min(0).max(65_535).nullable()),
  contact: health(Contact),
  /** Energy since reset, kJ. */
  energyKj: health(z.int().min(0).max(65_535).nullable()),
  /** RR intervals, oldest first, ms. 1/1024 s is exact in binary floating point. */
  rrMs: health(z.array(z.number().min(0).max(64_000)).max(256)),
  ...trust,
});
export type HeartRateReading = z.infer<typeof HeartRateReading>;

/** One measured value of a fitness-test item, in the item's own unit. */
export const MeasurementReading = z.object({
  kind: internal(z.literal('measurement')),
  item: internal(ItemKey),
  value: health(z.number().nullable()),
  unit: internal(Unit),
  /** The pupil's card, bib or queue number as the station knows it. */
  tag: personal(z.string().min(1).max(64).nullable()),
  ...trust,
});
export type MeasurementReading = z.infer<typeof MeasurementReading>;

export const Reading = z.discriminatedUnion('kind', [HeartRateReading, MeasurementReading]);
export type Reading = z.infer<typeof Reading>;

/** Bytes that were not a reading, and why: kept for the log and the counter, never thrown. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly reason:
    | 'truncated'
    | 'trailing_bytes'
    | 'bad_checksum'
    | 'unknown_format'
    | 'not_a_number'
    | 'out_of_range'
    | 'too_long'
    | 'noise';
  readonly bytes: Uint8Array;
}
