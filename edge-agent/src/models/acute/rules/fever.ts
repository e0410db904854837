import { abstains, defineRule, NO } from '../rule.ts';

/** A body temperature at which a pupil does not take part. */
export const fever = defineRule({
  id: 'fever',
  version: 1,
  name: { zh: '体温偏高', en: 'Body temperature is high' },
  instruction: {
    zh: '不参加运动；休息十分钟后由校医复测。',
    en: 'No exercise; the nurse measures again after ten minutes of rest.',
  },
  severity: 'warning',
  condition: 'a reading at or above what the nurse set (`rules.temperature`)',
  needs: 'a thermometer reading of the pupil that the device does not doubt',
  clears: 'a reading below, or ten minutes',
  numbers: {
    default: {
      value: 37.3,
      unit: 'degC',
      what: 'limit unless the nurse sets another',
      source: 'vital_references.csv, body_temp (school gate rule since 2020; 37.5 in 2009)',
      support: 'medium',
    },
    lookback: { value: 300, unit: 's', what: 'a reading counts', source: 'own choice', support: 'low' },
  },
  clearSeconds: 1,
  judge({ seconds, settings: { temperature } }, { lookback }) {
    if (temperature === null) return abstains('the nurse has switched it off');
    const now = seconds.at(-1)?.at ?? 0;
    const last = seconds.findLast((each) => each.temperature !== null);
    if (last === undefined || last.temperature === null || now - last.at > lookback * 1_000)
      return abstains('no reading');
    if (last.temperature < temperature.atLeastDegC) return NO;
    return {
      is: 'yes',
      severity: 'warning',
      from: last.at,
      quantity: 'body_temperature',
      threshold: temperature.atLeastDegC,
      observed: last.temperature,
      confidence: 0.8,
      evidenceMs: lookback * 1_000,
    };
  },
});
