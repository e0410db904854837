import type { GatewayId, SchoolId } from '@tizhi/contracts';
import type { Spread } from '../percentiles.ts';
import type { MessageShape } from './class-samples.ts';

/** A gateway's account at the broker. */
export interface GatewayLink {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly username: string;
  readonly password: string;
}

/**
 * What a sender process does. `window` messages of a gateway may be under way, as with an outbox.
 *
 * `full`: as fast as acknowledgements come (throughput). `open`: each message has its time, `perSecond` of
 * them over all gateways, and its latency counts from that time however late it could be sent: a system
 * that stalls cannot slow its own examiner (no coordinated omission).
 */
export interface LoadPlan extends MessageShape {
  readonly url: string;
  readonly links: readonly GatewayLink[];
  readonly qos: 0 | 1;
  readonly window: number;
  /** Over all gateways. */
  readonly messages: number;
  readonly pace: { readonly kind: 'full' } | { readonly kind: 'open'; readonly perSecond: number };
  /** Made before the start (making them is the gateways' work, not the server's), or as their time comes. */
  readonly made: 'before' | 'in time';
}

export interface LoadReport {
  readonly samples: number;
  readonly seconds: number;
  /** From a message's time to its acknowledgement, ms. */
  readonly latency: Spread;
  /** Messages sent once more after a silence of two seconds. */
  readonly resent: number;
}

export type ToSender =
  | { readonly kind: 'plan'; readonly plan: LoadPlan }
  | { readonly kind: 'go' }
  | { readonly kind: 'stop' };
export type FromSender =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly report: LoadReport }
  | { readonly kind: 'failed'; readonly problem: string };
