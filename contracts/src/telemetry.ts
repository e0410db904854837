import { z } from 'zod';
import { CameraView, MAX_CAMERA_VIEWS } from './cameras.ts';
import { health, internal } from './data-class.ts';
import { DeviceId, Instant } from './ids.ts';
import { fromReadingBlock, ReadingBlock, type ReadingSample, samplesIn } from './reading-block.ts';
import { type Contact, Doubt, type HeartRateReading } from './readings.ts';
import { MAX_ROWS, MAX_SAMPLES } from './telemetry-limits.ts';

const CONTACT_CODES = ['unsupported', 'lost', 'detected'] as const satisfies readonly Contact[];

/**
 * Heart rate in columns: row `i` is `devices[device[i]]` at `at[i]` with `bpm[i]`, and so on.
 * A column in which every row is empty is left out.
 */
export const HeartRateBlock = z
  .object({
    measurement: internal(z.literal('heart_rate')),
    devices: internal(z.array(DeviceId).min(1).max(MAX_ROWS)),
    device: internal(z.array(z.int().min(0)).min(1).max(MAX_ROWS)),
    /** School time as the gateway knew it when it heard the reading; see `ClockStamp`. */
    at: internal(z.array(Instant)),
    /**
     * The reading's number: readings of a device are counted from 1 as the gateway hears them, stored or not.
     * A jump between two stored readings is a loss that shows; `(gateway, device, at, n)` is a reading's identity.
     */
    n: internal(z.array(z.int().min(1).max(1_000_000_000_000))),
    /** The device's own clock, where it has one. */
    deviceAt: internal(z.array(Instant.nullable()).optional()),
    bpm: health(z.array(z.int().min(0).max(65_535).nullable())),
    /** Index into unsupported, lost, detected. */
    contact: health(z.array(z.int().min(0).max(2))),
    confidence: health(z.array(z.number().min(0).max(1))),
    doubt: health(z.array(Doubt.nullable()).optional()),
    energyKj: health(z.array(z.int().min(0).max(65_535).nullable()).optional()),
    rrMs: health(z.array(z.array(z.number().min(0).max(64_000)).max(256)).optional()),
  })
  .refine((block) => {
    const rows = block.device.length;
    const columns = [
      block.at,
      block.n,
      block.deviceAt,
      block.bpm,
      block.contact,
      block.confidence,
      block.doubt,
      block.energyKj,
      block.rrMs,
    ];
    return columns.every((column) => column === undefined || column.length === rows);
  }, 'all columns must have the same length')
  .refine(
    (block) => block.device.every((index) => index < block.devices.length),
    'device index out of range',
  );
export type HeartRateBlock = z.infer<typeof HeartRateBlock>;

export const TelemetryBody = z
  .object({
    kind: internal(z.literal('telemetry')),
    blocks: z
      .array(z.discriminatedUnion('measurement', [HeartRateBlock, ReadingBlock]))
      .min(1)
      .max(8),
  })
  .refine(
    ({ blocks }) => blocks.reduce((rows, block) => rows + block.device.length, 0) <= MAX_ROWS,
    `all blocks together may hold ${MAX_ROWS} rows`,
  )
  .refine(
    ({ blocks }) =>
      blocks.reduce(
        (sum, block) => sum + (block.measurement === 'reading' ? samplesIn(block.reading) : 0),
        0,
      ) <= MAX_SAMPLES,
    `all blocks together may hold ${MAX_SAMPLES} samples and characters`,
  );
export type TelemetryBody = z.infer<typeof TelemetryBody>;

/** What goes over the `live` topic, outside of any lane: the telemetry just heard, or what cameras show. */
export const LiveMessage = z.object({
  sentAt: internal(Instant),
  body: TelemetryBody.optional(),
  cameras: z.array(CameraView).min(1).max(MAX_CAMERA_VIEWS).optional(),
});
export type LiveMessage = z.infer<typeof LiveMessage>;

/** One heart-rate sample as a row: a reading, with its device, time and number. */
export type HeartRateSample = Omit<HeartRateReading, 'kind'> & {
  readonly device: DeviceId;
  readonly at: Instant;
  readonly n: number;
  readonly deviceAt: Instant | null;
};

/** Rows to columns. Takes 1 to {@link MAX_ROWS} rows; keeps their order. */
export function toHeartRateBlock(samples: readonly HeartRateSample[]): HeartRateBlock {
  const index = new Map<DeviceId, number>();
  for (const { device } of samples) if (!index.has(device)) index.set(device, index.size);
  const block: HeartRateBlock = {
    measurement: 'heart_rate',
    devices: [...index.keys()],
    device: samples.map((sample) => index.get(sample.device) ?? 0),
    at: samples.map((sample) => sample.at),
    n: samples.map((sample) => sample.n),
    bpm: samples.map((sample) => sample.bpm),
    contact: samples.map((sample) => CONTACT_CODES.indexOf(sample.contact)),
    confidence: samples.map((sample) => sample.confidence),
  };
  if (samples.some((sample) => sample.deviceAt !== null)) block.deviceAt = samples.map((s) => s.deviceAt);
  if (samples.some((sample) => sample.doubt !== null)) block.doubt = samples.map((sample) => sample.doubt);
  if (samples.some((sample) => sample.energyKj !== null)) block.energyKj = samples.map((s) => s.energyKj);
  if (samples.some((sample) => sample.rrMs.length > 0))
    block.rrMs = samples.map((sample) => [...sample.rrMs]);
  return block;
}

/** Columns to rows: the inverse of {@link toHeartRateBlock}. */
export function fromHeartRateBlock(block: HeartRateBlock): HeartRateSample[] {
  return block.device.map((deviceIndex, row) => ({
    device: block.devices[deviceIndex] as DeviceId,
    at: block.at[row] as Instant,
    n: block.n[row] ?? 0,
    deviceAt: block.deviceAt?.[row] ?? null,
    bpm: block.bpm[row] ?? null,
    contact: contactOf(block.contact[row] ?? 0),
    confidence: block.confidence[row] ?? 0,
    doubt: block.doubt?.[row] ?? null,
    energyKj: block.energyKj?.[row] ?? null,
    rrMs: block.rrMs?.[row] ?? [],
  }));
}

/** The name of a contact code in a column. */
export const contactOf = (code: number): Contact => CONTACT_CODES[code] ?? 'unsupported';

/** The heart rates of a message, block by block. */
export const heartRatesIn = ({ blocks }: TelemetryBody): HeartRateSample[] =>
  blocks.flatMap((block) => (block.measurement === 'heart_rate' ? fromHeartRateBlock(block) : []));

/** The other readings of a message, block by block. */
export const readingsIn = ({ blocks }: TelemetryBody): ReadingSample[] =>
  blocks.flatMap((block) => (block.measurement === 'reading' ? fromReadingBlock(block) : []));
