import type { Signal } from '@tizhi/contracts';

/**
 * Frames of the Polar Measurement Data service: what each measurement type and frame type holds. Source: the
 * maker's library (polarofficial/polar-ble-sdk, client/pmd/model/*.swift) and its tests; facts only.
 */
export interface FrameKind {
  readonly signal: Signal;
  readonly channels: number;
  /** Octets of a number; of a delta frame, in its reference sample. */
  readonly size: 1 | 2 | 3;
  readonly coding: 'raw' | 'delta';
  /** Channels behind the signal's own: a status that is no sample. */
  readonly extra?: number;
  /** To the signal's unit, where the number itself is not. `settings`: by the factor of the stream's settings. */
  readonly unit: { readonly per: number } | { readonly settings: true; readonly per: number };
}

export const MEASUREMENT = { ecg: 0, ppg: 1, acceleration: 2, ppi: 3, rotation: 5, magnetic: 6 } as const;
const COMPRESSED = 0x80;

const DIRECT = { per: 1 } as const;
const xyz = (size: 1 | 2, coding: FrameKind['coding']) => ({ channels: 3, size, coding }) as const;

/** By measurement type and frame type (bit 7: compressed). */
const KINDS: ReadonlyMap<number, FrameKind> = new Map<number, FrameKind>([
  // Microvolts.
  [key(MEASUREMENT.ecg, 0), { signal: 'ecg', channels: 1, size: 3, coding: 'raw', unit: DIRECT }],
  // Three lights and the ambient one; later sensors have 16 or 20 and a status behind them.
  [key(MEASUREMENT.ppg, 0), { signal: 'ppg', channels: 4, size: 3, coding: 'raw', unit: DIRECT }],
  [key(MEASUREMENT.ppg, COMPRESSED), { signal: 'ppg', channels: 4, size: 3, coding: 'delta', unit: DIRECT }],
  [
    key(MEASUREMENT.ppg, COMPRESSED | 7),
    { signal: 'ppg', channels: 16, extra: 1, size: 3, coding: 'delta', unit: DIRECT },
  ],
  [
    key(MEASUREMENT.ppg, COMPRESSED | 10),
    { signal: 'ppg', channels: 20, extra: 1, size: 3, coding: 'delta', unit: DIRECT },
  ],
  // Thousandths of g, but for the compressed type 0, which is in g by the settings' factor.
  [key(MEASUREMENT.acceleration, 0), { signal: 'acceleration', ...xyz(1, 'raw'), unit: { per: 1000 } }],
  [key(MEASUREMENT.acceleration, 1), { signal: 'acceleration', ...xyz(2, 'raw'), unit: { per: 1000 } }],
  [
    key(MEASUREMENT.acceleration, COMPRESSED),
    { signal: 'acceleration', ...xyz(2, 'delta'), unit: { settings: true, per: 1 } },
  ],
  [
    key(MEASUREMENT.acceleration, COMPRESSED | 1),
    { signal: 'acceleration', ...xyz(2, 'delta'), unit: { per: 1000 } },
  ],
  [
    key(MEASUREMENT.rotation, COMPRESSED),
    { signal: 'rotation', ...xyz(2, 'delta'), unit: { settings: true, per: 1 } },
  ],
  [
    key(MEASUREMENT.magnetic, COMPRESSED),
    { signal: 'magnetic_field', ...xyz(2, 'delta'), unit: { settings: true, per: 1 } },
  ],
  // Thousandths of gauss, and a calibration status.
  [
    key(MEASUREMENT.magnetic, COMPRESSED | 1),
    { signal: 'magnetic_field', channels: 3, extra: 1, size: 2, coding: 'delta', unit: { per: 1000 } },
  ],
]);

function key(measurement: number, frame: number): number {
  return measurement * 256 + frame;
}

export const kindOf = (measurement: number, frame: number): FrameKind | undefined =>
  KINDS.get(key(measurement, frame));
