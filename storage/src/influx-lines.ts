import { escape as influxEscape } from 'influx';
import { rrToText } from './rr-text.ts';
import { pointDigits, type TelemetryMessage } from './telemetry-store.ts';

/** Points in one write request: InfluxData's advice for throughput, and what was measured best here too. */
export const BATCH_POINTS = 5_000;
/** Characters in one request, where many RR intervals make long lines: influxd refuses bodies over 25 MB. */
const BATCH_CHARACTERS = 4_000_000;

/** Point digits with leading zeros, so that time and digits join as text: exact beyond 2^53. */
const DIGITS = 6;

/**
 * Messages as InfluxDB line protocol, in batches of at most {@link BATCH_POINTS} lines
 * (https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/). Goes from columns to
 * text without an object per point.
 *
 * Measurement `heart_rate`; tags device, gateway, school (sorted, as the server wants them); integer fields
 * bpm, contact (index into unsupported, lost, detected) and energyKj; float field confidence; text fields
 * doubt and rr (ms, joined by commas). A field that has no value is left out. The timestamp is in
 * nanoseconds: the sample's milliseconds followed by its point digits.
 */
export function* lineBatches(messages: readonly TelemetryMessage[]): Generator<string, void, undefined> {
  let lines = '';
  let count = 0;
  for (const { school, gateway, seq, body } of messages) {
    let rowOfMessage = 0;
    for (const block of body.blocks) {
      const { at, bpm, contact, confidence, doubt, energyKj, rrMs } = block;
      const series = block.devices.map(
        (device) =>
          `heart_rate,device=${influxEscape.tag(device)},gateway=${influxEscape.tag(gateway)},school=${influxEscape.tag(school)} contact=`,
      );
      for (let row = 0; row < block.device.length; row += 1, rowOfMessage += 1) {
        const rate = bpm[row] ?? null;
        const energy = energyKj?.[row] ?? null;
        const reason = doubt?.[row] ?? null;
        const intervals = rrMs?.[row];
        lines += `${series[block.device[row] ?? -1]}${contact[row]}i,confidence=${confidence[row]}`;
        if (rate !== null) lines += `,bpm=${rate}i`;
        if (energy !== null) lines += `,energyKj=${energy}i`;
        if (reason !== null) lines += `,doubt="${reason}"`;
        if (intervals !== undefined && intervals.length > 0) lines += `,rr="${rrToText(intervals)}"`;
        lines += ` ${at[row]}${String(pointDigits(seq, rowOfMessage)).padStart(DIGITS, '0')}\n`;
        count += 1;
        if (count === BATCH_POINTS || lines.length >= BATCH_CHARACTERS) {
          yield lines;
          lines = '';
          count = 0;
        }
      }
    }
  }
  if (count > 0) yield lines;
}
