import type { Socket } from 'node:net';
import type { Deliver, Delivery, OpenClient } from './aedes-client.ts';

export interface DeliveryOptions {
  readonly client: OpenClient;
  readonly socket: Socket;
  /** What may wait unread for this client, bytes; beyond it the client is closed. */
  readonly backlogBytes: number;
  /** Whether those who publish wait until this client has taken their message. */
  readonly holdsPublishers: boolean;
  /** The highest QoS of the client's filters for a topic; `undefined`: it has none. */
  readonly grantedQos: (topic: string) => number | undefined;
  /** Whether the session's queue has sent this message already. */
  readonly wasSent: (brokerCounter: number) => boolean;
  readonly onSlow: () => void;
}

/**
 * The way out to one client, as the standard and the other clients want it:
 * - nothing before CONNACK [MQTT-3.2.0-1], nor before the queue of a resumed session is out: new messages
 *   would overtake old ones;
 * - of overlapping filters the highest QoS counts [MQTT-3.3.5-1] (aedes takes that of the first it meets);
 * - bounded in memory where the client does not read.
 */
export function tendDelivery(options: DeliveryOptions): void {
  const { client, socket, wasSent } = options;
  const [deliver0, deliverQoS] = [client.deliver0, client.deliverQoS];
  let held: (() => void)[] | undefined = [];
  let heldBytes = 0;

  const tended =
    (deliver: Deliver): Deliver =>
    (message, done) => {
      if (socket.destroyed) return void setImmediate(done);
      if (socket.writableLength + heldBytes > options.backlogBytes) {
        options.onSlow();
        socket.destroy();
        return void setImmediate(done);
      }
      if (held !== undefined) return hold(deliver, message, done);
      // A retained message answers the client's own subscription: nobody else waits for it.
      if (options.holdsPublishers || message.retain) return deliver(message, done);
      deliver(message, () => {});
      setImmediate(done);
    };

  function hold(deliver: Deliver, message: Delivery, done: () => void): void {
    heldBytes += message.payload.length;
    held?.push(() => {
      const sent = message.qos > 0 && message.brokerCounter !== undefined && wasSent(message.brokerCounter);
      if (!sent && !socket.destroyed) deliver(message, () => {});
    });
    // Whoever publishes does not wait for somebody else's connection to be made.
    setImmediate(done);
  }

  const [plain, acknowledged] = [tended(deliver0), tended(deliverQoS)];
  client.deliver0 = (message, done) => {
    const wanted = message.qos > 0 ? (options.grantedQos(message.topic) ?? 0) : 0;
    (wanted > 0 ? acknowledged : plain)(message, done);
  };
  client.deliverQoS = (message, done) => (message.qos > 0 ? acknowledged : plain)(message, done);
  client.once('connected', () => {
    const ready = held ?? [];
    held = undefined;
    heldBytes = 0;
    for (const send of ready) send();
  });
}
