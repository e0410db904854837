import { LANES } from '@tizhi/contracts';
import type { InboxLimits, InboxState } from '@tizhi/ingest';
import { Violation } from './history.ts';

/** Nothing that the inbox holds outgrows its named limit (by more than the message that reached it). */
export function checkInboxBounds(state: InboxState, limits: InboxLimits): void {
  const hold = (what: string, held: number, most: number): void => {
    if (held > most)
      throw new Violation('bounds hold', `the inbox holds ${held} ${what}, its bound is ${most}`);
  };
  for (const { waiting, waitingBytes } of state.loading.values()) {
    hold('messages waiting for a mark', waiting.length, limits.waitingMessages);
    hold('bytes waiting for a mark', waitingBytes, limits.waitingBytes);
  }
  hold('watched gateways', state.unreadable.size, limits.gatewaysWatched);
  for (const lane of LANES) {
    const count = (lanes: ReadonlyMap<string, { readonly key: { readonly lane: string } }>): number =>
      [...lanes.values()].filter(({ key }) => key.lane === lane).length;
    hold(`${lane} lanes`, count(state.lanes), limits.lanes);
    hold(`${lane} lanes being read`, count(state.loading), limits.lanesLoading);
    const { queue, batches, rows, bytes } = state.pipelines[lane];
    // A message may come with the gap before it.
    hold(`queued ${lane} items`, queue.length, limits.queuedMessages + 1);
    hold(`${lane} batches`, batches.length, lane === 'telemetry' ? limits.writesInFlight : 1);
    const really = queue.reduce(
      (sum, item) => ({ rows: sum.rows + item.rows, bytes: sum.bytes + item.bytes }),
      {
        rows: 0,
        bytes: 0,
      },
    );
    if (really.rows !== rows || really.bytes !== bytes)
      throw new Violation(
        'bounds hold',
        `the ${lane} queue counts ${rows} rows, ${bytes} bytes and holds ${really.rows}, ${really.bytes}`,
      );
    for (const { items } of batches) {
      hold(`${lane} items in a batch`, items.length, Math.max(1, limits.batchMessages));
    }
  }
}
