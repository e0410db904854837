import { escape as influxEscape } from 'influx';
import { rrToText } from './rr-text.ts';
import { pointDigits, type TelemetryMessage } from './telemetry-store.ts';

/** Points in one write request: InfluxData's advice for throughput, and what was measured best here too. */
export const BATCH_POINTS = 5_000;
/** Characters in one request, where many RR intervals make long lines: influxd refuses bodies over 25 MB. */
const BATCH_CHARACTERS = 4_000_000;

/** Point digits with leading zeros, so that time and digits join as text: exact beyond 2^53. */
const DIGITS = 6;

/** Lines for one request, and the messages that they are of (the first and last perhaps in part). */
export interface LineBatch {
  readonly lines: string;
  readonly messages: readonly TelemetryMessage[];
}

/**
 * Messages as InfluxDB line protocol, in batches of at most {@link BATCH_POINTS} lines
 * (https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/). Goes from columns to
 * text without an object per point.
 *
 * Measurement `heart_rate`; tags device, gateway, school (sorted, as the server wants them); integer fields
 * n, bpm, contact (index into unsupported, lost, detected), energyKj, deviceAt, errorMs and skewMs; float field
 * confidence; text fields doubt and rr (ms, joined by commas). A field that has no value is left out, and so is
 * a skew of 0. The timestamp is in nanoseconds: the sample's school time in milliseconds followed by its digits.
 */
export function* lineBatches(messages: readonly TelemetryMessage[]): Generator<LineBatch, void, undefined> {
  let lines = '';
  let count = 0;
  let inBatch: TelemetryMessage[] = [];
  for (const message of messages) {
    const { school, gateway, clock, body } = message;
    const { shiftMs, errorMs } = clock;
    const skewMs = clock.skewMs + shiftMs;
    // A clock that agrees is the rule: what every sample of a message shares is made once, and left out at 0.
    const time = `${errorMs === null ? '' : `,errorMs=${errorMs}i`}${skewMs === 0 ? '' : `,skewMs=${skewMs}i`} `;
    inBatch.push(message);
    for (const block of body.blocks) {
      const { at, n, bpm, contact, confidence, doubt, energyKj, rrMs, deviceAt } = block;
      const series = block.devices.map(
        (device) =>
          `heart_rate,device=${influxEscape.tag(device)},gateway=${influxEscape.tag(gateway)},school=${influxEscape.tag(school)} contact=`,
      );
      for (let row = 0; row < block.device.length; row += 1) {
        const rate = bpm[row] ?? null;
        const energy = energyKj?.[row] ?? null;
        const reason = doubt?.[row] ?? null;
        const intervals = rrMs?.[row];
        const ownTime = deviceAt?.[row] ?? null;
        const number = n[row] ?? 0;
        lines += `${series[block.device[row] ?? -1]}${contact[row]}i,confidence=${confidence[row]},n=${number}i`;
        if (rate !== null) lines += `,bpm=${rate}i`;
        if (energy !== null) lines += `,energyKj=${energy}i`;
        if (reason !== null) lines += `,doubt="${reason}"`;
        if (intervals !== undefined && intervals.length > 0) lines += `,rr="${rrToText(intervals)}"`;
        if (ownTime !== null) lines += `,deviceAt=${ownTime}i`;
        lines += `${time}${(at[row] ?? 0) + shiftMs}${String(pointDigits(number)).padStart(DIGITS, '0')}\n`;
        count += 1;
        if (count === BATCH_POINTS || lines.length >= BATCH_CHARACTERS) {
          yield { lines, messages: inBatch };
          lines = '';
          count = 0;
          inBatch = [message];
        }
      }
    }
  }
  if (count > 0) yield { lines, messages: inBatch };
}
