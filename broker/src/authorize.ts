import type { AedesOptions, Client } from 'aedes';
import { type ClientRole, isKept, mayPublish, mayReceive, maySubscribe } from './acl.ts';
import type { BrokerLimits } from './config.ts';
import { Refusal } from './connect-steps.ts';
import type { CounterName } from './counters.ts';
import type { Granted } from './granted.ts';
import type { Notice } from './notices.ts';

/** Topics of one client that are known to be allowed; a gateway has six. */
const REMEMBERED_TOPICS = 16;

/** The access list and the limits on filters, as aedes asks for them. */
export function authorizations(context: {
  readonly limits: Pick<BrokerLimits, 'subscriptions'>;
  readonly count: (counter: CounterName) => void;
  readonly notice: Notice;
  readonly granted: Granted;
  readonly roleOf: (client: Client | null) => ClientRole | undefined;
}): Pick<Required<AedesOptions>, 'authorizePublish' | 'authorizeSubscribe' | 'authorizeForward'> {
  const { limits, count, notice, granted, roleOf } = context;
  const allowedTopics = new WeakMap<Client, Set<string>>();

  /** Asking the list parses the topic; a client has few, and one role for the whole of its connection. */
  function isAllowed(client: Client | null, role: ClientRole | undefined, topic: string): boolean {
    if (client === null || role === undefined) return false;
    const known = allowedTopics.get(client);
    if (known?.has(topic) === true) return true;
    if (!mayPublish(role, topic)) return false;
    if (known === undefined) allowedTopics.set(client, new Set([topic]));
    else if (known.size < REMEMBERED_TOPICS) known.add(topic);
    return true;
  }

  return {
    authorizePublish(client, packet, callback) {
      const role = roleOf(client);
      if (!isAllowed(client, role, packet.topic)) {
        count('publishesDenied');
        notice('publish', { role }, 'mqtt publish denied');
        callback(new Refusal('notAuthorized', 'publishesDenied'));
        return;
      }
      count('published');
      if (packet.retain && !isKept(packet.topic)) {
        packet.retain = false;
        count('retainsIgnored');
      }
      callback(null);
    },
    authorizeSubscribe(client, subscription, callback) {
      const role = roleOf(client);
      const { topic, qos } = subscription;
      const crowded = !granted.has(client, topic) && granted.count(client) >= limits.subscriptions;
      if (maySubscribe(role, topic) && !crowded) {
        granted.grant(client, topic, qos);
        callback(null, subscription);
        return;
      }
      count(crowded ? 'subscriptionsRefused' : 'subscriptionsDenied');
      notice('subscribe', { role, crowded }, 'mqtt subscription denied');
      callback(null, null); // SUBACK 0x80 [MQTT-3.9.3-2]
    },
    authorizeForward(client, packet) {
      if (!mayReceive(roleOf(client), packet.topic)) return null;
      if (packet.qos === 0) return packet;
      // Never more than was granted (3.8.4): aedes looks at filters without wildcards only.
      const highest = granted.qosFor(client, packet.topic) ?? packet.qos;
      if (packet.qos > highest) packet.qos = highest as 0 | 1 | 2;
      return packet;
    },
  };
}
