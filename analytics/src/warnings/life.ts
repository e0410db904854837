import type {
  AccountId,
  Finding,
  Instant,
  Severity,
  Warning,
  WarningAct,
  WarningEntry,
  WarningId,
  WarningState,
} from '@tizhi/contracts';

/** What of a warning is stored: the finding, when it was opened, and what was done, oldest first. */
export interface StoredWarning {
  readonly warning: WarningId;
  readonly finding: Finding;
  readonly openedAt: Instant;
  readonly entries: readonly WarningEntry[];
  /** Since when the condition no longer holds by a later test or correction. */
  readonly goneAt?: Instant | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * How long a warning may wait to be acknowledged, ms; `null`: for ever. OURS: no acute danger is meant by any of
 * them (acute alerts come from the gateway), so days and not minutes.
 */
export const ACKNOWLEDGE_WITHIN_MS: Readonly<Record<Severity, number | null>> = {
  critical: DAY_MS,
  warning: 7 * DAY_MS,
  info: null,
};

/**
 * A warning as its entries leave it: open -> acknowledged -> acting -> resolved; `act` acknowledges too. Reopened
 * and handed over it is open again and its timer starts anew: what nobody took up is not lost with a person.
 */
export function foldWarning({ warning, finding, openedAt, entries, goneAt = null }: StoredWarning): Warning {
  let state: WarningState = 'open';
  let owner: AccountId | null = null;
  let escalatedAt: Instant | null = null;
  for (const { act, account, at } of entries) {
    switch (act.kind) {
      case 'acknowledge':
        state = 'acknowledged';
        owner = account;
        break;
      case 'act':
        state = 'acting';
        owner = account;
        break;
      case 'note':
        break;
      case 'resolve':
        state = 'resolved';
        break;
      case 'reopen':
        state = 'open';
        owner = account;
        escalatedAt = null;
        break;
      case 'hand_over':
        state = 'open';
        owner = act.to;
        escalatedAt = null;
        break;
      case 'escalate':
        escalatedAt = at;
        break;
      default:
        act satisfies never;
    }
  }
  return { warning, finding, openedAt, state, owner, escalatedAt, goneAt, entries: [...entries] };
}

/** When an open warning becomes late; `null`: it is not open, is late already, is a trend, or never becomes late. */
export function escalationAt({ finding, state, escalatedAt, openedAt, entries }: Warning): Instant | null {
  const within = ACKNOWLEDGE_WITHIN_MS[finding.severity];
  if (state !== 'open' || escalatedAt !== null || within === null || finding.shownAs === 'trend') return null;
  const waits = entries.findLast(({ act }) => act.kind === 'reopen' || act.kind === 'hand_over');
  return (waits?.at ?? openedAt) + within;
}

/** What the clock does to a warning now: `null`, or the act to store, with the ms that it had waited. */
export function escalationDue(
  warning: Warning,
  now: Instant,
): Extract<WarningAct, { kind: 'escalate' }> | null {
  const due = escalationAt(warning);
  const within = ACKNOWLEDGE_WITHIN_MS[warning.finding.severity];
  return due === null || within === null || now < due ? null : { kind: 'escalate', after: within };
}
