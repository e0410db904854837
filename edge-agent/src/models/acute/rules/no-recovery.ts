import { abstains, defineRule, NO } from '../rule.ts';
import { between, KNOWN, movementOf, rateOf, trustOf } from '../windows.ts';

/** A heart that stays fast long after the body stopped. */
export const noRecovery = defineRule({
  id: 'no-recovery',
  version: 1,
  name: { zh: '停止运动后心率不恢复', en: 'Heart rate does not recover' },
  instruction: {
    zh: '停课，坐到阴凉处，问胸闷、头晕、气喘；不好转请校医。',
    en: 'Stop, sit in the shade, ask about chest, dizziness and breath; no better: call the nurse.',
  },
  severity: 'warning',
  condition:
    'after effort at or above the effort rate the body has been still for the waiting time, and the rate is still near what it was',
  needs: 'rates and movement (acceleration, cadence or the lesson phase)',
  clears: 'the rate falls below the share for a minute, or movement begins again',
  numbers: {
    effort: {
      value: 75,
      unit: '% of maximum',
      what: 'rate in the last half minute of effort',
      source: 'own choice',
      support: 'low',
    },
    wait: {
      value: 180,
      unit: 's',
      what: 'without movement',
      source: 'vital_references.csv, hr_recovery (3 min)',
      support: 'medium',
    },
    share: {
      value: 85,
      unit: '% of effort rate',
      what: 'rate that is no recovery; children stand at about 60 % after three minutes',
      source: 'vital_references.csv, hr_recovery (Mahon 2001, n = 16); margin is own choice',
      support: 'medium',
    },
    byStepsShare: {
      value: 91,
      unit: '% of effort rate',
      what: 'where only steps are counted: sit-ups after a run make none',
      source: 'own choice',
      support: 'low',
    },
  },
  clearSeconds: 60,
  judge({ seconds, limits }, { effort, wait, share, byStepsShare }) {
    if (limits === null) return abstains('the roster has no limits of the pupil');
    const now = rateOf(between(seconds, { fromMs: 15_000 }), 8);
    if (now === null) return abstains('no believed rate');
    if (now < (effort / 100) * (share / 100) * limits.maxBpm) return NO;
    const waitMs = wait * 1_000;
    const rest = between(seconds, { fromMs: waitMs });
    const before = between(seconds, { fromMs: waitMs + 45_000, toMs: waitMs + 1_000 });
    const [resting, working] = [movementOf(rest), movementOf(before)];
    if (resting.known < KNOWN || working.known < KNOWN) return abstains('movement is not known');
    if (resting.still < 0.92 || working.still > 0.5) return NO;
    const during = rateOf(before.slice(-30), 10);
    if (during === null) return abstains('no believed rate');
    if (during < (effort / 100) * limits.maxBpm) return NO;
    const onlySteps = rest.some(({ movement }) => movement?.source === 'cadence');
    const threshold = ((onlySteps ? byStepsShare : share) / 100) * during;
    if (now < threshold) return NO;
    return {
      is: 'yes',
      severity: 'warning',
      from: rest[0]?.at ?? 0,
      quantity: 'heart_rate',
      threshold: Math.round(threshold),
      observed: Math.round(now),
      confidence: trustOf(rest) * resting.confidence,
      evidenceMs: waitMs + 45_000,
    };
  },
});
