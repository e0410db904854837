import { Readable } from 'node:stream';
import { type Persistence, SessionRefusal } from './persistence.ts';

type Call = keyof Persistence;

/**
 * A memory that fails must not end the process, and aedes lets it: it forgets to catch `delWill`, throws
 * out of a stream without a listener, and stalls a publisher for ever where `subscriptionsByTopic` fails.
 * Here a failure is reported and becomes what is sane for the client:
 * - what cannot be kept is still delivered to those who are here (retained, queued, will);
 * - what a client was promised and cannot be given (its session, its subscription, exactly once) ends its
 *   connection, so that it comes again.
 */
export function steadyPersistence(
  inner: Persistence,
  report: (call: Call, error: unknown) => void,
): Persistence {
  /** Also turns what is thrown into a rejection. */
  const asked = async <T>(call: Call, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SessionRefusal)) report(call, error);
      throw error;
    }
  };
  const or = async <T>(fallback: T, call: Call, work: () => Promise<T>): Promise<T> =>
    asked(call, work).catch(() => fallback);
  const stream = (call: Call, open: () => Readable): Readable => {
    try {
      // Piped by aedes without a listener for errors; a broken stream then ends, and nothing more comes.
      const source = open();
      source.on('error', () => {}); // it may break before anybody reads; `passOn` meets the error then
      return Readable.from(passOn(source, (error) => report(call, error)));
    } catch (error) {
      report(call, error);
      return Readable.from([]);
    }
  };

  return {
    async setup(broker) {
      await inner.setup(broker);
    },
    storeRetained: (packet) => or(undefined, 'storeRetained', () => inner.storeRetained(packet)),
    createRetainedStreamCombi: (filters) =>
      stream('createRetainedStreamCombi', () => inner.createRetainedStreamCombi(filters)),
    addSubscriptions: (client, wanted) =>
      asked('addSubscriptions', () => inner.addSubscriptions(client, wanted)),
    removeSubscriptions: (client, filters) =>
      asked('removeSubscriptions', () => inner.removeSubscriptions(client, filters)),
    subscriptionsByClient: (client) =>
      asked('subscriptionsByClient', () => inner.subscriptionsByClient(client)),
    subscriptionsByTopic: (topic) => or([], 'subscriptionsByTopic', () => inner.subscriptionsByTopic(topic)),
    cleanSubscriptions: (client) => asked('cleanSubscriptions', () => inner.cleanSubscriptions(client)),
    outgoingEnqueueCombi: (to, packet) =>
      or(undefined, 'outgoingEnqueueCombi', () => inner.outgoingEnqueueCombi(to, packet)),
    outgoingUpdate: (client, packet) =>
      or(undefined, 'outgoingUpdate', () => inner.outgoingUpdate(client, packet)),
    outgoingClearMessageId: (client, packet) =>
      or(undefined, 'outgoingClearMessageId', () => inner.outgoingClearMessageId(client, packet)),
    outgoingStream: (client) => stream('outgoingStream', () => inner.outgoingStream(client)),
    incomingStorePacket: (client, packet) =>
      asked('incomingStorePacket', () => inner.incomingStorePacket(client, packet)),
    // "Not known" is an answer here, not a failure, and it cannot be told from one.
    incomingGetPacket: async (client, packet) => inner.incomingGetPacket(client, packet),
    incomingDelPacket: async (client, packet) => inner.incomingDelPacket(client, packet),
    cleanIncoming: (client) => asked('cleanIncoming', () => inner.cleanIncoming(client)),
    putWill: (client, will) => or(undefined, 'putWill', () => inner.putWill(client, will)),
    delWill: (client) => or(undefined, 'delWill', () => inner.delWill(client)),
    streamWill: (brokers) => stream('streamWill', () => inner.streamWill(brokers)),
  };
}

async function* passOn(inner: Readable, onError: (error: unknown) => void): AsyncGenerator<unknown> {
  try {
    yield* inner;
  } catch (error) {
    onError(error);
  }
}
