import { abstains, defineRule, NO } from '../rule.ts';
import { between, movementOf } from '../windows.ts';

/** Oxygen saturation below what the nurse set. */
export const lowOxygen = defineRule({
  id: 'low-oxygen',
  version: 1,
  name: { zh: '血氧偏低', en: 'Oxygen saturation is low' },
  instruction: {
    zh: '停止运动，坐直，按哮喘预案给药；重新测量，请校医。',
    en: 'Stop, sit upright, follow the asthma plan; measure again, call the nurse.',
  },
  severity: 'warning; critical below the second limit',
  condition: 'all readings of the time, at least two, are below the limit that the nurse set (`rules.spo2`)',
  needs: 'the nurse has set the limits; readings of a body that does not run',
  clears: 'a reading at or above the limit',
  numbers: {
    readings: { value: 2, unit: 'readings', what: 'at least', source: 'own choice', support: 'low' },
    lookback: { value: 120, unit: 's', what: 'readings looked at', source: 'own choice', support: 'low' },
  },
  clearSeconds: 1,
  judge({ seconds, settings: { spo2 } }, { readings, lookback }) {
    if (spo2 === null) return abstains('the nurse has set no limit');
    const window = between(seconds, { fromMs: lookback * 1_000 });
    const heard = window.flatMap(({ at, spo2: value }) => (value === null ? [] : [{ at, value }]));
    if (heard.length < readings) return abstains('too few readings');
    const last = heard.at(-1) as { at: number; value: number };
    if (last.value >= spo2.belowPercent) return NO;
    const firstLow = heard.findLastIndex(({ value }) => value >= spo2.belowPercent) + 1;
    const low = heard.slice(firstLow);
    const from = low[0]?.at ?? last.at;
    // A finger clip that moves reads low: it must stay low while the body does not run.
    if (movementOf(window.filter(({ at }) => at >= from)).hard > 0.3) return abstains('the body runs');
    if (low.length < readings || last.at - from < spo2.sustainedSeconds * 1_000)
      return abstains('not long enough');
    const worst = Math.min(...low.slice(-3).map(({ value }) => value));
    const critical = low.slice(-3).every(({ value }) => value < spo2.criticalBelowPercent);
    return {
      is: 'yes',
      severity: critical ? 'critical' : 'warning',
      from,
      quantity: 'spo2',
      threshold: critical ? spo2.criticalBelowPercent : spo2.belowPercent,
      observed: worst,
      confidence: Math.min(0.9, 0.5 + 0.1 * low.length),
      evidenceMs: lookback * 1_000,
    };
  },
});
