import type { Characteristic, Peripheral, Service } from '@stoprocent/noble';
import { plainUuid } from './noble-advertisement.ts';
import type { Wanted } from './radio-messages.ts';

const STEP_WITHIN_MS = 10_000;
/** A device that said nothing for so long is asked whether it is there: not every controller tells of a lost one. */
const SILENT_MS = 5_000;
const ANSWER_WITHIN_MS = 3_000;

/**
 * Finds the wanted characteristics of a connected device, reads and subscribes to them, and keeps watch.
 * Rejects where none of those to listen to is there. `gone` is called when the connection has ended, or is silent and
 * to be hung up.
 */
export async function openGatt(link: {
  readonly peer: Peripheral;
  readonly wanted: readonly Wanted[];
  readonly value: (characteristic: string, bytes: Uint8Array) => void;
  readonly gone: (problem: string) => void;
}): Promise<void> {
  const { peer, wanted, gone } = link;
  const timers: NodeJS.Timeout[] = [];
  let heardAt = performance.now();
  const value: typeof link.value = (characteristic, bytes) => {
    heardAt = performance.now();
    link.value(characteristic, bytes);
  };
  const closed = new Promise<never>((_, reject) => {
    peer.once('disconnect', (reason) => {
      for (const timer of timers) clearInterval(timer);
      gone(`connection lost (${reason})`);
      reject(new Error(`connection lost (${reason})`));
    });
  });
  closed.catch(() => undefined);
  const step = <T>(what: string, work: Promise<T>): Promise<T> =>
    Promise.race([work, closed, lateness(STEP_WITHIN_MS, `no answer: ${what}`)]);

  const { services } = await step('services', peer.discoverAllServicesAndCharacteristicsAsync());
  const found = wanted.flatMap((each) => {
    const characteristic = find(services, each);
    return characteristic === undefined ? [] : [{ ...each, characteristic, uuid: each.characteristic }];
  });
  if (!found.some(({ how }) => how.kind === 'listen')) {
    throw new Error('it has none of the characteristics of its definitions');
  }
  for (const { characteristic, uuid, how } of found) {
    const { properties } = characteristic;
    const read = async (): Promise<void> => value(uuid, await step('read', characteristic.readAsync()));
    const tells = properties.includes('notify') || properties.includes('indicate');
    if (tells) {
      characteristic.on('data', (bytes: Buffer, isNotification: boolean) => {
        if (isNotification) value(uuid, Uint8Array.from(bytes));
      });
      await step('subscribe', characteristic.subscribeAsync());
    }
    if (properties.includes('read') && (how.kind === 'read' || !tells)) {
      // One characteristic that refuses to be read does not cost the others.
      await read().catch(() => undefined);
      const every = how.kind === 'read' ? how.everyMs : 0;
      if (every > 0) timers.push(setInterval(() => void read().catch(() => undefined), every));
    }
  }
  const readable = services
    .flatMap(({ characteristics }) => characteristics)
    .find(({ properties }) => properties.includes('read'));
  const watch = setInterval(async () => {
    if (performance.now() - heardAt < SILENT_MS) return;
    try {
      const asked: Promise<unknown> = readable?.readAsync() ?? peer.updateRssiAsync();
      await Promise.race([asked, lateness(ANSWER_WITHIN_MS, 'silent')]);
      heardAt = performance.now();
    } catch {
      for (const timer of timers) clearInterval(timer);
      gone('silent, and no answer');
    }
  }, 1_000);
  timers.push(watch);
}

function find(services: readonly Service[], wanted: Wanted): Characteristic | undefined {
  return services
    .filter(({ uuid }) => plainUuid(uuid) === wanted.service)
    .flatMap(({ characteristics }) => characteristics)
    .find(({ uuid }) => plainUuid(uuid) === wanted.characteristic);
}

const lateness = (ms: number, problem: string): Promise<never> =>
  new Promise((_, reject) => void setTimeout(() => reject(new Error(problem)), ms).unref());
