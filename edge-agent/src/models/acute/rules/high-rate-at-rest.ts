import { abstains, defineRule, NO } from '../rule.ts';
import { between, KNOWN, movementOf, rateOf, rates, trustOf } from '../windows.ts';

/** A high rate in a body that has not moved for minutes. */
export const highRateAtRest = defineRule({
  id: 'high-rate-at-rest',
  version: 1,
  name: { zh: '静止时心率过高', en: 'High heart rate without movement' },
  instruction: {
    zh: '坐下，问心慌、胸闷、气喘、发热；两分钟不降请校医。',
    en: 'Sit down; ask about palpitations, chest, breath, fever; no fall in two minutes: call the nurse.',
  },
  severity: 'warning; critical from the maximum on',
  condition: 'no movement for the whole time, no effort before it, and the rate at or above both thresholds',
  needs: 'rates and movement of the pupil (the lesson phase is not enough)',
  clears: 'the rate is below, or movement begins, for half a minute',
  numbers: {
    still: {
      value: 120,
      unit: 's',
      what: 'without movement, and without effort before',
      source: 'own choice',
      support: 'low',
    },
    sustained: { value: 60, unit: 's', what: 'at or above', source: 'own choice', support: 'low' },
    rate: {
      value: 150,
      unit: 'bpm',
      what: 'well above excitement: awake children at rest have up to 120-140',
      source: 'vital_references.csv, resting_hr; margin is own choice',
      support: 'medium',
    },
    share: { value: 73, unit: '% of maximum', what: 'rate', source: 'own choice', support: 'low' },
    byStepsRate: {
      value: 170,
      unit: 'bpm',
      what: 'rate where only steps are counted: sit-ups and push-ups make none',
      source: 'own choice',
      support: 'low',
    },
    byStepsShare: { value: 85, unit: '% of maximum', what: 'the same', source: 'own choice', support: 'low' },
    afterEffort: {
      value: 300,
      unit: 's',
      what: 'after effort `no-recovery` judges instead',
      source: 'own choice',
      support: 'low',
    },
  },
  clearSeconds: 30,
  judge({ seconds, limits }, numbers) {
    const { still, sustained, afterEffort } = numbers;
    if (limits === null) return abstains('the roster has no limits of the pupil');
    const shown = rateOf(between(seconds, { fromMs: 10_000 }), 3);
    if (shown !== null && shown < numbers.rate) return NO;
    const rest = between(seconds, { fromMs: still * 1_000 });
    const [first, last] = [rest[0], rest.at(-1)];
    if (first === undefined || last === undefined || last.at - first.at < still * 950)
      return abstains('too little is known yet');
    if (rest.some(({ movement }) => movement?.source === 'phase'))
      return abstains('only the lesson phase is known');
    const resting = movementOf(rest);
    if (resting.known < KNOWN) return abstains('movement is not known');
    if (resting.still < 0.92) return NO;
    const before = movementOf(between(seconds, { fromMs: afterEffort * 1_000, toMs: still * 1_000 }));
    if (before.hard > 0.1 || 1 - before.still > 0.4) {
      if (before.known > 0) return abstains('the body moved shortly before');
    }
    const onlySteps = rest.some(({ movement }) => movement?.source === 'cadence');
    const [rate, share] = onlySteps
      ? [numbers.byStepsRate, numbers.byStepsShare]
      : [numbers.rate, numbers.share];
    const threshold = Math.max(rate, (share / 100) * limits.maxBpm);
    const window = between(seconds, { fromMs: sustained * 1_000 });
    const heard = rates(window);
    if (heard.length < window.length * 0.7) return abstains('too few believed rates');
    const lowest = quantileLow(heard);
    if (lowest < threshold) return NO;
    return {
      is: 'yes',
      severity: lowest >= limits.maxBpm ? 'critical' : 'warning',
      from: window[0]?.at ?? 0,
      quantity: 'heart_rate',
      threshold: Math.round(threshold),
      observed: Math.round(lowest),
      confidence: trustOf(window) * resting.confidence * (onlySteps ? 0.8 : 1),
      evidenceMs: still * 1_000,
    };
  },
});

/** The rate that all but one in ten reach. */
const quantileLow = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.1)] ?? 0;
