import type { Client } from 'aedes';
import { topicFilter } from './sessions/topic-filter.ts';

interface Grant {
  readonly meant: (topic: string) => boolean;
  readonly qos: number;
}

/** Which filters each connection was granted, and at which QoS. */
export interface Granted {
  grant(client: Client, filter: string, qos: number): void;
  revoke(client: Client, filters: readonly string[]): void;
  has(client: Client, filter: string): boolean;
  count(client: Client): number;
  /** The highest of all that mean this topic; `undefined`: none does. */
  qosFor(client: Client, topic: string): number | undefined;
}

export function createGranted(): Granted {
  const byClient = new WeakMap<Client, Map<string, Grant>>();
  const of = (client: Client): ReadonlyMap<string, Grant> => byClient.get(client) ?? new Map();
  return {
    grant(client, filter, qos) {
      const grants = byClient.get(client) ?? new Map<string, Grant>();
      byClient.set(client, grants.set(filter, { meant: topicFilter(filter), qos }));
    },
    revoke(client, filters) {
      for (const filter of filters) byClient.get(client)?.delete(filter);
    },
    has: (client, filter) => of(client).has(filter),
    count: (client) => of(client).size,
    qosFor(client, topic) {
      let highest: number | undefined;
      for (const { meant, qos } of of(client).values()) {
        if (meant(topic) && (highest === undefined || qos > highest)) highest = qos;
      }
      return highest;
    },
  };
}
