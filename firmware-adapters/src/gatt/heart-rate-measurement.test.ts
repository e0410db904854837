import { readFileSync } from 'node:fs';
import type { HeartRateReading } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../bytes.ts';
import type { Decoding } from '../device.ts';
import { protocolData } from '../protocol-data.fixture.ts';
import { decodeHeartRate, encodeHeartRate } from './heart-rate-measurement.ts';

function decodeHex(hex: string): Decoding {
  const bytes = fromHex(hex);
  if (!bytes.ok) throw new Error(`bad hex ${hex}`);
  return decodeHeartRate(bytes.value);
}
function readingOf(decoding: Decoding): HeartRateReading {
  const [reading] = 'kind' in decoding ? [] : decoding;
  if (reading?.kind !== 'heart_rate') throw new Error(`no heart rate in ${JSON.stringify(decoding)}`);
  return reading;
}

const rrMs = fc.array(
  fc.nat(0xffff).map((ticks) => (ticks * 125) / 128),
  { maxLength: 20 },
);
const values = fc.record({
  bpm: fc.integer({ min: 1, max: 0xffff }),
  contact: fc.constantFrom('detected', 'lost', 'unsupported'),
  energyKj: fc.option(fc.nat(0xffff), { nil: null }),
  rrMs,
});

describe('Heart Rate Measurement', () => {
  it('reads back what was said', () => {
    fc.assert(
      fc.property(values, (said) => {
        expect(readingOf(decodeHeartRate(encodeHeartRate(said)))).toMatchObject(said);
      }),
    );
  });

  it('says no measurement as a rate of 0', () => {
    expect(readingOf(decodeHeartRate(encodeHeartRate({ bpm: null })))).toMatchObject({
      bpm: null,
      doubt: 'no_value',
      confidence: 0,
    });
  });

  it('takes 16 bits only for rates above 255', () => {
    expect(encodeHeartRate({ bpm: 255 })).toHaveLength(2);
    expect(encodeHeartRate({ bpm: 256 })).toHaveLength(3);
  });

  it('trusts rates from 25 to 250 and keeps the number of others', () => {
    const doubtOf = (bpm: number) => readingOf(decodeHeartRate(encodeHeartRate({ bpm })));
    expect(doubtOf(24)).toMatchObject({ bpm: 24, doubt: 'out_of_range', confidence: 0 });
    expect(doubtOf(25)).toMatchObject({ bpm: 25, doubt: null, confidence: 1 });
    expect(doubtOf(250)).toMatchObject({ bpm: 250, doubt: null, confidence: 1 });
    expect(doubtOf(251)).toMatchObject({ bpm: 251, doubt: 'out_of_range', confidence: 0 });
  });

  it('names lost contact first: it is the cause of what else is wrong', () => {
    const lost = (bpm: number | null) =>
      readingOf(decodeHeartRate(encodeHeartRate({ bpm, contact: 'lost' }))).doubt;
    expect([lost(null), lost(300), lost(72)]).toEqual(['no_contact', 'no_contact', 'no_contact']);
  });

  it('ignores reserved flag bits', () => {
    fc.assert(
      fc.property(values, fc.nat(7), (said, reserved) => {
        const bytes = encodeHeartRate(said);
        const marked = bytes.with(0, (bytes[0] ?? 0) | (reserved << 5));
        expect(decodeHeartRate(marked)).toEqual(decodeHeartRate(bytes));
      }),
    );
  });

  it('rejects every notification cut short, unless RR intervals alone were cut off', () => {
    fc.assert(
      fc.property(values, fc.nat(60), (said, keep) => {
        const bytes = encodeHeartRate(said);
        const short = bytes.subarray(0, keep % bytes.length);
        const decoding = decodeHeartRate(short);
        const intervalsCut = !('kind' in decoding) && said.rrMs.length > readingOf(decoding).rrMs.length;
        expect('kind' in decoding || intervalsCut).toBe(true);
      }),
    );
  });

  it('reads a view into a larger buffer', () => {
    expect(readingOf(decodeHeartRate(Uint8Array.of(0xff, 0, 80, 0xff).subarray(1, 3)))).toMatchObject({
      bpm: 80,
    });
  });

  it.each([
    { bpm: -1 },
    { bpm: 1.5 },
    { bpm: 65_536 },
    { bpm: 70, energyKj: 65_536 },
    { bpm: 70, rrMs: [64_000] },
    { bpm: 70, rrMs: Array.from({ length: 256 }, () => 800) },
  ])('does not say what has no bytes: %j', (said) => {
    expect(() => encodeHeartRate(said)).toThrow(RangeError);
  });
});

interface Vector {
  readonly characteristic: string;
  readonly hex: string;
  readonly expected: {
    readonly heart_rate: number;
    readonly sensor_contact: string;
    readonly energy_expended_kj?: number;
    readonly rr_1024?: readonly number[];
  };
}
const vectorsOf = (name: string): Vector[] =>
  (JSON.parse(readFileSync(protocolData(name) ?? '', 'utf8')) as Vector[]).filter(
    ({ characteristic }) => characteristic === '0x2A37',
  );
const CONTACT: Readonly<Record<string, string>> = {
  not_supported: 'unsupported',
  not_detected: 'lost',
  detected: 'detected',
};
const describeVectors = protocolData('ble_gatt_standard.json') === undefined ? describe.skip : describe;

describeVectors('published 0x2A37 vectors (NOT TESTED where ../shared/data/protocol is absent)', () => {
  it('standard vectors read as their publishers state', () => {
    const vectors = vectorsOf('ble_gatt_standard.json');
    expect(vectors.length).toBeGreaterThan(0);
    for (const { hex, expected } of vectors) {
      expect(readingOf(decodeHex(hex)), hex).toMatchObject({
        bpm: expected.heart_rate,
        contact: CONTACT[expected.sensor_contact],
        energyKj: expected.energy_expended_kj ?? null,
        rrMs: (expected.rr_1024 ?? []).map((ticks) => (ticks * 1000) / 1024),
      });
    }
  });

  it('malformed ones are rejected', () => {
    const vectors = vectorsOf('ble_gatt_malformed.json');
    expect(vectors.length).toBeGreaterThan(0);
    for (const { hex } of vectors) expect(decodeHex(hex), hex).toHaveProperty('kind', 'rejected');
  });
});
