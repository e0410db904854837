import type { Client } from 'aedes';

/** The record of a message on its way to one client, as aedes makes it: one for each matching filter. */
export interface Delivery {
  readonly cmd: string;
  readonly topic: string;
  readonly payload: Buffer;
  qos: number;
  readonly retain: boolean;
  readonly brokerCounter?: number;
}
export type Deliver = (message: Delivery, done: () => void) => void;

/**
 * What this broker touches of an aedes client beyond its published types (aedes 1.2, pinned): the two ways
 * out to the socket, and the step that follows each finished packet.
 */
export interface OpenClient extends Client {
  deliver0: Deliver;
  deliverQoS: Deliver;
  _nextBatch(error?: Error | null): void;
  readonly subscriptions: Readonly<Record<string, { qos: number } | undefined>>;
}

/** @throws Error where another aedes has been installed than this code knows. */
export function openClient(client: Client): OpenClient {
  const open = client as OpenClient;
  const known = [open.deliver0, open.deliverQoS, open._nextBatch].every((part) => typeof part === 'function');
  if (!known || typeof open.subscriptions !== 'object')
    throw new Error('this aedes is not the one that the broker knows');
  return open;
}
