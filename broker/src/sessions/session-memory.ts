import { Readable } from 'node:stream';
import { createFilterTree } from './filter-tree.ts';
import { type Owner, type Persistence, SessionRefusal, type Wanted, type Will } from './persistence.ts';
import { createRetained } from './retained.ts';
import { Session } from './session.ts';
import {
  createSessionBook,
  type SessionBook,
  type SessionBookEvent,
  type SessionBookLimits,
} from './session-book.ts';

export interface SessionLimits extends SessionBookLimits {
  readonly sessionMessages: number;
  readonly sessionBytes: number;
  readonly allSessionsBytes: number;
  readonly qos2Inflight: number;
  readonly retainedMessages: number;
  readonly retainedBytes: number;
}
/** Names of the counters that these limits move. */
export type SessionEvent = SessionBookEvent | 'sessionMessagesDropped' | 'qos2Exceeded' | 'retainedDropped';

export interface SessionMemory extends Omit<SessionBook, 'get'> {
  readonly persistence: Persistence;
  /** Whether a queued message was already sent to that client in this or an earlier connection. */
  wasSent(clientId: string, brokerCounter: number): boolean;
}

/**
 * The broker's whole memory of clients, in place of aedes' own, which has no bound: persistent sessions,
 * retained messages and wills. Everything has a limit; what does not fit is counted. Nothing of ours is
 * lost by that: the outbox asks again, and desired state is published again.
 */
export function createSessionMemory(options: {
  readonly limits: SessionLimits;
  readonly count: (event: SessionEvent) => void;
  /** Whether a subscription was granted: aedes hands over the refused ones too. */
  readonly isGranted: (client: Owner, filter: string) => boolean;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}): SessionMemory {
  const { limits, count } = options;
  const tree = createFilterTree();
  const retained = createRetained({ messages: limits.retainedMessages, bytes: limits.retainedBytes });
  const wills = new Map<string, Will>();
  let brokerId = '';
  /** Of all sessions together. */
  let bytes = 0;
  const sessions = createSessionBook({
    limits,
    count,
    now: options.now,
    onDrop(id, session) {
      for (const filter of session.subscriptions.keys()) tree.remove(filter, id);
      bytes -= session.bytes;
    },
  });

  const persistence: Persistence = {
    async setup(broker) {
      brokerId = broker.id;
    },
    async storeRetained(packet) {
      if (!retained.store(packet)) count('retainedDropped');
    },
    createRetainedStreamCombi: (filters) => Readable.from(retained.matching(filters)),

    async addSubscriptions(client, wanted) {
      const session = sessions.get(client.id);
      if (session === undefined) return;
      for (const { topic, qos } of wanted) {
        if (!options.isGranted(client, topic)) continue;
        session.subscriptions.set(topic, qos);
        if (qos > 0) tree.add({ clientId: client.id, topic, qos });
        else tree.remove(topic, client.id);
      }
    },
    async removeSubscriptions(client, filters) {
      const session = sessions.get(client.id);
      for (const filter of filters) {
        if (session?.subscriptions.delete(filter) === true) tree.remove(filter, client.id);
      }
    },
    async subscriptionsByClient(client) {
      const subscriptions: Wanted[] = [];
      for (const [topic, qos] of sessions.get(client.id)?.subscriptions ?? [])
        subscriptions.push({ topic, qos });
      return subscriptions;
    },
    subscriptionsByTopic: async (topic) => tree.match(topic),
    async cleanSubscriptions(client) {
      await persistence.removeSubscriptions(client, [
        ...(sessions.get(client.id)?.subscriptions.keys() ?? []),
      ]);
    },

    async outgoingEnqueueCombi(to, packet) {
      if (to.length === 0) return;
      const payload = Buffer.from(packet.payload); // see `createRetained`
      for (const { clientId, qos } of to) {
        const session = sessions.get(clientId);
        if (session === undefined) continue;
        const message = {
          ...packet,
          cmd: 'publish' as const,
          payload,
          qos: Math.min(packet.qos, qos),
          retain: false,
        };
        const cost = Session.cost(message);
        const full =
          session.messages >= limits.sessionMessages ||
          session.bytes + cost > limits.sessionBytes ||
          bytes + cost > limits.allSessionsBytes;
        if (full) count('sessionMessagesDropped');
        else {
          session.push(message);
          bytes += cost;
        }
      }
    },
    async outgoingUpdate(client, packet) {
      const session = sessions.get(client.id);
      if (session === undefined) return;
      const before = session.bytes;
      session.update(packet);
      bytes += session.bytes - before;
    },
    async outgoingClearMessageId(client, packet) {
      const cleared = sessions.get(client.id)?.clear(packet);
      if (cleared !== undefined) bytes -= Session.cost(cleared);
      return cleared;
    },
    outgoingStream: (client) => Readable.from(sessions.get(client.id)?.waiting() ?? []),

    async incomingStorePacket(client, { messageId }) {
      const session = sessions.get(client.id);
      if (session === undefined || client.closed === true) throw new SessionRefusal('no such session');
      if (session.unreleased.size >= limits.qos2Inflight && !session.unreleased.has(messageId)) {
        count('qos2Exceeded');
        throw new SessionRefusal('too many QoS 2 messages are not released');
      }
      session.unreleased.add(messageId);
    },
    async incomingGetPacket(client, { messageId }) {
      if (sessions.get(client.id)?.unreleased.has(messageId) !== true) throw new Error('no such packet');
      return { messageId };
    },
    async incomingDelPacket(client, { messageId }) {
      if (sessions.get(client.id)?.unreleased.delete(messageId) !== true) throw new Error('no such packet');
    },
    async cleanIncoming(client) {
      sessions.get(client.id)?.unreleased.clear();
    },

    async putWill(client, will) {
      will.brokerId = brokerId;
      will.clientId = client.id;
      wills.set(client.id, will);
    },
    async delWill(client) {
      const will = wills.get(client.id);
      wills.delete(client.id);
      return will;
    },
    streamWill: (brokers) =>
      Readable.from([...wills.values()].filter((will) => brokers[will.brokerId ?? ''] === undefined)),
  };

  return {
    ...sessions,
    persistence,
    wasSent: (clientId, brokerCounter) => sessions.get(clientId)?.wasSent(brokerCounter) === true,
  };
}
