import type { Advertisement } from '@tizhi/firmware-adapters';

/** One advertisement as a radio heard it. */
export interface HeardAdvertisement {
  /** What this radio calls the sender. */
  readonly peer: string;
  /** Lower case with colons; `null` where the system hides it (macOS). */
  readonly address: string | null;
  /** dBm; `null` where the controller cannot say. */
  readonly rssi: number | null;
  readonly connectable: boolean;
  readonly advertisement: Advertisement;
}

/** A characteristic that is wanted of a connected device; UUIDs as in firmware-adapters. */
export interface Wanted {
  readonly service: string;
  readonly characteristic: string;
  /** `listen`: subscribe, or read where it does not notify. `read`: now and every so often (0: once), and subscribe. */
  readonly how: { readonly kind: 'listen' } | { readonly kind: 'read'; readonly everyMs: number };
}

/** What the process of a radio is told. */
export type RadioCommand =
  | { readonly kind: 'connect'; readonly peer: string; readonly wanted: readonly Wanted[] }
  | { readonly kind: 'stop' };

/** What it tells. */
export type RadioEvent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'heard'; readonly heard: HeardAdvertisement }
  | { readonly kind: 'connected'; readonly peer: string }
  | {
      readonly kind: 'value';
      readonly peer: string;
      readonly characteristic: string;
      readonly bytes: Uint8Array;
    }
  /** A connection that ended, or could not be made. */
  | { readonly kind: 'gone'; readonly peer: string; readonly problem: string }
  /** Something of a stranger's that the Bluetooth library could not digest. */
  | { readonly kind: 'indigestible'; readonly problem: string };
