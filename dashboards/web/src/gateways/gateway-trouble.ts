import type { GatewayView } from '@tizhi/contracts';

/** Clocks that differ by less than this need no word. */
export const CLOCK_FLAG_MS = 2_000;

/** How a gateway's own clock stands to the school's. */
export type ClockState =
  | { readonly kind: 'right'; readonly errorMs: number }
  /** Wrong by `byMs`; every time it sends is corrected. */
  | { readonly kind: 'ahead' | 'behind'; readonly byMs: number }
  /** It could not ask yet: what it sends has its own word. */
  | { readonly kind: 'unverified' };

type Clock = NonNullable<GatewayView['last']>['clock'];

/** `skewMs` is the school's clock minus the gateway's: a gateway that is ahead has a negative one. */
export function clockState({ skewMs, errorMs }: Clock): ClockState {
  if (errorMs === null) return { kind: 'unverified' };
  if (Math.abs(skewMs) <= CLOCK_FLAG_MS) return { kind: 'right', errorMs };
  return { kind: skewMs < 0 ? 'ahead' : 'behind', byMs: Math.abs(skewMs) };
}

/** Messages that wait at a gateway. */
export const queuedOf = ({ last }: GatewayView): number =>
  last === null ? 0 : Object.values(last.lanes).reduce((sum, { queued }) => sum + queued, 0);

/** Whether somebody should look at it. What is corrected or waits by itself is no trouble. */
export const isTroubled = ({ online, last }: GatewayView): boolean =>
  !online ||
  last === null ||
  last.diskFull ||
  last.damaged > 0 ||
  last.lanes.telemetry.dropped > 0 ||
  last.sourcesUp < last.sources ||
  clockState(last.clock).kind !== 'right';
