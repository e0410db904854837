import type { AccountId, ErrorCode, Role, Warning, WarningAct, WarningRule } from '@tizhi/contracts';
import { warningRule } from './rules/index.ts';

/**
 * Whether somebody may do this to a warning as it stands: an error code, or `null`: yes. `account: null` is the
 * clock, which escalates and does nothing else; `people` are those whom it can be handed to, with their roles.
 * Codes: TIZHI_FORBIDDEN, TIZHI_WARNING_RESOLVED, TIZHI_WARNING_NOT_RESOLVED, TIZHI_WARNING_ACKNOWLEDGED,
 * TIZHI_WARNING_NOT_ACKNOWLEDGED, TIZHI_WARNING_RECEIVER.
 */
export function refuseAct({
  warning,
  act,
  role,
  account,
  people,
  rule = warningRule(warning.finding.rule),
}: {
  readonly warning: Warning;
  readonly act: WarningAct;
  readonly role: Role | null;
  readonly account: AccountId | null;
  readonly people: readonly { readonly account: AccountId; readonly role: Role }[];
  readonly rule?: WarningRule | undefined;
}): ErrorCode | null {
  if (act.kind === 'escalate') return refuseEscalation(warning, account);
  if (account === null || role === null || !maySee(rule, role)) return 'TIZHI_FORBIDDEN';
  if (act.kind === 'reopen') return warning.state === 'resolved' ? null : 'TIZHI_WARNING_NOT_RESOLVED';
  if (act.kind === 'note') return null;
  if (warning.state === 'resolved') return 'TIZHI_WARNING_RESOLVED';
  switch (act.kind) {
    case 'acknowledge':
      return warning.state === 'open' ? null : 'TIZHI_WARNING_ACKNOWLEDGED';
    case 'act':
      return null;
    case 'resolve':
      return warning.state === 'open' ? 'TIZHI_WARNING_NOT_ACKNOWLEDGED' : null;
    case 'hand_over': {
      const receiver = people.find((person) => person.account === act.to);
      const fits = receiver !== undefined && receiver.account !== account && maySee(rule, receiver.role);
      return fits ? null : 'TIZHI_WARNING_RECEIVER';
    }
    default:
      return act satisfies never;
  }
}

/** A rule that no longer exists is the nurse's: a warning of it must still be closed by somebody. */
const maySee = (rule: WarningRule | undefined, role: Role): boolean =>
  rule === undefined ? role === 'nurse' : rule.sees.includes(role);

function refuseEscalation(warning: Warning, account: AccountId | null): ErrorCode | null {
  if (account !== null) return 'TIZHI_FORBIDDEN';
  if (warning.state === 'resolved') return 'TIZHI_WARNING_RESOLVED';
  return warning.state === 'open' ? null : 'TIZHI_WARNING_ACKNOWLEDGED';
}
