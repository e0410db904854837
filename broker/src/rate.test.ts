import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRate } from './rate.ts';

describe('a rate', () => {
  it('lets a second’s worth through at once and then asks to wait for the rest', () => {
    const rate = createRate(1000);
    expect(rate.take(1000, 0)).toBe(0);
    expect(rate.take(500, 0)).toBe(500);
    expect(rate.take(0, 500)).toBe(0);
  });

  it('never lets more than its rate and one second’s worth pass a reader that waits as told', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.array(fc.nat(3000), { minLength: 1 }),
        (perSecond, amounts) => {
          const rate = createRate(perSecond);
          let now = 0;
          let passed = 0;
          for (const amount of amounts) {
            const wait = rate.take(amount, now);
            // What was taken into debt is one read, and the debt is paid before the next.
            expect(passed).toBeLessThanOrEqual(perSecond + (perSecond * now) / 1000 + 1e-6);
            passed += amount;
            now += wait;
          }
        },
      ),
    );
  });

  it('does not save up while nothing comes', () => {
    const rate = createRate(10);
    rate.take(0, 0);
    expect(rate.take(20, 3_600_000)).toBe(1000);
  });
});
