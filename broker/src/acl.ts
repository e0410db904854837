import {
  type Address,
  FILTERS,
  formatTopic,
  GatewayId,
  parseTopic,
  SchoolId,
  type Topic,
} from '@tizhi/contracts';
import { z } from 'zod';

/** Who an account is: one gateway of one school, or a service of the house (ingest, api). */
export const ClientRole = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gateway'), school: SchoolId, gateway: GatewayId }),
  z.object({ kind: z.literal('service') }),
]);
export type ClientRole = z.infer<typeof ClientRole>;

/** Every filter of ours begins so. `#`, `+/...` and `$SYS/...` do not, and are nobody's. */
const ROOT = 'tizhi/1/';

const withoutWildcard = (filter: string): string => filter.slice(0, -1);

const isOwn = (topic: Topic, { school, gateway }: Address): boolean =>
  topic.school === school && topic.gateway === gateway;

/** Deny by default: a gateway writes its own lanes and status, a service what a gateway reads. */
export function mayPublish(role: ClientRole, topicName: string): boolean {
  const topic = parseTopic(topicName);
  if (topic === undefined) return false;
  switch (role.kind) {
    case 'gateway':
      return isOwn(topic, role) && (topic.kind === 'up' || topic.kind === 'status');
    case 'service':
      return topic.kind === 'ack' || topic.kind === 'desired';
  }
}

/** A gateway subscribes inside its own `down/`; a service anywhere under `tizhi/1/`. */
export function maySubscribe(role: ClientRole, filter: string): boolean {
  switch (role.kind) {
    case 'gateway':
      return filter.startsWith(withoutWildcard(FILTERS.downOf(role)));
    case 'service':
      return filter.startsWith(ROOT);
  }
}

/**
 * Asked once more for each message on its way out: aedes keeps a refused filter in a persistent session
 * and would queue for it while the client is away.
 */
export const mayReceive = (role: ClientRole, topicName: string): boolean => maySubscribe(role, topicName);

/** The last will of a gateway is its own status and nothing else; a service leaves none. */
export function mayLeaveWill(role: ClientRole, topicName: string): boolean {
  switch (role.kind) {
    case 'gateway':
      return topicName === formatTopic({ school: role.school, gateway: role.gateway, kind: 'status' });
    case 'service':
      return false;
  }
}
