import type { DeviceId, Doubt } from '@tizhi/contracts';
import { type DeviceDefinition, matchAdvertisement, toHex } from '@tizhi/firmware-adapters';
import type { BleDevice } from '../../config/ble-config.ts';
import { type Backoff, backoffMs } from '../../retry.ts';
import { isDevice } from './match-device.ts';
import { onceHeard } from './once-heard.ts';
import type { HeardAdvertisement } from './radio-messages.ts';
import { type Suspicion, suspicious } from './suspicion.ts';

export const BLE_LIMITS = {
  /** Strangers remembered by name and address; the rest are counted. */
  strangers: 200,
} as const;

/** A strap out of reach is met again when it comes back; one that refuses is not asked ten times a second. */
const CONNECT_BACKOFF: Backoff = { firstMs: 500, maxMs: 30_000 };

export type BleEvent =
  | { readonly kind: 'radio_down'; readonly radio: string; readonly problem: string; readonly at: number }
  | {
      readonly kind: 'heard';
      readonly radio: string;
      readonly heard: HeardAdvertisement;
      readonly at: number;
    }
  | { readonly kind: 'connected'; readonly radio: string; readonly peer: string; readonly at: number }
  | {
      readonly kind: 'value';
      readonly radio: string;
      readonly peer: string;
      readonly characteristic: string;
      readonly bytes: Uint8Array;
      readonly at: number;
    }
  | {
      readonly kind: 'gone';
      readonly radio: string;
      readonly peer: string;
      readonly problem: string;
      readonly at: number;
    };

export type BleEffect =
  | { readonly kind: 'connect'; readonly radio: string; readonly peer: string; readonly device: DeviceId }
  | {
      readonly kind: 'frame';
      readonly device: DeviceId;
      readonly definition: DeviceDefinition;
      readonly bytes: Uint8Array;
      readonly at: number;
      readonly doubt?: Doubt;
    }
  | { readonly kind: 'reset'; readonly device: DeviceId }
  | { readonly kind: 'suspect'; readonly device: DeviceId; readonly why: Suspicion }
  | { readonly kind: 'lost'; readonly device: DeviceId; readonly problem: string };

/** A device as it stands now. */
export interface BleDeviceReport {
  readonly device: DeviceId;
  readonly link: 'away' | 'connecting' | 'connected' | 'broadcast';
  /** The radio of its connection, or that heard it last. */
  readonly radio: string | null;
  /** dBm, of its last advertisement. */
  readonly rssi: number | null;
  /** Percent, as it said last. */
  readonly battery: number | null;
  /** When anything of it was heard last, epoch ms. */
  readonly lastHeardAt: number | null;
  readonly problem: string | null;
}

/** A sender that nobody configured: shown so that it can be, never bound by itself. */
export interface Stranger {
  readonly address: string | null;
  readonly name: string | null;
  readonly rssi: number | null;
  readonly services: readonly string[];
  readonly lastHeardAt: number;
}

export interface AirReport {
  readonly devices: readonly BleDeviceReport[];
  readonly strangers: readonly Stranger[];
  /** Broadcasts that were repetitions, or the same one heard on another radio. */
  readonly repeated: number;
  /** Readings doubted as impossible after those before. */
  readonly suspect: number;
}

interface Known {
  readonly config: BleDevice;
  readonly definitions: readonly DeviceDefinition[];
  readonly isNew: ReturnType<typeof onceHeard>;
  readonly suspicions: ReadonlyMap<DeviceDefinition, ReturnType<typeof suspicious>>;
  link: BleDeviceReport['link'];
  radio: string | null;
  peer: string | null;
  rssi: number | null;
  battery: number | null;
  lastHeardAt: number | null;
  problem: string | null;
  attempt: number;
  nextTryAt: number;
}

/** Decides what to do about what the radios hear. No clock, no chance of its own, no I/O. */
export class BleMachine {
  readonly #devices: readonly Known[];
  readonly #values: ReadonlyMap<string, DeviceDefinition>;
  readonly #random: () => number;
  readonly #connections: ReadonlyMap<string, number>;
  readonly #strangers = new Map<string, Stranger>();
  #repeated = 0;
  #suspect = 0;

  constructor(options: {
    readonly devices: readonly BleDevice[];
    readonly definitionOf: (id: string) => DeviceDefinition;
    /** Definitions of what any device may tell of itself: battery, maker, serial number. */
    readonly common: readonly DeviceDefinition[];
    /** How many each radio holds at once. */
    readonly connections: ReadonlyMap<string, number>;
    /** In [0, 1). */
    readonly random: () => number;
  }) {
    this.#random = options.random;
    this.#connections = options.connections;
    this.#devices = options.devices.map((config) => {
      const definitions = config.definitions.map(options.definitionOf);
      return {
        config,
        definitions,
        isNew: onceHeard(),
        suspicions: new Map(definitions.map((definition) => [definition, suspicious(definition)])),
        link: config.mode === 'broadcast' ? 'broadcast' : 'away',
        radio: null,
        peer: null,
        rssi: null,
        battery: null,
        lastHeardAt: null,
        problem: null,
        attempt: 0,
        nextTryAt: 0,
      };
    });
    this.#values = new Map(
      [...options.common, ...this.#devices.flatMap(({ definitions }) => definitions)].flatMap((definition) =>
        definition.identity.kind === 'gatt'
          ? [[definition.identity.characteristic, definition] as const]
          : [],
      ),
    );
  }

  step(event: BleEvent): BleEffect[] {
    switch (event.kind) {
      case 'heard':
        return this.#heard(event);
      case 'connected':
        return this.#connected(event);
      case 'value':
        return this.#value(event);
      case 'gone':
        return this.#of(event).flatMap((known) => this.#lost(known, event));
      case 'radio_down':
        return this.#devices
          .filter(({ radio, peer }) => radio === event.radio && peer !== null)
          .flatMap((known) => this.#lost(known, event));
    }
  }

  report(): AirReport {
    return {
      devices: this.#devices.map(({ config, link, radio, rssi, battery, lastHeardAt, problem }) => ({
        device: config.device,
        link,
        radio,
        rssi,
        battery,
        lastHeardAt,
        problem,
      })),
      strangers: [...this.#strangers.values()],
      repeated: this.#repeated,
      suspect: this.#suspect,
    };
  }

  #heard({ radio, heard, at }: Extract<BleEvent, { kind: 'heard' }>): BleEffect[] {
    const known = this.#devices.find(({ config }) => isDevice(config.match, heard));
    if (known === undefined) {
      this.#stranger(radio, heard, at);
      return [];
    }
    known.rssi = heard.rssi;
    known.lastHeardAt = Math.max(known.lastHeardAt ?? at, at);
    if (known.config.mode === 'connect') return this.#mayConnect(known, { radio, heard, at });
    known.radio = radio;
    return this.#broadcast(known, heard, at);
  }

  #broadcast(known: Known, { advertisement }: HeardAdvertisement, at: number): BleEffect[] {
    const { device } = known.config;
    return matchAdvertisement(known.definitions, advertisement).flatMap(
      ({ definition, frame }): BleEffect[] => {
        if (!known.isNew(`${definition.id} ${toHex(frame)}`, at)) {
          this.#repeated += 1;
          return [];
        }
        const why = known.suspicions.get(definition)?.(frame, at);
        const heard = { kind: 'frame', device, definition, bytes: frame, at } as const;
        if (why === undefined) return [heard];
        this.#suspect += 1;
        return [
          { kind: 'suspect', device, why },
          { ...heard, doubt: 'out_of_range' },
        ];
      },
    );
  }

  #mayConnect(
    known: Known,
    { radio, heard, at }: Omit<Extract<BleEvent, { kind: 'heard' }>, 'kind'>,
  ): BleEffect[] {
    if (known.link !== 'away' || !heard.connectable || at < known.nextTryAt) return [];
    const held = this.#devices.filter((other) => other.radio === radio && other.peer !== null);
    if (held.length >= (this.#connections.get(radio) ?? 0) || held.some(({ link }) => link === 'connecting'))
      return [];
    Object.assign(known, { link: 'connecting', radio, peer: heard.peer });
    return [{ kind: 'connect', radio, peer: heard.peer, device: known.config.device }];
  }

  #connected(event: Extract<BleEvent, { kind: 'connected' }>): BleEffect[] {
    return this.#of(event).map((known) => {
      Object.assign(known, { link: 'connected', attempt: 0, problem: null });
      return { kind: 'reset', device: known.config.device };
    });
  }

  #value(event: Extract<BleEvent, { kind: 'value' }>): BleEffect[] {
    const { characteristic, bytes, at } = event;
    const definition = this.#values.get(characteristic);
    if (definition === undefined) return [];
    return this.#of(event).map((known) => {
      known.lastHeardAt = Math.max(known.lastHeardAt ?? at, at);
      known.battery = batteryIn(definition, bytes) ?? known.battery;
      return { kind: 'frame', device: known.config.device, definition, bytes, at };
    });
  }

  #lost(known: Known, { problem, at }: { readonly problem: string; readonly at: number }): BleEffect[] {
    const { attempt } = known;
    const waitMs = backoffMs({ backoff: CONNECT_BACKOFF, attempt, random: this.#random });
    Object.assign(known, {
      link: 'away',
      radio: null,
      peer: null,
      problem,
      attempt: attempt + 1,
      nextTryAt: at + waitMs,
    });
    return [{ kind: 'lost', device: known.config.device, problem }];
  }

  /** The device of a connection, if it is one of ours. */
  #of({ radio, peer }: { readonly radio: string; readonly peer: string }): Known[] {
    return this.#devices.filter((known) => known.radio === radio && known.peer === peer);
  }

  #stranger(radio: string, { peer, address, rssi, advertisement }: HeardAdvertisement, at: number): void {
    const key = address ?? `${radio} ${peer}`;
    const name = advertisement.name ?? this.#strangers.get(key)?.name ?? null;
    this.#strangers.delete(key);
    this.#strangers.set(key, { address, name, rssi, services: advertisement.services, lastHeardAt: at });
    const oldest = this.#strangers.keys().next().value;
    if (this.#strangers.size > BLE_LIMITS.strangers && oldest !== undefined) this.#strangers.delete(oldest);
  }
}

function batteryIn(definition: DeviceDefinition, bytes: Uint8Array): number | undefined {
  if (!definition.measures.includes('battery')) return undefined;
  const decoding = definition.decode(bytes);
  if ('kind' in decoding) return undefined;
  const said = decoding.find((reading) => reading.kind === 'quantity' && reading.quantity === 'battery');
  return said?.kind === 'quantity' && said.doubt === null ? (said.value ?? undefined) : undefined;
}
