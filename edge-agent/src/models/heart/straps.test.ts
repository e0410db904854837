import { describe, expect, it } from 'vitest';
import { budgetAfterStrap, strapLag } from './straps.ts';

describe('the lag of a strap', () => {
  it('is the measured one where the strap is known by name', () => {
    expect(strapLag('BLE strap Wahoo TICKR X2')).toMatchObject({
      strap: 'Wahoo TICKR X 2',
      source: 'measured',
    });
    expect(strapLag('CooSpo 808S 0012345').source).toBe('measured');
  });

  it('is assumed, and said to be, where it is not', () => {
    expect(strapLag('HRM-Dual')).toMatchObject({ source: 'assumed' });
  });

  it('is taken off the time in which an alert has to ring', () => {
    const lag = strapLag('TICKR');
    expect(budgetAfterStrap({ bound: 30, lag })).toBe(30 - lag.seconds);
    expect(budgetAfterStrap({ bound: 5, lag })).toBe(0);
  });
});
