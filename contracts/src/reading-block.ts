import { z } from 'zod';
import { internal } from './data-class.ts';
import { DeviceId, Instant } from './ids.ts';
import {
  DeviceInfoReading,
  QuantityReading,
  type Reading,
  RepetitionsReading,
  TagReading,
  TimingReading,
  WaveformReading,
} from './readings.ts';
import { MAX_ROWS } from './telemetry-limits.ts';

/** Every reading that is telemetry and no heart rate; a measurement of a test item is a result. */
export const OtherReading = z.discriminatedUnion('kind', [
  QuantityReading,
  WaveformReading,
  TagReading,
  TimingReading,
  DeviceInfoReading,
  RepetitionsReading,
]);
export type OtherReading = z.infer<typeof OtherReading>;
export type OtherKind = OtherReading['kind'];
export const OTHER_KINDS = [
  'quantity',
  'waveform',
  'tag',
  'timing',
  'device_info',
  'repetitions',
] as const satisfies readonly OtherKind[];

/** True for a reading that travels in a {@link ReadingBlock}. */
export const isOther = (reading: Reading): reading is OtherReading =>
  reading.kind !== 'heart_rate' && reading.kind !== 'measurement';

/**
 * Readings that are no heart rate, as they were decoded: row `i` is `reading[i]` of `devices[device[i]]` at `at[i]`.
 * They are too unlike each other, and too few beside the heart rates, to be worth columns of their own.
 */
export const ReadingBlock = z
  .object({
    measurement: internal(z.literal('reading')),
    devices: internal(z.array(DeviceId).min(1).max(MAX_ROWS)),
    device: internal(z.array(z.int().min(0)).min(1).max(MAX_ROWS)),
    /** School time as the gateway knew it when it heard the reading; see `ClockStamp`. */
    at: internal(z.array(Instant)),
    /** The reading's number, in one count with the device's heart rates; see `HeartRateBlock`. */
    n: internal(z.array(z.int().min(1).max(1_000_000_000_000))),
    /** The device's own clock, where it has one. */
    deviceAt: internal(z.array(Instant.nullable()).optional()),
    reading: z.array(OtherReading),
  })
  .refine(
    ({ device, at, n, deviceAt, reading }) =>
      [at, n, deviceAt, reading].every((column) => column === undefined || column.length === device.length),
    'all columns must have the same length',
  )
  .refine(
    (block) => block.device.every((index) => index < block.devices.length),
    'device index out of range',
  );
export type ReadingBlock = z.infer<typeof ReadingBlock>;

/** One reading as a row, with its device, time and number. */
export interface ReadingSample {
  readonly device: DeviceId;
  readonly at: Instant;
  readonly n: number;
  readonly deviceAt: Instant | null;
  readonly reading: OtherReading;
}

/** Rows to columns. Takes 1 to {@link MAX_ROWS} rows; keeps their order. */
export function toReadingBlock(samples: readonly ReadingSample[]): ReadingBlock {
  const index = new Map<DeviceId, number>();
  for (const { device } of samples) if (!index.has(device)) index.set(device, index.size);
  const block: ReadingBlock = {
    measurement: 'reading',
    devices: [...index.keys()],
    device: samples.map(({ device }) => index.get(device) ?? 0),
    at: samples.map(({ at }) => at),
    n: samples.map(({ n }) => n),
    reading: samples.map(({ reading }) => reading),
  };
  if (samples.some(({ deviceAt }) => deviceAt !== null))
    block.deviceAt = samples.map(({ deviceAt }) => deviceAt);
  return block;
}

/** Columns to rows: the inverse of {@link toReadingBlock}. */
export const fromReadingBlock = (block: ReadingBlock): ReadingSample[] =>
  block.reading.map((reading, row) => ({
    device: block.devices[block.device[row] ?? 0] as DeviceId,
    at: block.at[row] as Instant,
    n: block.n[row] ?? 0,
    deviceAt: block.deviceAt?.[row] ?? null,
    reading,
  }));

/** Samples of the waveforms, and characters of the texts, of some readings: what makes a message long. */
export const samplesIn = (readings: readonly OtherReading[]): number =>
  readings.reduce((sum, reading) => sum + lengthOf(reading), 0);

function lengthOf(reading: OtherReading): number {
  switch (reading.kind) {
    case 'waveform':
      return reading.channels.reduce((sum, channel) => sum + channel.length, 0);
    case 'device_info':
      return reading.text.length;
    case 'tag':
      return reading.tag.length;
    case 'repetitions':
      return reading.fouls.reduce((sum, { foul }) => sum + foul.length, 0);
    case 'quantity':
    case 'timing':
      return 0;
  }
}
