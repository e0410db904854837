import { describe, expect, it } from 'vitest';
import { cleanRates } from './clean.ts';

const T = Array.from({ length: 300 }, (_, t) => t);
const rise = T.map((t) => Math.round(80 + 90 * (1 - Math.exp(-t / 60))));

describe('rates as a strap shows them', () => {
  it('stay as they are when one heart can have made them', () => {
    const { rate, rejected } = cleanRates({ t: T, values: rise });
    expect(rejected).toBe(0);
    expect(rate.map(({ bpm }) => bpm)).toEqual(rise);
  });

  it('lose spikes, halves and zeros; short holes are bridged with a wider interval', () => {
    const values = rise.map((v, t) =>
      t === 50 ? v + 60 : t >= 120 && t < 130 ? v / 2 : t >= 200 && t < 206 ? 0 : v,
    );
    const { rate, rejected } = cleanRates({ t: T, values });
    expect(rejected).toBe(17);
    const worst = Math.max(...rate.map(({ bpm }, t) => Math.abs((bpm ?? 0) - (rise[t] as number))));
    expect(worst).toBeLessThan(2);
    const width = (t: number) => (rate[t]?.high ?? 0) - (rate[t]?.low ?? 0);
    expect(width(125)).toBeGreaterThan(width(119));
  });

  it('are refused in a long hole, with the reason', () => {
    const values = rise.map((v, t) => (t >= 100 && t < 140 ? Number.NaN : v));
    const { rate } = cleanRates({ t: T, values });
    expect(rate[120]).toMatchObject({ bpm: null, because: 'contact_lost' });
    expect(rate[150]?.bpm).toBe(rise[150]);
  });

  it('are none of none', () => {
    expect(cleanRates({ t: [], values: [] })).toEqual({ rate: [], rejected: 0 });
  });
});
