import type { Readable } from 'node:stream';
import type { Match } from './filter-tree.ts';

/** A connection as aedes shows it to its persistence, or only its id. */
export interface Owner {
  readonly id: string;
  readonly closed?: boolean;
}

export interface PublishRecord {
  readonly cmd: 'publish';
  readonly brokerId?: string;
  readonly brokerCounter?: number;
  readonly messageId?: number | undefined;
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
  readonly dup: boolean;
}
export type Outgoing = PublishRecord | { readonly cmd: 'pubrel'; readonly messageId: number };

export interface Wanted {
  readonly topic: string;
  readonly qos: number;
}

/** The last will as aedes hands it over; it comes back as it was. */
export interface Will {
  readonly topic: string;
  brokerId?: string;
  clientId?: string;
}

/** An answer, not a failure: the client is at a limit or has no session any more. Its connection ends. */
export class SessionRefusal extends Error {}

/** What aedes 1.2 calls of its persistence, and nothing else. `setup` must be an async function. */
export interface Persistence {
  setup(broker: { readonly id: string }): Promise<void>;
  storeRetained(packet: PublishRecord): Promise<void>;
  createRetainedStreamCombi(filters: readonly string[]): Readable;
  addSubscriptions(client: Owner, wanted: readonly Wanted[]): Promise<void>;
  removeSubscriptions(client: Owner, filters: readonly string[]): Promise<void>;
  subscriptionsByClient(client: Owner): Promise<Wanted[]>;
  subscriptionsByTopic(topic: string): Promise<Match[]>;
  cleanSubscriptions(client: Owner): Promise<void>;
  outgoingEnqueueCombi(to: readonly Match[], packet: PublishRecord): Promise<void>;
  outgoingUpdate(client: Owner, packet: Outgoing): Promise<void>;
  outgoingClearMessageId(client: Owner, packet: Outgoing): Promise<Outgoing | undefined>;
  outgoingStream(client: Owner): Readable;
  incomingStorePacket(client: Owner, packet: { readonly messageId: number }): Promise<void>;
  /** Rejects where the packet is not known: that is how aedes recognises a new one. */
  incomingGetPacket(
    client: Owner,
    packet: { readonly messageId: number },
  ): Promise<{ readonly messageId: number }>;
  incomingDelPacket(client: Owner, packet: { readonly messageId: number }): Promise<void>;
  cleanIncoming(client: Owner): Promise<void>;
  putWill(client: Owner, will: Will): Promise<void>;
  delWill(client: Owner): Promise<Will | undefined>;
  streamWill(brokers: Readonly<Record<string, unknown>>): Readable;
}
