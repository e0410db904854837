import type { GatewayId, GatewayStatus, GatewayView, Instant, OnlineStatus } from '@tizhi/contracts';
import type { GatewayRecord } from '@tizhi/storage';

/** A gateway repeats its birth every few seconds; without one for so long it is not there, will or no will. */
export const GATEWAY_SILENT_MS = 30_000;
const MAX_GATEWAYS = 1_000;

interface Watched {
  readonly heardAt: Instant;
  readonly offline: boolean;
  /** The counters of the last birth: what waits at a gateway still waits there when it is gone. */
  readonly birth: OnlineStatus | undefined;
}

export interface GatewayWatch {
  hear(news: {
    readonly gateway: GatewayId;
    readonly status: GatewayStatus;
    readonly retained: boolean;
    readonly now: Instant;
  }): void;
  /** Every gateway that the records or the broker know, by name. */
  views(records: readonly GatewayRecord[], now: Instant): GatewayView[];
}

/** What is known of the gateways: the records' last word, and what the broker said since. */
export function createGatewayWatch(): GatewayWatch {
  const heard = new Map<GatewayId, Watched>();

  const remember = (gateway: GatewayId, status: GatewayStatus, at: Instant): void => {
    const before = heard.get(gateway);
    if (before === undefined && heard.size >= MAX_GATEWAYS) return;
    if (before !== undefined && before.heardAt > at) return;
    heard.set(gateway, {
      heardAt: at,
      offline: status.state === 'offline',
      birth: status.state === 'online' ? status : before?.birth,
    });
  };

  return {
    hear({ gateway, status, retained, now }) {
      if (!retained) return remember(gateway, status, now);
      // A kept birth is as old as it says. A kept last will does not say: the records know better.
      if (status.state === 'online') remember(gateway, status, Math.min(status.at, now));
    },
    views(records, now) {
      for (const { gateway, status, at } of records) remember(gateway, status, at);
      return [...heard]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([gateway, watched]) => viewOf(gateway, watched, now));
    },
  };
}

function viewOf(gateway: GatewayId, { heardAt, offline, birth }: Watched, now: Instant): GatewayView {
  const lanes = birth === undefined ? [] : Object.values(birth.lanes);
  return {
    gateway,
    online: !offline && now - heardAt <= GATEWAY_SILENT_MS,
    heardAt,
    queued: lanes.reduce((sum, lane) => sum + lane.queued, 0),
    dropped: lanes.reduce((sum, lane) => sum + lane.dropped, 0),
    sourcesUp: birth?.sourcesUp ?? 0,
    sources: birth?.sources ?? 0,
    rejected: birth?.rejected ?? 0,
  };
}
