import { escalationAt, foldWarning, warningRule } from '@tizhi/analytics';
import type { Finding, Role, Warning, WarningRule } from '@tizhi/contracts';
import type { StoredWarning } from '@tizhi/storage';

/** A warning with its state, beside the rule that found it. */
export interface RuledWarning {
  readonly warning: Warning;
  readonly rule: WarningRule;
}

export function ruledWarning(stored: StoredWarning): RuledWarning {
  return {
    warning: foldWarning(stored),
    rule: warningRule(stored.finding.rule) ?? withdrawnRule(stored.finding),
  };
}

export const isSeenBy = ({ rule }: Pick<RuledWarning, 'rule'>, role: Role): boolean =>
  rule.sees.includes(role);

const SEVERITIES = ['critical', 'warning', 'info'] as const;

/** What needs somebody first: late ones, then by severity, then the oldest; resolved ones last, the newest first. */
export function byUrgency({ warning: a }: RuledWarning, { warning: b }: RuledWarning): number {
  const resolved = Number(a.state === 'resolved') - Number(b.state === 'resolved');
  if (resolved !== 0) return resolved;
  if (a.state === 'resolved') return b.openedAt - a.openedAt;
  return (
    Number(b.escalatedAt !== null) - Number(a.escalatedAt !== null) ||
    SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity) ||
    a.openedAt - b.openedAt
  );
}

export const dueAt = (warning: Warning) => escalationAt(warning);

/** A rule that this version no longer has: its warnings are the nurse's to close. */
function withdrawnRule({ rule: id, ruleVersion, severity, shownAs }: Finding): WarningRule {
  return {
    id,
    version: ruleVersion,
    title: { zh: `已停用的规则 ${id}`, en: `A rule that is no longer used: ${id}` },
    condition: { kind: 'total_below', totalBelow: 1 },
    severity,
    sees: ['nurse'],
    nextStep: { zh: '查看依据后关闭。', en: 'Look at the evidence and close it.' },
    source: '-',
    strength: 'low',
    shownAs,
    precision: null,
  };
}
