import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdapter } from '../adapter.ts';
import { fromHex, toHex } from '../bytes.ts';
import { protocolData } from '../protocol-data.fixture.ts';
import { askSettings, factorsOf, readAnswer, startStream, stopStream } from './control.ts';
import { readDeltas, writeDeltas } from './delta-frames.ts';
import { DEFAULT_FACTORS, decodePolarFrame, readPolarFrame } from './measurement-data.ts';
import { polarMeasurementData, polarSensor } from './pmd.ts';

const bytesOf = (hex: string): Uint8Array => {
  const bytes = fromHex(hex);
  if (!bytes.ok) throw new Error(hex);
  return bytes.value;
};

describe('delta frames', () => {
  it('give back the samples that were written, of any course', () => {
    const course = fc.array(
      fc.tuple(fc.integer({ min: -32_768, max: 32_767 }), fc.integer({ min: -9, max: 9 })),
      {
        minLength: 1,
        maxLength: 300,
      },
    );
    fc.assert(
      fc.property(course, (rows) => {
        const samples = [rows.map(([x]) => x), rows.map(([, y]) => y)];
        const layout = { channels: 2, size: 2 } as const;
        expect(readDeltas(writeDeltas(samples, layout), { ...layout, limit: 400 })).toEqual(samples);
      }),
    );
  });

  it('refuse more samples than a reading holds, however few octets say them', () => {
    const constant = Uint8Array.from([0, 0, ...Array.from({ length: 100 }, () => [0, 255]).flat()]);
    expect(readDeltas(constant, { channels: 1, size: 2, limit: 1_024 })).toBe('too_long');
  });
});

describe('a stream', () => {
  const frame = (sensorMs: number, samples: number): Uint8Array =>
    polarSensor.simulate?.({
      readings: [
        {
          kind: 'waveform',
          signal: 'ecg',
          fsHz: null,
          sensorMs,
          channels: [Array(samples).fill(7)],
          confidence: 1,
          doubt: null,
        },
      ],
    }) as Uint8Array;
  const rates = (frames: readonly Uint8Array[]): unknown[] => {
    const adapter = createAdapter(polarSensor);
    return frames
      .flatMap((each) => adapter.push(each))
      .flatMap((each) => (each.kind === 'frame' ? each.readings : []))
      .map((reading) => (reading.kind === 'waveform' ? reading.fsHz : reading));
  };

  it('knows its rate from the second frame on', () => {
    expect(rates([frame(1000, 73), frame(1000 + 73_000 / 130, 73), frame(1000 + 146_000 / 130, 73)])).toEqual(
      [null, 130, 130],
    );
  });

  it('says no rate where a frame was lost, or the clock ran back', () => {
    expect(rates([frame(1000, 73), frame(1000 + 146_000 / 130, 73), frame(900, 73)])).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('the control point', () => {
  it('is asked with the bytes of the maker', () => {
    expect(toHex(askSettings('ecg'))).toBe('0100');
    expect(toHex(startStream('ecg', { sampleRateHz: 130, resolutionBits: 14 }))).toBe('02000001820001010e00');
    expect(toHex(startStream('acceleration', { sampleRateHz: 200, resolutionBits: 16, range: 8 }))).toBe(
      '02020001c8000101100002010800',
    );
    expect(toHex(stopStream('ppi'))).toBe('0303');
  });

  it('answers with what a strap offers', () => {
    const answer = readAnswer(bytesOf('f0010200000004190032006400c800010110000203020004000800'));
    expect(answer).toEqual({
      command: 'settings',
      measurement: 'acceleration',
      status: 0,
      settings: { sampleRateHz: [25, 50, 100, 200], resolutionBits: [16], range: [2, 4, 8] },
    });
  });

  it('tells the factor of a stream, which scales its samples', () => {
    const factor = bytesOf('f0020200000501000000000000'.slice(0, 14) + toHex(float(0.000244)));
    const answer = readAnswer(factor);
    if (answer === undefined) throw new Error('no answer');
    const { acceleration, rotation } = factorsOf([answer]);
    expect(acceleration).toBeCloseTo(0.000244, 9);
    expect(rotation).toBe(DEFAULT_FACTORS.rotation);
  });

  it('of any bytes is read without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        readAnswer(Uint8Array.of(0xf0, 1, 2, 0, 0, ...bytes));
        readAnswer(bytes);
      }),
    );
  });
});

function float(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return bytes;
}

const file = protocolData('ble_polar_pmd.json');
const real = file !== undefined;
interface Vector {
  readonly hex: string;
  readonly expected: {
    readonly type?: string;
    readonly timestamp_ns?: number;
    readonly body_only?: boolean;
    readonly samples_uV?: readonly number[];
    readonly raw_samples_lsb?: readonly (readonly number[])[];
    readonly factor?: number;
    readonly first_mg?: readonly number[];
    readonly samples?: readonly unknown[];
  };
}

it.runIf(!real)("NOT TESTED: the maker's vectors, ../shared/data/protocol is absent", () => {
  expect(real).toBe(false);
});

describe.runIf(real)("the maker's vectors", () => {
  const vectors: Vector[] = file === undefined ? [] : JSON.parse(readFileSync(file, 'utf8'));
  const of = (type: string): Vector => {
    const found = vectors.find(({ expected }) => expected.type === type);
    if (found === undefined) throw new Error(`no ${type}`);
    return found;
  };
  const channelsOf = (hex: string, factors = DEFAULT_FACTORS): readonly (readonly number[])[] => {
    const read = readPolarFrame(bytesOf(hex), factors);
    if (typeof read === 'string') throw new Error(read);
    const [wave] = read.readings;
    return wave?.kind === 'waveform' ? wave.channels : [];
  };

  it('ECG reads to the microvolt', () => {
    const { hex, expected } = of('ECG');
    expect(channelsOf(hex)).toEqual([expected.samples_uV]);
  });

  it('compressed acceleration reads sample by sample, by its factor', () => {
    const { hex, expected } = of('ACC');
    const factor = expected.factor ?? 0;
    const channels = channelsOf(hex, { ...DEFAULT_FACTORS, acceleration: factor });
    const rows = channels[0]?.map((_, n) =>
      channels.map((channel) => Math.round((channel[n] ?? 0) / factor)),
    );
    expect(rows).toEqual(expected.raw_samples_lsb);
    // The library cuts to whole milli-g; a reading keeps what the sensor said.
    expect(channels.map(([first = 0]) => Math.trunc(first * 1000))).toEqual(expected.first_mg);
  });

  it('a bare delta body reads as stated', () => {
    const bare = vectors.find(({ expected }) => expected.body_only);
    const columns = readDeltas(bytesOf(bare?.hex ?? ''), { channels: 3, size: 2, limit: 100 });
    if (typeof columns === 'string') throw new Error(columns);
    expect(columns[0]?.map((_, n) => columns.map((column) => column[n]))).toEqual(bare?.expected.samples);
  });

  it('pulse intervals keep their rate, interval and flags', () => {
    const { hex, expected } = of('PPI');
    const readings = decodePolarFrame(bytesOf(hex), DEFAULT_FACTORS);
    if ('kind' in readings) throw new Error(readings.reason);
    const told = readings.map((reading) =>
      reading.kind === 'heart_rate' ? [reading.bpm ?? 0, ...reading.rrMs] : [],
    );
    const stated = expected.samples as { hr: number; pp_ms: number }[];
    expect(told).toEqual(stated.map(({ hr, pp_ms }) => [hr, pp_ms]));
    expect(readings).toMatchObject([
      { contact: 'detected', doubt: 'poor_signal' },
      { contact: 'unsupported', doubt: 'out_of_range' },
    ]);
  });
});

it('streams with another factor are another definition of the same id', () => {
  expect(polarMeasurementData({ ...DEFAULT_FACTORS, rotation: 1 }).id).toBe(polarSensor.id);
});
