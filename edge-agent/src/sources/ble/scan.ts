import { type DeviceDefinition, definitions, matchAdvertisement } from '@tizhi/firmware-adapters';
import type { BleAdapter } from '../../config/ble-config.ts';
import { pause } from '../../retry.ts';
import type { HeardAdvertisement } from './radio-messages.ts';
import { openRadio } from './radio-process.ts';

/** A device in the air. */
export interface InTheAir {
  readonly name: string | null;
  readonly address: string | null;
  /** dBm, the strongest; `null` where the controller cannot say. */
  readonly rssi: number | null;
  readonly services: readonly string[];
  readonly times: number;
  /** Definitions that would read it; of services only those that it advertises are known. */
  readonly definitions: readonly DeviceDefinition[];
}

/** Devices shown of a hall full of phones. */
const MAX_SHOWN = 500;
const WEAKEST = -127;

/** Listens for so long; the strongest first. Rejects in the radio's own words where it cannot listen. */
export async function scanTheAir(adapter: BleAdapter, seconds: number): Promise<InTheAir[]> {
  const heard = new Map<string, InTheAir>();
  const { signal } = new AbortController();
  const radio = await openRadio(adapter, {
    signal,
    event(event) {
      if (event.kind !== 'heard') return;
      const { peer } = event.heard;
      if (heard.has(peer) || heard.size < MAX_SHOWN) heard.set(peer, joined(heard.get(peer), event.heard));
    },
  });
  try {
    await Promise.race([
      pause(seconds * 1_000, signal),
      radio.closed.then((why) => Promise.reject(new Error(why))),
    ]);
  } finally {
    await radio.close();
  }
  return [...heard.values()].sort((a, b) => (b.rssi ?? WEAKEST) - (a.rssi ?? WEAKEST));
}

function joined(
  before: InTheAir | undefined,
  { address, rssi, advertisement }: HeardAdvertisement,
): InTheAir {
  const { name, services } = advertisement;
  const all = [...new Set([...(before?.services ?? []), ...services])];
  return {
    name: name ?? before?.name ?? null,
    address,
    rssi: rssi === null ? (before?.rssi ?? null) : Math.max(rssi, before?.rssi ?? WEAKEST),
    services: all,
    times: (before?.times ?? 0) + 1,
    definitions: [...new Set([...(before?.definitions ?? []), ...readersOf(advertisement, all)])],
  };
}

function readersOf(
  advertisement: HeardAdvertisement['advertisement'],
  services: readonly string[],
): DeviceDefinition[] {
  const connected = definitions.filter(
    ({ identity }) =>
      identity.kind === 'gatt' &&
      services.includes(identity.service) &&
      !['180f', '180a'].includes(identity.service),
  );
  return [
    ...matchAdvertisement(definitions, advertisement).map(({ definition }) => definition),
    ...connected,
  ];
}
