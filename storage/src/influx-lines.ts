import type { HeartRateBlock, ReadingBlock } from '@tizhi/contracts';
import { escape as influxEscape } from 'influx';
import { type ReadingStarts, readingFields, readingStarts } from './influx-reading-lines.ts';
import { LineBytes } from './line-bytes.ts';
import { PerSeries } from './per-series.ts';
import { pointDigits, type TelemetryMessage } from './telemetry-store.ts';

/** Points in one write request: InfluxData's advice for throughput, and what was measured best here too. */
export const BATCH_POINTS = 5_000;
/** Bytes in one request, where many RR intervals make long lines: influxd refuses bodies over 25 MB. */
const BATCH_BYTES = 4_000_000;

/** Point digits with leading zeros, so that time and digits join as text: exact beyond 2^53. */
const DIGITS = 6;

/** Lines for one request, and the messages that they are of (the first and last perhaps in part). */
export interface LineBatch {
  readonly lines: Buffer;
  readonly messages: readonly TelemetryMessage[];
}

/** The beginnings of lines: measurement and tags of a series, up to its first field. */
export interface LineStarts {
  readonly hearts: PerSeries<Buffer>;
  readonly readings: ReadingStarts;
}

export const lineStarts = (): LineStarts => ({
  hearts: new PerSeries(({ school, gateway, device }) => {
    const { tag } = influxEscape;
    return Buffer.from(
      `heart_rate,device=${tag(device)},gateway=${tag(gateway)},school=${tag(school)} contact=`,
    );
  }),
  readings: readingStarts(),
});

/**
 * Messages as InfluxDB line protocol, in batches of at most {@link BATCH_POINTS} lines
 * (https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/). Goes from columns to
 * bytes without an object per point.
 *
 * Measurement `heart_rate`; tags device, gateway, school (sorted, as the server wants them); integer fields
 * n, bpm, contact (index into unsupported, lost, detected), energyKj, deviceAt, errorMs and skewMs; float field
 * confidence; text fields doubt and rr (ms, joined by commas). A field that has no value is left out, and so is
 * a skew of 0. Measurement `reading`: see `influx-reading-lines.ts`; it has n, deviceAt, errorMs and skewMs as well.
 * The timestamp is in nanoseconds: the sample's school time in milliseconds followed by its digits.
 */
export function* lineBatches(
  messages: readonly TelemetryMessage[],
  starts: LineStarts,
): Generator<LineBatch, void, undefined> {
  const lines = new LineBytes();
  let count = 0;
  let inBatch: TelemetryMessage[] = [];
  for (const message of messages) {
    inBatch.push(message);
    const shared = sharedFields(message);
    for (const block of message.body.blocks) {
      const writeRow = rowWriter({ lines, starts, message, block });
      for (let row = 0; row < block.device.length; row += 1) {
        if (!writeRow(row)) continue; // no schema lets it pass
        lines.bytes(shared);
        lines.integer((block.at[row] ?? 0) + message.clock.shiftMs);
        lines.integer(pointDigits(block.n[row] ?? 0), DIGITS).ascii('\n');
        count += 1;
        if (count === BATCH_POINTS || lines.length >= BATCH_BYTES) {
          yield { lines: lines.take(), messages: inBatch };
          count = 0;
          inBatch = [message];
        }
      }
    }
  }
  if (count > 0) yield { lines: lines.take(), messages: inBatch };
}

/** Writes the beginning and the fields of a row of one block; gives false where it has no device. */
function rowWriter(of: {
  readonly lines: LineBytes;
  readonly starts: LineStarts;
  readonly message: TelemetryMessage;
  readonly block: HeartRateBlock | ReadingBlock;
}): (row: number) => boolean {
  const { lines, starts, message, block } = of;
  if (block.measurement === 'heart_rate') {
    const series = starts.hearts.of(message, block.devices);
    return (row) => {
      const start = series[block.device[row] ?? -1];
      if (start === undefined) return false;
      lines.bytes(start);
      writeFields(lines, block, row);
      return true;
    };
  }
  const series = starts.readings.of(message, block.devices);
  return (row) => {
    const startOf = series[block.device[row] ?? -1];
    const reading = block.reading[row];
    if (startOf === undefined || reading === undefined) return false;
    lines.bytes(startOf(reading)).bytes(readingFields(reading));
    writePlace(lines, block, row);
    return true;
  };
}

/** What every sample of a message shares. A clock that agrees is the rule: its skew of 0 is left out. */
function sharedFields({ clock }: TelemetryMessage): Buffer {
  const { errorMs, shiftMs } = clock;
  const skewMs = clock.skewMs + shiftMs;
  const error = errorMs === null ? '' : `,errorMs=${errorMs}i`;
  return Buffer.from(`${error}${skewMs === 0 ? '' : `,skewMs=${skewMs}i`} `);
}

function writeFields(lines: LineBytes, block: HeartRateBlock, row: number): void {
  const bpm = block.bpm[row] ?? null;
  const energyKj = block.energyKj?.[row] ?? null;
  const doubt = block.doubt?.[row] ?? null;
  const rrMs = block.rrMs?.[row];
  lines
    .integer(block.contact[row] ?? 0)
    .ascii('i,confidence=')
    .numbers([block.confidence[row] ?? 0]);
  if (bpm !== null) lines.ascii(',bpm=').integer(bpm).ascii('i');
  if (energyKj !== null) lines.ascii(',energyKj=').integer(energyKj).ascii('i');
  if (doubt !== null) lines.ascii(`,doubt="${doubt}"`);
  if (rrMs !== undefined && rrMs.length > 0) lines.ascii(',rr="').numbers(rrMs).ascii('"');
  writePlace(lines, block, row);
}

/** The number of a row, and its device's own time. */
function writePlace(lines: LineBytes, block: HeartRateBlock | ReadingBlock, row: number): void {
  const deviceAt = block.deviceAt?.[row] ?? null;
  lines
    .ascii(',n=')
    .integer(block.n[row] ?? 0)
    .ascii('i');
  if (deviceAt !== null) lines.ascii(',deviceAt=').integer(deviceAt).ascii('i');
}
