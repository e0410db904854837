import { z } from 'zod';
import { internal } from './data-class.ts';
import { Epoch, Instant } from './ids.ts';

const LaneCounters = z.object({
  /** Messages waiting for an acknowledgement. */
  queued: internal(z.int().min(0).max(1_000_000_000_000)),
  /** Telemetry messages given up because the disk was full. Alerts and results are never given up. */
  dropped: internal(z.int().min(0).max(1_000_000_000_000)),
});

/** Birth (on connect, then every few seconds) of a gateway. Retained. */
export const OnlineStatus = z.object({
  state: internal(z.literal('online')),
  version: internal(z.string().max(32)),
  epoch: internal(Epoch),
  startedAt: internal(Instant),
  at: internal(Instant),
  lanes: z.object({ alert: LaneCounters, result: LaneCounters, telemetry: LaneCounters }),
  /** Sources that are connected, and all that are configured. */
  sourcesUp: internal(z.int().min(0)),
  sources: internal(z.int().min(0)),
  /** How the gateway's clock stands to the school's; `errorMs` `null`: not compared since its machine started. */
  clock: z.object({
    skewMs: internal(z.int()),
    errorMs: internal(z.int().min(0).nullable()),
  }),
  /** Versions of the desired state that it acts on, 0: none yet. Absent: an older gateway, which does not say. */
  desired: z.object({ roster: internal(z.int().min(0)), lesson: internal(z.int().min(0)) }).optional(),
  /** The outbox's disk has no room: telemetry is being given up. */
  diskFull: internal(z.boolean()),
  /** Messages found damaged on the gateway's disk since start: the school keeps what was left of them. */
  damaged: internal(z.int().min(0)),
  /** Frames rejected since start, over all sources. */
  rejected: internal(z.int().min(0)),
});

/** The last will: the broker publishes it when the gateway goes without a word. */
const Offline = z.object({
  state: internal(z.literal('offline')),
  epoch: internal(Epoch),
});

export const GatewayStatus = z.discriminatedUnion('state', [OnlineStatus, Offline]);
export type GatewayStatus = z.infer<typeof GatewayStatus>;
export type OnlineStatus = z.infer<typeof OnlineStatus>;
