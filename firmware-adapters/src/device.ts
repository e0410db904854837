import {
  type Contact,
  DefinitionId,
  type Doubt,
  type ItemKey,
  type Reading,
  type Rejected,
} from '@tizhi/contracts';
import type { Framing } from './framing/framing.ts';

/** How a device is met: as a GATT characteristic, or on a port that the configuration names. */
export type Identity =
  | { readonly kind: 'gatt'; readonly service: string; readonly characteristic: string }
  | { readonly kind: 'configured' };

/** What a simulated strap says. Left out: contact unsupported, no energy, no RR intervals. */
export interface HeartRateValues {
  /** Beats per minute, 0-65,535; `null`: no measurement. */
  readonly bpm: number | null;
  readonly contact?: Contact;
  readonly energyKj?: number | null;
  readonly rrMs?: readonly number[];
}

/** What a simulated station says: values in each item's own unit (contracts `ITEMS`). */
export interface StationValues {
  readonly values: Readonly<Partial<Record<ItemKey, number>>>;
  readonly tag?: string | null;
  /** Raises the station's own flag for this doubt, where its format has one. */
  readonly doubt?: Doubt | null;
}

export type SimulatedValues = HeartRateValues | StationValues;

/** A frame's readings, or why it has none. */
export type Decoding = readonly Reading[] | Rejected;

/** Bytes as the device sends them (delimiter included) and what they must decode to. */
export type Golden = {
  readonly hex: string;
  /** Where the bytes and the values come from. */
  readonly source: string;
} & ({ readonly readings: readonly Reading[] } | { readonly rejected: Rejected['reason'] });

/** A device is one object: everything known about it, so that nothing is half declared. */
export interface DeviceDefinition {
  readonly id: DefinitionId;
  readonly name: { readonly zh: string; readonly en: string };
  readonly measures: readonly ('heart_rate' | ItemKey)[];
  readonly identity: Identity;
  readonly framing: Framing;
  /** One whole frame to its readings. Pure; never throws. */
  readonly decode: (frame: Uint8Array) => Decoding;
  /**
   * The bytes that say these values, as the device sends them. A caller that asks for what the format
   * cannot say (an item it does not measure, a number too wide for its field) gets a `RangeError`.
   */
  readonly simulate?: (values: SimulatedValues) => Uint8Array;
  readonly golden: readonly Golden[];
}

/** Checks the id and fixes the object. A malformed id is a bug and throws. */
export const defineDevice = (
  device: Omit<DeviceDefinition, 'id'> & { readonly id: string },
): DeviceDefinition => Object.freeze({ ...device, id: DefinitionId.parse(device.id) });

export const rejected = (reason: Rejected['reason'], bytes: Uint8Array): Rejected => ({
  kind: 'rejected',
  reason,
  bytes,
});

export const isRejected = (decoding: Decoding): decoding is Rejected => 'kind' in decoding;
