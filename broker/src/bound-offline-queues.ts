import type { Aedes } from 'aedes';

interface Addressee {
  readonly clientId: string;
}
interface Named {
  readonly id: string;
}
/** The part of aedes' persistence (aedes-persistence 11) that keeps messages for persistent clients. */
interface OfflineQueues {
  outgoingEnqueue(to: Addressee, packet: unknown): Promise<void>;
  outgoingEnqueueCombi(to: readonly Addressee[], packet: unknown): Promise<void>;
  outgoingClearMessageId(client: Named, packet: unknown): Promise<unknown>;
}

/**
 * aedes keeps every QoS 1 and 2 message for a persistent client, acknowledged or not, without end. Here
 * each has room for `most`; what comes on top is dropped and counted. (Nothing of ours is lost by it: the
 * outbox asks again, and desired state is retained.)
 */
export function boundOfflineQueues(aedes: Aedes, most: number, onDrop: () => void): void {
  const { persistence } = aedes as unknown as { readonly persistence: OfflineQueues };
  const queued = new Map<string, number>();
  const enqueue = persistence.outgoingEnqueueCombi.bind(persistence);
  const clear = persistence.outgoingClearMessageId.bind(persistence);

  const takePlace = ({ clientId }: Addressee): boolean => {
    const count = queued.get(clientId) ?? 0;
    if (count >= most) {
      onDrop();
      return false;
    }
    queued.set(clientId, count + 1);
    return true;
  };
  const leavePlace = (clientId: string): void => {
    const count = (queued.get(clientId) ?? 0) - 1;
    if (count > 0) queued.set(clientId, count);
    else queued.delete(clientId);
  };

  persistence.outgoingEnqueueCombi = async (to, packet) => {
    if (to.length > 0) await enqueue(to.filter(takePlace), packet);
  };
  persistence.outgoingEnqueue = async (to, packet) => {
    if (takePlace(to)) await enqueue([to], packet);
  };
  persistence.outgoingClearMessageId = async (client, packet) => {
    const cleared = await clear(client, packet);
    if (cleared !== undefined) leavePlace(client.id);
    return cleared;
  };
}
