import type { GatewayId, GatewayStatus, GatewayView, Instant, OnlineStatus } from '@tizhi/contracts';
import type { GatewayRecord } from '@tizhi/storage';
import { ageOf, type Moment } from './live-state.ts';

/** A gateway repeats its birth every few seconds; without one for so long it is not there, will or no will. */
export const GATEWAY_SILENT_MS = 30_000;
const MAX_GATEWAYS = 1_000;

interface Watched {
  readonly at: Instant;
  /** When that was, by the clock that is never set. */
  readonly mono: number;
  readonly offline: boolean;
  /** The last birth: what waits at a gateway still waits there when it is gone. */
  readonly birth: OnlineStatus | undefined;
}

export interface GatewayWatch {
  hear(news: {
    readonly gateway: GatewayId;
    readonly status: GatewayStatus;
    readonly retained: boolean;
    readonly moment: Moment;
  }): void;
  /** Every gateway that the records or the broker know, by name. */
  views(records: readonly GatewayRecord[], moment: Moment): GatewayView[];
}

/** What is known of the gateways: the records' last word, and what the broker said since. */
export function createGatewayWatch(): GatewayWatch {
  const heard = new Map<GatewayId, Watched>();

  const remember = (
    gateway: GatewayId,
    status: GatewayStatus,
    { at, moment }: { at: Instant; moment: Moment },
  ): void => {
    const before = heard.get(gateway);
    if (before === undefined && heard.size >= MAX_GATEWAYS) return;
    const mono = moment.mono - Math.max(0, moment.now - at);
    if (before !== undefined && before.mono > mono) return;
    heard.set(gateway, {
      at,
      mono,
      offline: status.state === 'offline',
      birth: status.state === 'online' ? status : before?.birth,
    });
  };

  return {
    hear({ gateway, status, retained, moment }) {
      if (!retained) return remember(gateway, status, { at: moment.now, moment });
      // A kept birth is as old as it says. A kept last will does not say: the records know better.
      if (status.state === 'online')
        remember(gateway, status, { at: Math.min(status.at, moment.now), moment });
    },
    views(records, moment) {
      for (const { gateway, status, at } of records)
        remember(gateway, status, { at: Math.min(at, moment.now), moment });
      return [...heard]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([gateway, watched]) => viewOf(gateway, watched, moment));
    },
  };
}

function viewOf(gateway: GatewayId, watched: Watched, moment: Moment): GatewayView {
  const ageMs = Math.round(ageOf(watched, moment));
  const { birth } = watched;
  return {
    gateway,
    online: !watched.offline && ageMs <= GATEWAY_SILENT_MS,
    heardAt: watched.at,
    ageMs,
    last:
      birth === undefined
        ? null
        : {
            version: birth.version,
            startedAt: birth.startedAt,
            lanes: birth.lanes,
            sourcesUp: birth.sourcesUp,
            sources: birth.sources,
            rejected: birth.rejected,
            diskFull: birth.diskFull,
            damaged: birth.damaged,
            clock: birth.clock,
          },
  };
}
