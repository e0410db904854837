import type { Reading, Rejected, WaveformReading } from '@tizhi/contracts';
import { type Decoding, rejected } from '../device.ts';
import { littleEndian, readDeltas } from './delta-frames.ts';
import { type FrameKind, kindOf, MEASUREMENT } from './frame-kinds.ts';
import { BEAT_LENGTH, readBeat } from './pulse-intervals.ts';

/** What the control point answered when the streams were started; by default what the sensors start with. */
export interface PolarFactors {
  /** g a step: 8 g over 15 bits and a sign. */
  readonly acceleration: number;
  /** Degrees a second a step: 2000 over 15 bits and a sign. */
  readonly rotation: number;
  /** Gauss a step: 50 over 15 bits and a sign. */
  readonly magnetic_field: number;
}
export const DEFAULT_FACTORS: PolarFactors = {
  acceleration: 8 / 32_768,
  rotation: 2000 / 32_768,
  magnetic_field: 50 / 32_768,
};

const HEADER = 10;
/** Samples of one frame, a channel and together: what one reading, and one message, may hold. */
const MAX_PER_CHANNEL = 1_024;
const MAX_TOGETHER = 8_192;
/** A frame type that only tells the sensor's settings (sport, integration times): no samples. */
const SETTINGS_ONLY: readonly number[] = [6, 9];

export interface PolarFrame {
  readonly measurement: number;
  /** Nanoseconds of the sensor's clock at the last sample, as milliseconds. */
  readonly sensorMs: number;
  readonly readings: readonly Reading[];
}

/** One notification of the data characteristic; its rate is known only beside the one before ({@link ../polar/pmd}). */
export function readPolarFrame(frame: Uint8Array, factors: PolarFactors): PolarFrame | Rejected['reason'] {
  if (frame.length < HEADER) return 'truncated';
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const [measurement, type] = [view.getUint8(0), view.getUint8(HEADER - 1)];
  // Microseconds are exact for the next 285 years of the sensor's clock.
  const sensorMs = Number(view.getBigUint64(1, true) / 1_000n) / 1_000;
  const content = frame.subarray(HEADER);
  const made = (readings: readonly Reading[]): PolarFrame => ({ measurement, sensorMs, readings });
  if (measurement === MEASUREMENT.ppi && type === 0) {
    const beats = content.length / BEAT_LENGTH;
    if (!Number.isInteger(beats)) return 'truncated';
    return made(Array.from({ length: beats }, (_, i) => readBeat(view, HEADER + i * BEAT_LENGTH)));
  }
  if (measurement === MEASUREMENT.ppg && SETTINGS_ONLY.includes(type)) return made([]);
  const kind = kindOf(measurement, type);
  if (kind === undefined) return 'unknown_format';
  const samples = samplesOf(content, kind);
  if (typeof samples === 'string') return samples;
  return made(samples.length === 0 ? [] : [waveform({ kind, samples, sensorMs, factors })]);
}

function samplesOf(content: Uint8Array, kind: FrameKind): number[][] | Rejected['reason'] {
  const { channels, size, coding, extra = 0 } = kind;
  const limit = Math.min(MAX_PER_CHANNEL, Math.floor(MAX_TOGETHER / channels));
  if (coding === 'delta') {
    if (size === 1) return 'unknown_format';
    const all = readDeltas(content, { channels: channels + extra, size, limit });
    return typeof all === 'string' ? all : all.slice(0, channels);
  }
  const count = content.length / (channels * size);
  if (!Number.isInteger(count)) return 'truncated';
  if (count === 0) return [];
  if (count > limit) return 'too_long';
  return Array.from({ length: channels }, (_, channel) =>
    Array.from({ length: count }, (_, n) => littleEndian(content, (n * channels + channel) * size, size)),
  );
}

function waveform(about: {
  readonly kind: FrameKind;
  readonly samples: readonly (readonly number[])[];
  readonly sensorMs: number;
  readonly factors: PolarFactors;
}): WaveformReading {
  const { kind, samples, sensorMs, factors } = about;
  const { signal, unit } = kind;
  const factor = 'settings' in unit && signal in factors ? factors[signal as keyof PolarFactors] : 1;
  return {
    kind: 'waveform',
    signal,
    fsHz: null,
    sensorMs,
    channels: samples.map((channel) => channel.map((value) => (value * factor) / unit.per)),
    confidence: 1,
    doubt: null,
  };
}

/** One notification by itself. */
export function decodePolarFrame(frame: Uint8Array, factors: PolarFactors): Decoding {
  const read = readPolarFrame(frame, factors);
  return typeof read === 'string' ? rejected(read, frame) : read.readings;
}
