import type { Reading, Signal } from '@tizhi/contracts';
import type { SimulatedValues } from '../device.ts';
import { heartRateReading } from '../trusted-readings.ts';
import { octets, writeDeltas } from './delta-frames.ts';
import { MEASUREMENT } from './frame-kinds.ts';
import type { PolarFactors } from './measurement-data.ts';
import { writeBeat } from './pulse-intervals.ts';

/** The notification that says one waveform, or beats. What its numbers cannot say exactly is a `RangeError`. */
export function encodePolarFrame(said: SimulatedValues, factors: PolarFactors): Uint8Array {
  const readings = 'readings' in said ? said.readings : [];
  const [first] = readings;
  if (first?.kind === 'heart_rate') {
    return frame({
      measurement: MEASUREMENT.ppi,
      type: 0,
      sensorMs: 0,
      content: readings.flatMap(writeBeat),
    });
  }
  if (first?.kind !== 'waveform' || readings.length > 1)
    throw new RangeError('one waveform, or beats, are said');
  const { signal, channels } = first;
  const sensorMs = first.sensorMs ?? 0;
  switch (signal) {
    case 'ecg':
      return frame({ measurement: MEASUREMENT.ecg, type: 0, sensorMs, content: raw(channels, 3) });
    case 'ppg':
      return frame({ measurement: MEASUREMENT.ppg, type: 0, sensorMs, content: raw(channels, 3) });
    case 'acceleration': {
      const milli = channels.map((channel) => channel.map((value) => exact(value * 1000)));
      return frame({ measurement: MEASUREMENT.acceleration, type: 1, sensorMs, content: raw(milli, 2) });
    }
    case 'rotation':
    case 'magnetic_field': {
      const measurement = signal === 'rotation' ? MEASUREMENT.rotation : MEASUREMENT.magnetic;
      const steps = channels.map((channel) => channel.map((value) => exact(value / factors[signal])));
      return frame({
        measurement,
        type: 0x80,
        sensorMs,
        content: writeDeltas(steps, { channels: 3, size: 2 }),
      });
    }
    default:
      return signal satisfies never;
  }
}

function exact(value: number): number {
  const whole = Math.round(value);
  if (Math.abs(whole - value) > 1e-6) throw new RangeError(`${value} is no step of the sensor`);
  return whole;
}

const raw = (channels: readonly (readonly number[])[], size: number): number[] =>
  (channels[0] ?? []).flatMap((_, n) => channels.flatMap((channel) => octets(channel[n] ?? 0, size)));

function frame(about: {
  readonly measurement: number;
  readonly type: number;
  readonly sensorMs: number;
  readonly content: Iterable<number>;
}): Uint8Array {
  const bytes = Uint8Array.of(about.measurement, 0, 0, 0, 0, 0, 0, 0, 0, about.type, ...about.content);
  new DataView(bytes.buffer).setBigUint64(1, BigInt(Math.round(about.sensorMs * 1000)) * 1_000n, true);
  return bytes;
}

/** One frame of a strap or armband, of a kind drawn at random. */
export function samplePolarFrame(random: () => number, factors: PolarFactors): SimulatedValues {
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const signals: readonly Signal[] = ['ecg', 'ppg', 'acceleration', 'rotation', 'magnetic_field'];
  const signal = signals[whole(0, signals.length)];
  if (signal === undefined) return { readings: Array.from({ length: whole(1, 5) }, () => beat(whole)) };
  const length = whole(1, 40);
  const channel = (step: () => number): number[] => Array.from({ length }, step);
  const steps: Readonly<Record<Signal, () => number>> = {
    ecg: () => whole(-20_000, 20_000),
    ppg: () => whole(-8_000_000, 8_000_000),
    acceleration: () => whole(-8_000, 8_000) / 1000,
    rotation: () => whole(-2_000, 2_000) * factors.rotation,
    magnetic_field: () => whole(-600, 600) * factors.magnetic_field,
  };
  const channels = { ecg: 1, ppg: 4, acceleration: 3, rotation: 3, magnetic_field: 3 }[signal];
  const reading: Reading = {
    kind: 'waveform',
    signal,
    fsHz: null,
    sensorMs: whole(0, 1_000_000_000),
    channels: Array.from({ length: channels }, () => channel(steps[signal])),
    confidence: 1,
    doubt: null,
  };
  return { readings: [reading] };
}

/** A beat without error, so that its trust is whole. */
const beat = (whole: (low: number, high: number) => number): Reading =>
  heartRateReading({ rate: whole(30, 220), contact: 'detected', rrMs: [whole(273, 2000)] });
