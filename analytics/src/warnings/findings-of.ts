import type { Finding, FitnessHistory, Trajectory, WarningRule } from '@tizhi/contracts';
import { evidenceFor } from './conditions.ts';
import { WARNING_RULES } from './rules/index.ts';

/**
 * What the rules find at the pupil's latest test, most severe first as the rules stand; the history is the one that
 * the trajectory was made of. A pupil without a test has none.
 */
export function findingsOf({
  trajectory,
  history,
  rules = WARNING_RULES,
}: {
  readonly trajectory: Trajectory;
  readonly history: FitnessHistory;
  readonly rules?: readonly WarningRule[];
}): Finding[] {
  const latest = trajectory.tests.at(-1);
  if (latest === undefined) return [];
  const found: Finding[] = [];
  const about = { trajectory, history };
  for (const rule of rules) {
    const evidence = evidenceFor(rule.condition, about);
    if (evidence === null) continue;
    found.push({
      rule: rule.id,
      ruleVersion: rule.version,
      subject: trajectory.subject,
      schoolYear: latest.schoolYear,
      severity: rule.severity,
      shownAs: rule.shownAs,
      evidence,
    });
  }
  return found;
}
