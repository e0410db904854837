import type { AttemptStatus } from '@tizhi/contracts';
import { isLowerBetter, roundItemValue } from '../standard/index.ts';
import { type AttemptState, allowedAttempts, hasUsableValue, type ItemSlot } from './day-state.ts';

/** An attempt with what became of it. */
export interface SettledAttempt {
  readonly state: AttemptState;
  readonly status: AttemptStatus;
  /** As corrected and rounded; `null` where there is none to use. */
  readonly value: number | null;
}

/** One item of a pupil, with the attempt that is the official result. */
export interface SettledItem {
  readonly slot: ItemSlot;
  readonly attempts: readonly SettledAttempt[];
  readonly counting: (SettledAttempt & { readonly value: number }) | null;
}

/** The value of an attempt, rounded as the item is. */
export function usableValue(state: AttemptState, rule: Pick<ItemSlot['rule'], 'rounding'>): number | null {
  const raw = state.correction ?? state.heard.measured;
  return raw === null || !hasUsableValue(state) ? null : roundItemValue(state.heard.item, raw, rule.rounding);
}

/**
 * What became of the attempts of one item, given oldest first. A void one was none. A foul uses a turn up and
 * never counts. What the device doubts uses none up and never counts. Of the others the first so many are valid,
 * as many as the rule and the retests give, and the best or the last of these counts.
 *
 * An exempt or deferred pupil has no result, whatever was measured; that a pupil is absent is only believed
 * while nothing was.
 */
export function settleItem(slot: ItemSlot, attempts: readonly AttemptState[]): SettledItem {
  const allowed = allowedAttempts(slot);
  let turns = 0;
  const judged = attempts.map((state): SettledAttempt => {
    const value = usableValue(state, slot.rule);
    const kind = kindOf(state);
    if (kind === 'foul' || kind === 'valid') turns += 1;
    return { state, value, status: kind === 'valid' && turns > allowed ? 'extra' : kind };
  });
  const counting = hasNoResult(slot) ? null : pick(slot, judged);
  return {
    slot,
    attempts: judged.map((attempt) =>
      attempt.state === counting?.state ? { ...attempt, status: 'counts' } : attempt,
    ),
    counting: counting === null ? null : { ...counting, status: 'counts' },
  };
}

export function kindOf(state: AttemptState): 'void' | 'foul' | 'doubtful' | 'valid' {
  if (state.voided) return 'void';
  if (state.foul !== null) return 'foul';
  return hasUsableValue(state) ? 'valid' : 'doubtful';
}

const hasNoResult = ({ mark }: ItemSlot): boolean => mark?.state === 'exempt' || mark?.state === 'deferred';

type Valued = SettledAttempt & { readonly value: number };

function pick({ rule, item }: ItemSlot, attempts: readonly SettledAttempt[]): Valued | null {
  const valid = attempts.filter(
    (attempt): attempt is Valued => attempt.status === 'valid' && attempt.value !== null,
  );
  if (rule.counts === 'last') return valid.at(-1) ?? null;
  const sign = isLowerBetter(item) ? -1 : 1;
  // Of equal ones the first: what was official stays official.
  return valid.reduce<Valued | null>(
    (best, next) => (best === null || sign * (next.value - best.value) > 0 ? next : best),
    null,
  );
}
