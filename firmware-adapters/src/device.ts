import {
  type Contact,
  DefinitionId,
  type Doubt,
  type ItemKey,
  type Quantity,
  type Reading,
  type Rejected,
  type Signal,
} from '@tizhi/contracts';
import type { Framing } from './framing/framing.ts';

/**
 * How a device is met. UUIDs are lower-case hex as Bluetooth writes them short (`180d`) or whole, with hyphens.
 *
 * - `gatt`: a characteristic that notifies or indicates, or is read.
 * - `advertisement`: heard without a connection: data of a company (its 16-bit number) or of a service.
 * - `usb`: a vendor and product on the bus (lower-case hex, `0403`); the port's name may change.
 * - `configured`: on a port that the configuration names.
 */
export type Identity =
  | { readonly kind: 'gatt'; readonly service: string; readonly characteristic: string }
  | {
      readonly kind: 'advertisement';
      readonly data:
        | { readonly of: 'company'; readonly company: number }
        | { readonly of: 'service'; readonly service: string };
      /** What its name begins with, where the data alone does not tell. */
      readonly namePrefix?: string;
    }
  | { readonly kind: 'usb'; readonly vendor: string; readonly product: string }
  | { readonly kind: 'configured' };

/** What a device tells of. */
export type Measured = 'heart_rate' | ItemKey | Quantity | Signal | 'tag' | 'timing' | 'device_info';

/** A text that a person reads. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** How a serial line is set, where the maker fixes it. */
export interface LineSettings {
  readonly baudRate: number;
  readonly dataBits?: 5 | 6 | 7 | 8;
  readonly parity?: 'none' | 'even' | 'odd';
  readonly stopBits?: 1 | 2;
}

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

/** What any other simulated device says: the readings that its bytes must decode to. */
export interface ReadingValues {
  readonly readings: readonly Reading[];
}

export type SimulatedValues = HeartRateValues | StationValues | ReadingValues;

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
  readonly name: Bilingual;
  readonly measures: readonly Measured[];
  readonly identity: Identity;
  readonly framing: Framing;
  /** One whole frame to its readings. Pure; never throws. */
  readonly decode: (frame: Uint8Array) => Decoding;
  /**
   * A decoder for one stream, where frames hang together (a difference of two counters, a reading in two frames, an
   * impulse that is cancelled later). It holds a bounded state and never throws; `decode` is what the first frame
   * of a stream gives. Left out: frames stand for themselves.
   */
  readonly streamDecoder?: () => (frame: Uint8Array) => Decoding;
  /**
   * The bytes that say these values, as the device sends them. A caller that asks for what the format
   * cannot say (an item it does not measure, a number too wide for its field) gets a `RangeError`.
   */
  readonly simulate?: (values: SimulatedValues) => Uint8Array;
  /**
   * Values drawn at random ([0, 1)) that the format says without rounding: `simulate` and `decode` must give
   * them back. Left out: the law test draws heart rates and items itself.
   */
  readonly sample?: (random: () => number) => SimulatedValues;
  /** What the maker promises, with its source; left out where nothing is known. */
  readonly accuracy?: Bilingual & { readonly source: string };
  /** How often the maker or the law wants it checked. */
  readonly calibration?: { readonly months: number; readonly source: string };
  /** How to connect it: what to press, which cable. */
  readonly connect?: Bilingual;
  readonly line?: LineSettings;
  /** Other settings that it is found with; a port that is told to find out tries `line` first, then these. */
  readonly otherLines?: readonly LineSettings[];
  /**
   * It tells the same measurement again and again while a pupil stands on it, or until the next one: readings nearer
   * than this (in their own unit) to the last are that measurement, until a frame says nothing or something else
   * (`createOnceAdapter`). `settledAfter`: it does not say whether a value has settled; the same value so often in a
   * row has. Left out: each frame is a new measurement.
   */
  readonly repeats?: { readonly sameWithin: number; readonly settledAfter?: number };
  /** A device that speaks only when asked: the question, and how often. */
  readonly poll?: { readonly request: Uint8Array; readonly everyMs: number };
  /**
   * The number that a sender of broadcasts counts its packets by, and where it starts over: an advertisement that was
   * recorded and sent again is told by it.
   */
  readonly packetCounter?: (
    frame: Uint8Array,
  ) => { readonly value: number; readonly modulo: number } | undefined;
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
