import type { Outgoing, PublishRecord } from './persistence.ts';

/** What one message of a session costs in memory besides its payload, bytes; roughly. */
const OVERHEAD_BYTES = 200;
const bytesOf = (message: Outgoing): number =>
  OVERHEAD_BYTES + (message.cmd === 'publish' ? message.payload.length + message.topic.length : 0);

/**
 * One client's state: its subscriptions, the QoS 1 and 2 messages that it has not acknowledged, and the
 * ids of its own QoS 2 messages that it has not released.
 */
export class Session {
  readonly account: string;
  readonly subscriptions = new Map<string, number>();
  /** Ids only: the message itself went on when it came. */
  readonly unreleased = new Set<number>();
  /** Whose connection it is; `undefined`: nobody's, since `absentSince`. */
  holder: object | undefined;
  absentSince = 0;
  /** In the order of their coming. */
  readonly #queue = new Set<{ message: Outgoing }>();
  readonly #byCounter = new Map<number, { message: Outgoing }>();
  readonly #byMessageId = new Map<number, { message: Outgoing }>();
  #bytes = 0;

  constructor(account: string) {
    this.account = account;
  }

  get messages(): number {
    return this.#queue.size;
  }
  get bytes(): number {
    return this.#bytes;
  }
  static cost(message: Outgoing): number {
    return bytesOf(message);
  }

  push(message: PublishRecord): void {
    const entry = { message };
    this.#queue.add(entry);
    if (message.brokerCounter !== undefined) this.#byCounter.set(message.brokerCounter, entry);
    this.#bytes += bytesOf(message);
  }

  /** Whether this message was given an id, and so was sent. */
  wasSent(brokerCounter: number): boolean {
    return this.#byCounter.get(brokerCounter)?.message.messageId !== undefined;
  }

  /** A message goes out under its id, or a PUBREL takes the place of its message (4.3.3). */
  update(packet: Outgoing): void {
    const entry = this.#find(packet);
    if (entry === undefined) return;
    const { messageId } = packet;
    if (packet.cmd === 'publish') {
      if (entry.message.cmd === 'publish') entry.message = { ...entry.message, messageId };
    } else {
      this.#forgetCounter(entry.message);
      this.#bytes += bytesOf(packet) - bytesOf(entry.message);
      entry.message = { cmd: 'pubrel', messageId: packet.messageId };
    }
    if (messageId !== undefined) this.#byMessageId.set(messageId, entry);
  }

  /** Acknowledged, or not to be sent after all. */
  clear(packet: Outgoing): Outgoing | undefined {
    const entry = this.#find(packet);
    if (entry === undefined) return undefined;
    this.#queue.delete(entry);
    this.#forgetCounter(entry.message);
    const { messageId } = entry.message;
    if (messageId !== undefined && this.#byMessageId.get(messageId) === entry) {
      this.#byMessageId.delete(messageId);
    }
    this.#bytes -= bytesOf(entry.message);
    return entry.message;
  }

  /** All that waits, as it is to be sent now: what was sent before goes as a repetition [MQTT-3.3.1-1]. */
  *waiting(): Generator<Outgoing> {
    for (const { message } of [...this.#queue]) {
      yield message.cmd === 'publish' ? { ...message, dup: message.messageId !== undefined } : message;
    }
  }

  #find(packet: Outgoing): { message: Outgoing } | undefined {
    if (packet.cmd === 'publish' && packet.brokerCounter !== undefined) {
      const entry = this.#byCounter.get(packet.brokerCounter);
      if (entry !== undefined) return entry;
    }
    return packet.messageId === undefined ? undefined : this.#byMessageId.get(packet.messageId);
  }

  #forgetCounter(message: Outgoing): void {
    if (message.cmd === 'publish' && message.brokerCounter !== undefined) {
      this.#byCounter.delete(message.brokerCounter);
    }
  }
}
