import type { Address, GatewayStatus, Instant } from '@tizhi/contracts';
import type { InboxRecords } from '@tizhi/storage';

/** Gateways whose newest status waits to be saved; beyond it a status is dropped and counted. */
const MOST_WAITING = 10_000;
const RETRY_MS = 1_000;

export interface StatusKeeper {
  note(address: Address, status: GatewayStatus, at: Instant): void;
  /** Tries once more to save what waits, then ends. */
  stop(): Promise<void>;
}

/** Saves the newest status of each gateway, one at a time; while the store is away older ones fall out. */
export function createStatusKeeper(
  records: InboxRecords,
  counters: { statusesSaved: number; statusesDropped: number },
): StatusKeeper {
  const waiting = new Map<string, { address: Address; status: GatewayStatus; at: Instant }>();
  let saving: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

  const saveAll = async (): Promise<void> => {
    for (const [name, entry] of waiting) {
      try {
        await records.saveStatus(entry.address, entry.status, entry.at);
      } catch {
        retry ??= setTimeout(() => {
          retry = undefined;
          start();
        }, RETRY_MS);
        return;
      }
      counters.statusesSaved += 1;
      if (waiting.get(name) === entry) waiting.delete(name);
    }
  };
  const start = (): void => {
    saving ??= saveAll().finally(() => {
      saving = undefined;
      if (waiting.size > 0 && retry === undefined) start();
    });
  };

  return {
    note(address, status, at) {
      const name = `${address.school}/${address.gateway}`;
      if (!waiting.has(name) && waiting.size >= MOST_WAITING) {
        counters.statusesDropped += 1;
        return;
      }
      waiting.set(name, { address, status, at });
      if (retry === undefined) start();
    },
    async stop() {
      await saving;
      if (waiting.size > 0) await saveAll();
      clearTimeout(retry);
    },
  };
}
