import type { PublishRecord } from './persistence.ts';
import { topicFilter } from './topic-filter.ts';

/** The last message of each topic that asked to be kept, within bounds. */
export interface Retained {
  /** False: there was no room, and what stood there before is gone too, for it is out of date. */
  store(packet: PublishRecord): boolean;
  matching(filters: readonly string[]): Generator<PublishRecord>;
}

export function createRetained(limits: { readonly messages: number; readonly bytes: number }): Retained {
  const byTopic = new Map<string, PublishRecord>();
  let bytes = 0;
  const remove = (topic: string): void => {
    bytes -= byTopic.get(topic)?.payload.length ?? 0;
    byTopic.delete(topic);
  };
  return {
    store(packet) {
      remove(packet.topic);
      if (packet.payload.length === 0) return true; // [MQTT-3.3.1-10]
      if (byTopic.size >= limits.messages || bytes + packet.payload.length > limits.bytes) return false;
      const { topic, qos } = packet;
      // A copy: the payload is a window on a whole chunk read from a socket, which it would keep alive.
      const payload = Buffer.from(packet.payload);
      byTopic.set(topic, { cmd: 'publish', topic, payload, qos, retain: true, dup: false });
      bytes += payload.length;
      return true;
    },
    *matching(filters) {
      for (const filter of filters) {
        const meant = topicFilter(filter);
        for (const [topic, packet] of byTopic) if (meant(topic)) yield packet;
      }
    },
  };
}
