import { ITEMS, QUANTITIES, type Reading } from '@tizhi/contracts';
import { CREDIBLE_BPM } from './trusted-readings.ts';

/** Whether a reading that carries no doubt is one that its quantity, item, heart or clock can have: a law. */
export function isBelievable(reading: Reading): boolean {
  if (!('doubt' in reading) || reading.doubt !== null) return true;
  if (reading.confidence <= 0) return false;
  switch (reading.kind) {
    case 'heart_rate':
      return within(reading.bpm, CREDIBLE_BPM);
    case 'quantity':
      return within(reading.value, QUANTITIES[reading.quantity]);
    case 'measurement':
      return within(reading.value, ITEMS[reading.item]);
    case 'waveform': {
      const length = reading.channels[0]?.length ?? 0;
      return reading.channels.every((channel) => channel.length === length && channel.every(Number.isFinite));
    }
    case 'timing':
      return reading.timeMs !== null && Number.isFinite(reading.timeMs);
    case 'repetitions':
      return within(reading.count, { min: 0, max: 10_000 });
    default:
      return reading satisfies never;
  }
}

const within = (value: number | null, range: { readonly min: number; readonly max: number }): boolean =>
  value !== null && value >= range.min && value <= range.max;
