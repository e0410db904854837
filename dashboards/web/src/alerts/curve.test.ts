import type { AcuteStateEvidence, HeartRateEvidence } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURVE, curveOf, drawnOf } from './curve.ts';

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
        const { line, ceilingY } = curveOf(drawnOf(evidence(rates)));
        const numbers = [...line.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
        expect(numbers).toHaveLength(rates.length);
        for (const [x = -1, y = -1] of [...numbers, [0, ceilingY ?? -1]]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(CURVE.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(CURVE.height);
        }
      }),
    );
  });

  it('is above the ceiling where the rate is', () => {
    const { last, ceilingY } = curveOf(drawnOf(evidence([150, 199])));
    expect(last?.y).toBeLessThan(ceilingY ?? 0);
    expect(curveOf(drawnOf(evidence([199, 150]))).last?.y).toBeGreaterThan(ceilingY ?? 0);
  });

  it('is empty without rates', () => {
    expect(curveOf(drawnOf(evidence([])))).toMatchObject({ line: '', area: '', last: null });
  });

  const acute = (more: Partial<AcuteStateEvidence>): AcuteStateEvidence => ({
    kind: 'acute_state',
    quantity: 'heart_rate',
    threshold: 170,
    observed: 180,
    sustainedMs: 60_000,
    confidence: 0.8,
    series: [150, 180, null, 182].map((value, n) => ({ at: 1_000 * n, value })),
    ...more,
  });

  it('of an acute state has a gap where nothing could be believed', () => {
    const { line, area, last, ceilingY } = curveOf(drawnOf(acute({})));
    expect(line.match(/M/g)).toHaveLength(2);
    expect(area).toBe('');
    expect(last?.y).toBeLessThan(ceilingY ?? 0);
  });

  it('draws no line for a threshold that is no rate', () => {
    expect(curveOf(drawnOf(acute({ quantity: 'heart_rate_change', threshold: -40 }))).ceilingY).toBeNull();
  });
});
