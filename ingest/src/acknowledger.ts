import { type Acknowledgement, formatTopic } from '@tizhi/contracts';
import type { LaneKey, Mark } from '@tizhi/storage';
import type { MqttClient } from 'mqtt';
import { laneName } from './inbox-state.ts';

export interface Acknowledger {
  /** Publishes the mark of a lane, retained. May be lost: whoever sends again is answered again. */
  send(key: LaneKey, mark: Mark): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/**
 * At most one acknowledgement of a lane is under way; meanwhile only the newest is kept. So a broker that
 * accepts slowly costs one entry per lane, and a lane's marks never overtake each other.
 */
export function createAcknowledger(client: MqttClient, counters: { acknowledged: number }): Acknowledger {
  const underWay = new Map<string, { key: LaneKey; next: Mark | null }>();
  let waiters: (() => void)[] = [];

  const publish = (name: string, key: LaneKey, { seq, chain }: Mark): void => {
    const { school, gateway, lane, epoch } = key;
    const topic = formatTopic({ school, gateway, kind: 'ack', lane });
    counters.acknowledged += 1;
    client.publish(
      topic,
      JSON.stringify({ epoch, seq, chain } satisfies Acknowledgement),
      { qos: 1, retain: true },
      () => {
        const next = underWay.get(name)?.next ?? null;
        underWay.delete(name);
        if (next !== null) send(key, next);
        if (underWay.size > 0) return;
        for (const resolve of waiters) resolve();
        waiters = [];
      },
    );
  };

  function send(key: LaneKey, mark: Mark): void {
    const name = laneName(key);
    const present = underWay.get(name);
    if (present !== undefined) {
      present.next = mark;
      return;
    }
    // Without a connection it would only pile up: the gateway sends again and is answered then.
    if (!client.connected) return;
    underWay.set(name, { key, next: null });
    publish(name, key, mark);
  }

  return {
    send,
    settled: () =>
      underWay.size === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
  };
}
