import { abstains, defineRule, NO } from '../rule.ts';
import { between, intervals, rates, trustOf } from '../windows.ts';

/** A heart that beats too seldom in a waking pupil. */
export const lowRate = defineRule({
  id: 'low-rate',
  version: 1,
  name: { zh: '心率过低', en: 'Heart rate too low' },
  instruction: {
    zh: '马上看学生是否清醒；叫不应就叫人、打120、取AED。',
    en: 'See at once whether the pupil is awake; no answer: shout for help, call 120, fetch the AED.',
  },
  severity: 'critical',
  condition: 'each believed rate is below the limit for so long, and the beats say the same',
  needs: 'rates and their beats',
  clears: 'the rate is above for twenty seconds',
  numbers: {
    rate: {
      value: 45,
      unit: 'bpm',
      what: 'limit; 60 is the low end at rest from 12 years on, trained pupils have less',
      source: 'vital_references.csv, resting_hr; margin from memory',
      support: 'low',
    },
    sustained: { value: 15, unit: 's', what: 'below', source: 'own choice', support: 'low' },
  },
  clearSeconds: 20,
  judge({ seconds }, { rate, sustained }) {
    const window = between(seconds, { fromMs: sustained * 1_000 });
    const heard = rates(window);
    if (heard.length < sustained * 0.7) return abstains('too few believed rates');
    if (intervals(window).length < 4) return abstains('no beats were heard');
    if (heard.some((bpm) => bpm >= rate)) return NO;
    return {
      is: 'yes',
      severity: 'critical',
      from: window[0]?.at ?? 0,
      quantity: 'heart_rate',
      threshold: rate,
      observed: Math.min(...heard),
      confidence: trustOf(window),
      evidenceMs: 60_000,
    };
  },
});
