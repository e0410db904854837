import { LANES } from '@tizhi/contracts';
import { openLane, receive } from './accept.ts';
import { Draft } from './draft.ts';
import { type InboxEffect, type InboxEvent, type InboxState, laneName } from './inbox-state.ts';
import { INBOX_LIMITS, type InboxLimits } from './limits.ts';
import { advance, backOffMs, dueAt, noteChecked, noteCommitted, noteFailed, noteStored } from './pipeline.ts';

/**
 * One step of the inbox: values in, values out. No clock, no chance, no I/O, and `state` is not written to.
 *
 * `now` is a monotonic clock in ms, for waiting and back-off only; the time that is stored with things is
 * the wall clock of the messages. Effects are to be carried out in their order, and each answered with the
 * event that its type names; `tick` is due at {@link wakeAt}.
 *
 * The law it keeps: an acknowledgement of `seq` is an effect only after every message of that lane up to
 * `seq` was stored and the mark committed, or read from the store as committed before.
 */
export function step(
  state: InboxState,
  event: InboxEvent,
  { now, limits = INBOX_LIMITS }: { readonly now: number; readonly limits?: InboxLimits },
): { readonly state: InboxState; readonly effects: readonly InboxEffect[] } {
  const draft = new Draft(state, { now, limits });
  apply(draft, event);
  for (const [name, loading] of draft.loading) {
    if (loading.retryAt === null || loading.retryAt > now) continue;
    draft.setLoading(name, { ...loading, retryAt: null });
    draft.effect({ kind: 'read_mark', key: loading.key });
  }
  for (const lane of LANES) advance(draft, lane);
  return draft.finish();
}

function apply(draft: Draft, event: InboxEvent): void {
  switch (event.kind) {
    case 'received':
      for (const message of event.messages) receive(draft, message);
      return;
    case 'mark_read':
      openLane(draft, event);
      return;
    case 'mark_unread': {
      const name = laneName(event.key);
      const loading = draft.loading.get(name);
      if (loading === undefined) return;
      draft.counters.storeFailures += 1;
      const failures = loading.failures + 1;
      const retryAt = draft.now + backOffMs({ failures, chance: event.chance, limits: draft.limits });
      draft.setLoading(name, { ...loading, failures, retryAt });
      return;
    }
    case 'stored':
      noteStored(draft, event);
      return;
    case 'committed':
      noteCommitted(draft, event.lane, event.batch);
      return;
    case 'checked':
      noteChecked(draft, event);
      return;
    case 'failed':
      noteFailed(draft, event);
      return;
    case 'tick':
      return;
    case 'drain':
      draft.draining = true;
      return;
  }
}

/** When the machine next wants a `tick`, on its monotonic clock; `undefined`: it waits for others only. */
export function wakeAt(state: InboxState, limits: InboxLimits = INBOX_LIMITS): number | undefined {
  let soonest = Number.POSITIVE_INFINITY;
  for (const { retryAt } of state.loading.values())
    if (retryAt !== null) soonest = Math.min(soonest, retryAt);
  for (const lane of LANES) {
    const { batches } = state.pipelines[lane];
    const most = lane === 'telemetry' ? limits.writesInFlight : 1;
    if (batches.length < most)
      soonest = Math.min(soonest, dueAt(state.pipelines[lane], { lane, limits }) ?? soonest);
    for (const { stage } of batches) if (stage.kind === 'waiting') soonest = Math.min(soonest, stage.until);
  }
  return Number.isFinite(soonest) ? soonest : undefined;
}

/** True when nothing accepted is on its way any more. */
export const isIdle = (state: InboxState): boolean =>
  LANES.every(
    (lane) => state.pipelines[lane].queue.length === 0 && state.pipelines[lane].batches.length === 0,
  );
