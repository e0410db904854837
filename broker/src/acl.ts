import { type Address, FILTERS, GatewayId, parseTopic, SchoolId, type Topic } from '@tizhi/contracts';
import { z } from 'zod';

/** Who an account is: one gateway of one school, or a service of the house (ingest, api). */
export const ClientRole = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gateway'), school: SchoolId, gateway: GatewayId }),
  z.object({ kind: z.literal('service') }),
]);
export type ClientRole = z.infer<typeof ClientRole>;

/** A connection without an account has no role, and may nothing. */
type Role = ClientRole | undefined;

/** Every filter of ours begins so. `#`, `+/...` and `$SYS/...` do not, and are nobody's. */
const ROOT = 'tizhi/1/';

const withoutWildcard = (filter: string): string => filter.slice(0, -1);

const isOwn = (topic: Topic, { school, gateway }: Address): boolean =>
  topic.school === school && topic.gateway === gateway;

/** Deny by default: a gateway says what is its own to say, a service what a gateway reads. */
export function mayPublish(role: Role, topicName: string): boolean {
  const topic = parseTopic(topicName);
  if (topic === undefined || role === undefined) return false;
  switch (topic.kind) {
    case 'up':
    case 'status':
    case 'live':
    case 'ask_time':
      return role.kind === 'gateway' && isOwn(topic, role);
    case 'ack':
    case 'desired':
    case 'time':
      return role.kind === 'service';
  }
}

/** A gateway subscribes inside its own `down/`; a service anywhere under `tizhi/1/`. */
export function maySubscribe(role: Role, filter: string): boolean {
  switch (role?.kind) {
    case 'gateway':
      return filter.startsWith(withoutWildcard(FILTERS.downOf(role)));
    case 'service':
      return filter.startsWith(ROOT);
    case undefined:
      return false;
  }
}

/** Asked once more for each message on its way out, so that a filter let in by mistake carries nothing. */
export const mayReceive = (role: Role, topicName: string): boolean => maySubscribe(role, topicName);

/** The last will of a gateway is its own status and nothing else; a service leaves none. */
export const mayLeaveWill = (role: Role, topicName: string): boolean =>
  parseTopic(topicName)?.kind === 'status' && mayPublish(role, topicName);

/**
 * Whether the broker keeps the last message for those who come later: state, yes; what happened at one
 * moment, no. A retained envelope would be an old one, handed to each new inbox.
 */
export function isKept(topicName: string): boolean {
  const kind = parseTopic(topicName)?.kind;
  return kind === 'status' || kind === 'ack' || kind === 'desired';
}
