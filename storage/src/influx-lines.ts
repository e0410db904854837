import { escape as influxEscape } from 'influx';
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
export type LineStarts = PerSeries<Buffer>;

export const lineStarts = (): LineStarts =>
  new PerSeries(({ school, gateway, device }) => {
    const { tag } = influxEscape;
    return Buffer.from(
      `heart_rate,device=${tag(device)},gateway=${tag(gateway)},school=${tag(school)} contact=`,
    );
  });

/**
 * Messages as InfluxDB line protocol, in batches of at most {@link BATCH_POINTS} lines
 * (https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/). Goes from columns to
 * bytes without an object per point.
 *
 * Measurement `heart_rate`; tags device, gateway, school (sorted, as the server wants them); integer fields
 * n, bpm, contact (index into unsupported, lost, detected), energyKj, deviceAt, errorMs and skewMs; float field
 * confidence; text fields doubt and rr (ms, joined by commas). A field that has no value is left out, and so is
 * a skew of 0. The timestamp is in nanoseconds: the sample's school time in milliseconds followed by its digits.
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
      const series = starts.of(message, block.devices);
      for (let row = 0; row < block.device.length; row += 1) {
        const start = series[block.device[row] ?? -1];
        if (start === undefined) continue; // no schema lets it pass
        lines.bytes(start);
        writeFields(lines, block, row);
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

/** What every sample of a message shares. A clock that agrees is the rule: its skew of 0 is left out. */
function sharedFields({ clock }: TelemetryMessage): Buffer {
  const { errorMs, shiftMs } = clock;
  const skewMs = clock.skewMs + shiftMs;
  const error = errorMs === null ? '' : `,errorMs=${errorMs}i`;
  return Buffer.from(`${error}${skewMs === 0 ? '' : `,skewMs=${skewMs}i`} `);
}

function writeFields(lines: LineBytes, block: TelemetryMessage['body']['blocks'][number], row: number): void {
  const bpm = block.bpm[row] ?? null;
  const energyKj = block.energyKj?.[row] ?? null;
  const doubt = block.doubt?.[row] ?? null;
  const rrMs = block.rrMs?.[row];
  const deviceAt = block.deviceAt?.[row] ?? null;
  lines
    .integer(block.contact[row] ?? 0)
    .ascii('i,confidence=')
    .numbers([block.confidence[row] ?? 0]);
  lines
    .ascii(',n=')
    .integer(block.n[row] ?? 0)
    .ascii('i');
  if (bpm !== null) lines.ascii(',bpm=').integer(bpm).ascii('i');
  if (energyKj !== null) lines.ascii(',energyKj=').integer(energyKj).ascii('i');
  if (doubt !== null) lines.ascii(`,doubt="${doubt}"`);
  if (rrMs !== undefined && rrMs.length > 0) lines.ascii(',rr="').numbers(rrMs).ascii('"');
  if (deviceAt !== null) lines.ascii(',deviceAt=').integer(deviceAt).ascii('i');
}
