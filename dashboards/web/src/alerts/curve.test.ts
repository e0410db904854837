import type { HeartRateEvidence } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURVE, curveOf } from './curve.ts';

const evidence = (rates: readonly number[]): HeartRateEvidence => ({
  kind: 'heart_rate_above',
  ceilingBpm: 185,
  maxBpm: 200,
  sustainedMs: 10_000,
  series: rates.map((bpm, n) => ({ at: 1_000 * n, bpm })),
});

describe("an alert's curve", () => {
  it('stays in its drawing, whatever the rates', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 }), (rates) => {
        const { line, ceilingY } = curveOf(evidence(rates));
        const numbers = [...line.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
        expect(numbers).toHaveLength(rates.length);
        for (const [x = -1, y = -1] of [...numbers, [0, ceilingY]]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(CURVE.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(CURVE.height);
        }
      }),
    );
  });

  it('is above the ceiling where the rate is', () => {
    const { last, ceilingY } = curveOf(evidence([150, 199]));
    expect(last?.y).toBeLessThan(ceilingY);
    expect(curveOf(evidence([199, 150])).last?.y).toBeGreaterThan(ceilingY);
  });

  it('is empty without rates', () => {
    expect(curveOf(evidence([]))).toMatchObject({ line: '', area: '', last: null });
  });
});
