import type { HeartRateReading, Reading } from '@tizhi/contracts';
import { CREDIBLE_BPM, doubted, heartRateReading, lessTrusted, type Trust } from '../trusted-readings.ts';

/**
 * Peak-to-peak intervals of the Polar Measurement Data service, frame type 0: for each beat the heart rate, the
 * interval and the error the sensor expects of it in ms, and flags (bit 0: movement disturbed it, bit 1: skin
 * contact, bit 2: contact is measured at all). Source: polarofficial/polar-ble-sdk PpiData; facts only.
 */
export const BEAT_LENGTH = 6;
const FLAG = { blocker: 1, contact: 2, contactMeasured: 4 } as const;
/** The longest interval a reading holds (contracts). */
const LONGEST_MS = 64_000;
const CREDIBLE_MS = { min: 60_000 / CREDIBLE_BPM.max, max: 60_000 / CREDIBLE_BPM.min } as const;

export function readBeat(bytes: DataView, at: number): HeartRateReading {
  const rate = bytes.getUint8(at);
  const interval = bytes.getUint16(at + 1, true);
  const error = bytes.getUint16(at + 3, true);
  const flags = bytes.getUint8(at + 5);
  const measured = (flags & FLAG.contactMeasured) !== 0;
  const contact = measured ? (flags & FLAG.contact ? 'detected' : 'lost') : 'unsupported';
  return heartRateReading({
    // For the first seconds the sensor has intervals but no rate yet: the rate is that of the interval.
    rate: rate === 0 && isCredible(interval) ? Math.round(60_000 / interval) : rate,
    contact,
    rrMs: interval > LONGEST_MS ? [] : [interval],
    trust: trustOf({ flags, interval, error }),
  });
}

const isCredible = (interval: number): boolean => interval >= CREDIBLE_MS.min && interval <= CREDIBLE_MS.max;

/** As sure as the error is small beside the interval. */
function trustOf(beat: { readonly flags: number; readonly interval: number; readonly error: number }): Trust {
  if (beat.flags & FLAG.blocker) return doubted('poor_signal');
  if (!isCredible(beat.interval)) return doubted('out_of_range');
  if (beat.error >= beat.interval) return doubted('poor_signal');
  return lessTrusted(1 - beat.error / beat.interval);
}

/** A beat that the sensor is sure of, or sees no skin at. */
export function writeBeat(reading: Reading): number[] {
  if (reading.kind !== 'heart_rate') throw new RangeError('intervals are said as heart rates');
  const [interval = 0, ...others] = reading.rrMs;
  const rate = reading.bpm ?? 0;
  if (others.length > 0 || rate > 0xff || !Number.isInteger(interval)) {
    throw new RangeError('a beat has one rate below 256 and one interval in whole milliseconds');
  }
  const error = Math.round((1 - reading.confidence) * interval);
  const contact = { detected: 6, lost: 4, unsupported: 0 }[reading.contact];
  return [rate, interval & 0xff, interval >> 8, error & 0xff, error >> 8, contact];
}
