import {
  type DeviceId,
  type HeartRateSample,
  heartRatesIn,
  MAX_ROWS,
  MAX_SAMPLES,
  type OtherReading,
  type ReadingSample,
  readingsIn,
  samplesIn,
  TelemetryBody,
} from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TelemetryBatcher } from './telemetry-batcher.ts';

type Heard =
  | { readonly heart: true; readonly rr: number }
  | { readonly heart: false; readonly samples: number };

const heartOf = (n: number, rr: number): HeartRateSample => ({
  ...{ device: 'band' as DeviceId, at: n, n, deviceAt: null, bpm: 90, contact: 'detected' },
  ...{ energyKj: null, rrMs: Array(rr).fill(800), confidence: 1, doubt: null },
});
const readingOf = (n: number, samples: number): ReadingSample => ({
  ...{ device: 'band' as DeviceId, at: n, n, deviceAt: null },
  reading: samples === 0 ? battery : wave(samples),
});
const battery: OtherReading = {
  kind: 'quantity',
  quantity: 'battery',
  value: 80,
  confidence: 1,
  doubt: null,
};
const wave = (samples: number): OtherReading => ({
  ...{ kind: 'waveform', signal: 'ecg', fsHz: 130, sensorMs: null, confidence: 1, doubt: null },
  channels: Array.from({ length: 8 }, () => Array(samples).fill(1)),
});

const anyHeard: fc.Arbitrary<Heard> = fc.oneof(
  fc.record({ heart: fc.constant(true as const), rr: fc.constantFrom(0, 2, 256) }),
  fc.record({ heart: fc.constant(false as const), samples: fc.constantFrom(0, 9, 1_024) }),
);

describe('the batcher', () => {
  it('loses and reorders nothing, and no message is one that the school refuses', () => {
    fc.assert(
      fc.property(fc.array(anyHeard, { maxLength: 1_200 }), (all) => {
        const batcher = new TelemetryBatcher();
        const bodies = all.map((each, i) =>
          each.heart
            ? batcher.add(heartOf(i + 1, each.rr))
            : batcher.addReading(readingOf(i + 1, each.samples)),
        );
        const sent = [...bodies, batcher.flush()].filter((body) => body !== undefined);
        const numbers = (wanted: boolean) => all.flatMap(({ heart }, i) => (heart === wanted ? [i + 1] : []));
        expect(sent.flatMap(heartRatesIn).map(({ n }) => n)).toEqual(numbers(true));
        expect(sent.flatMap(readingsIn).map(({ n }) => n)).toEqual(numbers(false));
        for (const body of sent) {
          const rows = body.blocks.reduce((sum, block) => sum + block.device.length, 0);
          expect(rows).toBeLessThanOrEqual(MAX_ROWS);
          expect(samplesIn(readingsIn(body).map(({ reading }) => reading))).toBeLessThanOrEqual(MAX_SAMPLES);
        }
        expect(sent.slice(-2).every((body) => TelemetryBody.safeParse(body).success)).toBe(true);
        expect(batcher.flush()).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it('makes a message of heart rates alone where nothing else was heard', () => {
    const batcher = new TelemetryBatcher();
    batcher.add(heartOf(1, 0));
    expect(batcher.flush()?.blocks.map(({ measurement }) => measurement)).toEqual(['heart_rate']);
  });

  it('stays below the packet limit of a broker with the longest readings there are', () => {
    const batcher = new TelemetryBatcher();
    const long = -1.234567890123456e-7;
    const reading: OtherReading = { ...wave(1), channels: Array(8).fill(Array(1_024).fill(long)) } as never;
    const bodies = [1, 2].map((n) => batcher.addReading({ ...readingOf(n, 1), reading }));
    expect(bodies[0]).toBeUndefined();
    expect(JSON.stringify(bodies[1]).length).toBeLessThan(1_048_576);
  });
});
