import type { CameraView, DeviceId, Doubt, Reading } from '@tizhi/contracts';
import type { DeviceDefinition } from '@tizhi/firmware-adapters';
import type { Logger } from 'pino';
import type { LinkState } from '../retry.ts';
import type { AirReport } from './ble/ble-machine.ts';
import type { ListUsbPorts } from './usb-ports.ts';

/** Bytes heard from a device at an instant (epoch ms). Where they were cut says nothing about frames. */
export interface Frame {
  readonly device: DeviceId;
  readonly at: number;
  /** The device's own clock, where it has one. */
  readonly deviceAt?: number | null;
  readonly bytes: Uint8Array;
  /** Of a device that sends several kinds of frames: which this is. Default: the device's only one. */
  readonly definition?: DeviceDefinition;
  /** Why the source itself does not trust it. */
  readonly doubt?: Doubt;
}

/** Where sources hand what they hear. */
export interface FrameSink {
  frame(frame: Frame): void;
  /** What a source understood by itself, because it is no stream of bytes: `frame` is the evidence that it keeps. */
  readings(frame: Frame, readings: readonly Reading[]): void;
  /** What cameras show now, for whoever looks on; may be lost. */
  cameras(views: readonly CameraView[]): void;
  /** The device was connected anew: half a frame from before must not meet half a frame from after. */
  reset(device: DeviceId): void;
  /** Settles when the outbox can take more, or the signal aborts. For sources that can wait; a live device cannot. */
  room(signal: AbortSignal): Promise<void>;
  /** Tags that stations may meet now; for simulated stations. */
  tags(): readonly string[];
}

export interface SourceContext {
  readonly sink: FrameSink;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly definitionOf: (id: string) => DeviceDefinition;
  /** The serial ports on USB. Default: those of this machine. */
  readonly usbPorts?: ListUsbPorts;
}

export interface SourceReport {
  readonly name: string;
  readonly link: Readonly<LinkState>;
  /** A replay that came to its end. */
  readonly finished: boolean;
  readonly frames: number;
  readonly bytes: number;
  /** Rows of a recording that held nothing to play. */
  readonly skipped: number;
  /** What Bluetooth radios hear. */
  readonly air?: AirReport;
}

/** A running source. It never ends by itself except at the end of a recording. */
export interface Source {
  report(): SourceReport;
  stop(): Promise<void>;
}
