import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DeviceId,
  fromReadingBlock,
  heartRatesIn,
  MAX_SAMPLES,
  OTHER_KINDS,
  OtherReading,
  ReadingBlock,
  type ReadingSample,
  readingsIn,
  TelemetryBody,
  toHeartRateBlock,
  toReadingBlock,
} from './index.ts';
import { anyOtherReading } from './other-reading.fixture.ts';

const anySample: fc.Arbitrary<ReadingSample> = fc.record({
  device: fc.constantFrom('band-1', 'band-2', 'scale-1').map((id) => id as DeviceId),
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  n: fc.integer({ min: 1, max: 1_000_000_000 }),
  deviceAt: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 })),
  reading: anyOtherReading,
});

const wave = (samples: number, channels = 1): ReadingSample => ({
  device: 'ecg-1' as DeviceId,
  at: 1,
  n: 1,
  deviceAt: null,
  reading: {
    kind: 'waveform',
    signal: 'ecg',
    fsHz: 130,
    sensorMs: null,
    channels: Array.from({ length: channels }, () => Array(samples).fill(0)),
    confidence: 1,
    doubt: null,
  },
});
const accepts = (...readings: ReadingSample[]): boolean =>
  TelemetryBody.safeParse({ kind: 'telemetry', blocks: [toReadingBlock(readings)] }).success;

describe('a block of readings', () => {
  it('gives back what was put in, through JSON, whatever kinds there are', () => {
    fc.assert(
      fc.property(fc.array(anySample, { minLength: 1, maxLength: 40 }), (samples) => {
        const block = ReadingBlock.parse(JSON.parse(JSON.stringify(toReadingBlock(samples))));
        expect(fromReadingBlock(block)).toEqual(samples);
      }),
    );
  });

  it('has every kind of reading but heart rates and test results', () => {
    expect(OtherReading.options.map((option) => option.shape.kind.value)).toEqual(OTHER_KINDS);
  });

  it('refuses columns of different length, a device out of range and a test result', () => {
    const block = toReadingBlock([wave(3)]);
    expect(ReadingBlock.safeParse(block).success).toBe(true);
    for (const spoiled of [{ reading: [] }, { n: [1, 2] }, { deviceAt: [] }, { device: [1] }])
      expect(ReadingBlock.safeParse({ ...block, ...spoiled }).success).toBe(false);
    const result = {
      kind: 'measurement',
      item: 'height',
      value: 150,
      unit: 'cm',
      tag: null,
      confidence: 1,
      doubt: null,
    };
    expect(ReadingBlock.safeParse({ ...block, reading: [result] }).success).toBe(false);
  });

  it('bounds the samples of a message over all its waveforms', () => {
    const full = Array.from({ length: 2 }, () => wave(1_000, 8));
    expect(accepts(...full, wave(MAX_SAMPLES - 16_000 - 3_000, 1))).toBe(true);
    expect(accepts(...full, wave(1_000, 4))).toBe(true);
    expect(accepts(...full, wave(1_000, 4), wave(1))).toBe(false);
  });

  it('stands beside heart rates in one message, each in its own order', () => {
    const heart = {
      ...{ device: 'band-1' as DeviceId, at: 5, deviceAt: null, bpm: 90, contact: 'detected' as const },
      ...{ energyKj: null, rrMs: [], confidence: 1, doubt: null },
    };
    const hearts = [
      { ...heart, n: 1 },
      { ...heart, n: 3 },
    ];
    const others = [
      { ...wave(2), n: 2 },
      { ...wave(1), n: 4 },
    ];
    const body = TelemetryBody.parse({
      kind: 'telemetry',
      blocks: [toHeartRateBlock(hearts), toReadingBlock(others)],
    });
    expect(heartRatesIn(body)).toEqual(hearts);
    expect(readingsIn(body)).toEqual(others);
  });
});
