import { z } from 'zod';
import { Exercise } from './cameras.ts';
import { health, internal, personal } from './data-class.ts';
import { ItemKey } from './items.ts';
import { Quantity, Signal } from './quantities.ts';
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
 * - `poor_signal`: the device itself calls the signal weak, disturbed or still settling.
 */
export const Doubt = z.enum([
  'no_contact',
  'no_value',
  'out_of_range',
  'unstable',
  'manual',
  'low_battery',
  'overload',
  'poor_signal',
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

/** One value of a quantity that is no test item, in the quantity's own unit (`QUANTITIES`). */
export const QuantityReading = z.object({
  kind: internal(z.literal('quantity')),
  quantity: internal(Quantity),
  /** `null` where the device sent none (NaN, NRes, an infinity, a field it left out). */
  value: health(z.number().nullable()),
  ...trust,
});
export type QuantityReading = z.infer<typeof QuantityReading>;

/** Samples of a signal at a fixed rate, in the signal's own unit (`SIGNALS`), oldest first. */
export const WaveformReading = z.object({
  kind: internal(z.literal('waveform')),
  signal: internal(Signal),
  /** Samples a second; `null`: the stream does not say, the settings do. */
  fsHz: internal(z.number().positive().max(10_000).nullable()),
  /** The sensor's own clock at the last sample, ms since its own zero; `null`: it has none. */
  sensorMs: internal(z.number().min(0).nullable()),
  /** One array for each channel (acceleration: x, y, z), all of one length. */
  channels: z
    .array(health(z.array(z.number()).min(1).max(1_024)))
    .min(1)
    .max(24),
  ...trust,
});
export type WaveformReading = z.infer<typeof WaveformReading>;

/** A card, wristband or bar code that was read. */
export const TagReading = z.object({
  kind: internal(z.literal('tag')),
  tag: personal(z.string().min(1).max(64)),
});
export type TagReading = z.infer<typeof TagReading>;

/**
 * An impulse or a time of a timing system. `start` and `finish` are gates, `lap` one in between; `manual` was
 * pressed by hand; `cancelled` takes back the last of this channel and number; `blocked` was sent while the channel
 * was blocked, or with no pupil to count it for, and counts for nothing.
 */
export const TimingReading = z.object({
  kind: internal(z.literal('timing')),
  event: internal(z.enum(['start', 'finish', 'lap', 'run_time', 'cancelled', 'blocked'])),
  trigger: internal(z.enum(['gate', 'manual'])),
  /** The input of the device, 0-99; `null`: a computed time. */
  channel: internal(z.int().min(0).max(99).nullable()),
  /** The start number that the device gave, if any. */
  number: personal(z.int().min(0).max(99_999).nullable()),
  /** Time of day or running time of an impulse, or the computed time of a run: ms. `null`: none was given. */
  timeMs: health(z.number().min(0).nullable()),
  ...trust,
});
export type TimingReading = z.infer<typeof TimingReading>;

/** What a device says of itself: maker, model, serial number, firmware. */
export const DeviceInfoReading = z.object({
  kind: internal(z.literal('device_info')),
  field: internal(
    z.enum([
      'manufacturer',
      'model',
      'serial_number',
      'hardware',
      'firmware',
      'software',
      'clock',
      'location',
    ]),
  ),
  text: internal(z.string().max(256)),
});
export type DeviceInfoReading = z.infer<typeof DeviceInfoReading>;

/**
 * A set of repetitions that a camera counted, when it was over. It names nobody: telemetry outlives the erasure of a
 * pupil. Whose set it was stands in the attempt, where it was one at a test item.
 */
export const RepetitionsReading = z.object({
  kind: internal(z.literal('repetitions')),
  exercise: internal(Exercise),
  lane: internal(z.string().min(1).max(32).nullable()),
  /** Valid repetitions. */
  count: health(z.int().min(0).max(10_000)),
  fouls: z
    .array(z.object({ foul: internal(z.string().min(1).max(64)), times: health(z.int().min(1).max(10_000)) }))
    .max(16),
  /** Spans that were not counted because too little was seen. */
  notCounted: health(z.int().min(0).max(10_000)),
  /** From its first repetition to its end, ms. */
  tookMs: health(z.int().min(0).max(3_600_000)),
  ...trust,
});
export type RepetitionsReading = z.infer<typeof RepetitionsReading>;

export const Reading = z.discriminatedUnion('kind', [
  HeartRateReading,
  MeasurementReading,
  QuantityReading,
  WaveformReading,
  TagReading,
  TimingReading,
  DeviceInfoReading,
  RepetitionsReading,
]);
export type Reading = z.infer<typeof Reading>;

/**
 * Bytes that were not a reading, and why: kept for the log and the counter, never thrown. `refused`: the device
 * understood the question and said that it cannot answer.
 */
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
    | 'encrypted'
    | 'noise'
    | 'refused';
  readonly bytes: Uint8Array;
}
