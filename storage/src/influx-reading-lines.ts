import type { OtherReading } from '@tizhi/contracts';
import { escape as influxEscape } from 'influx';
import { PerSeries } from './per-series.ts';

/** The beginnings of a device's lines, by what its readings are of. */
export type ReadingStarts = PerSeries<(reading: OtherReading) => Buffer>;

/**
 * Measurement `reading`; tags device, gateway, kind, school, and `quantity` or `signal` where the kind has one
 * (sorted, as the server wants them): all have few values, and none tells who wears the device.
 */
export const readingStarts = (): ReadingStarts =>
  new PerSeries(({ school, gateway, device }) => {
    const { tag } = influxEscape;
    const made = new Map<string, Buffer>();
    return (reading) => {
      const [before, after] = topicOf(reading);
      const key = `${reading.kind}${before}${after}`;
      const known = made.get(key);
      if (known !== undefined) return known;
      const where = `device=${tag(device)},gateway=${tag(gateway)},kind=${reading.kind}`;
      const start = Buffer.from(`reading,${where}${before},school=${tag(school)}${after} `);
      made.set(key, start);
      return start;
    };
  });

/** The tag that says what a reading is of, where its name sorts before `school`, and where after. */
function topicOf(reading: OtherReading): readonly [string, string] {
  if (reading.kind === 'quantity') return [`,quantity=${reading.quantity}`, ''];
  if (reading.kind === 'waveform') return ['', `,signal=${reading.signal}`];
  return ['', ''];
}

/**
 * The fields of a reading: the whole of it as JSON text in `reading`, so that it comes back exactly; float fields
 * value (where it is one number) and confidence and text field doubt beside it, for charts and rules.
 */
export function readingFields(reading: OtherReading): Buffer {
  const fields = [`reading="${JSON.stringify(reading).replace(/["\\]/g, '\\$&')}"`];
  const value = numberOf(reading);
  if (value !== null) fields.push(`value=${value}`);
  if ('confidence' in reading) {
    fields.push(`confidence=${reading.confidence}`);
    if (reading.doubt !== null) fields.push(`doubt="${reading.doubt}"`);
  }
  return Buffer.from(fields.join(','));
}

function numberOf(reading: OtherReading): number | null {
  switch (reading.kind) {
    case 'quantity':
      return reading.value;
    case 'timing':
      return reading.timeMs;
    case 'repetitions':
      return reading.count;
    case 'waveform':
    case 'tag':
    case 'device_info':
      return null;
  }
}
