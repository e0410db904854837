import { MEASUREMENT } from './frame-kinds.ts';
import { DEFAULT_FACTORS, type PolarFactors } from './measurement-data.ts';

/**
 * Commands to the Polar Measurement Data control point and its answers. Source: polarofficial/polar-ble-sdk
 * PmdControlPointCommand, PmdControlPointResponse and PmdSetting; facts only.
 */
export type PolarMeasurement = keyof typeof MEASUREMENT;
const COMMAND = { settings: 0x01, start: 0x02, stop: 0x03 } as const;
const ANSWER = 0xf0;

/** Settings by their number, with the octets of a value; the factor is an IEEE 754 number of 32 bits. */
const SETTINGS = {
  sampleRateHz: { number: 0, size: 2 },
  resolutionBits: { number: 1, size: 2 },
  range: { number: 2, size: 2 },
  rangeMilli: { number: 3, size: 4 },
  channels: { number: 4, size: 1 },
  factor: { number: 5, size: 4 },
} as const;
export type PolarSetting = keyof typeof SETTINGS;

/** Asks which settings a measurement has. */
export const askSettings = (measurement: PolarMeasurement): Uint8Array =>
  Uint8Array.of(COMMAND.settings, MEASUREMENT[measurement]);

/** Starts a stream with one value of each setting that the sensor offers; intervals (`ppi`) have none. */
export const startStream = (
  measurement: PolarMeasurement,
  settings: Readonly<Partial<Record<Exclude<PolarSetting, 'factor'>, number>>>,
): Uint8Array =>
  Uint8Array.of(
    COMMAND.start,
    MEASUREMENT[measurement],
    ...Object.entries(settings).flatMap(([name, value]) => {
      const { number, size } = SETTINGS[name as PolarSetting];
      return [number, 1, ...Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) % 256)];
    }),
  );

export const stopStream = (measurement: PolarMeasurement): Uint8Array =>
  Uint8Array.of(COMMAND.stop, MEASUREMENT[measurement]);

export interface PolarAnswer {
  readonly command: keyof typeof COMMAND;
  readonly measurement: PolarMeasurement;
  /** 0: done; 6: already started, as of the library's list; others: refused. */
  readonly status: number;
  readonly settings: Readonly<Partial<Record<PolarSetting, readonly number[]>>>;
}

/** What the control point indicated; `undefined` where these bytes are no answer. Never throws. */
export function readAnswer(bytes: Uint8Array): PolarAnswer | undefined {
  const [answer, command, measured, status, more] = bytes;
  const named = entryOf(COMMAND, command);
  const measurement = entryOf(MEASUREMENT, measured);
  if (answer !== ANSWER || named === undefined || measurement === undefined || status === undefined)
    return undefined;
  // An answer with an error has no settings; of a long one, what follows comes in the next indication.
  const settings = status === 0 && more !== undefined ? settingsIn(bytes.subarray(5)) : {};
  return { command: named, measurement, status, settings };
}

function settingsIn(bytes: Uint8Array): PolarAnswer['settings'] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const settings: Partial<Record<PolarSetting, number[]>> = {};
  let at = 0;
  while (at + 2 <= bytes.length) {
    const number = view.getUint8(at);
    const found = Object.entries(SETTINGS).find(([, each]) => each.number === number);
    const count = view.getUint8(at + 1);
    if (found === undefined) break;
    const [name, { size }] = found as [PolarSetting, { readonly size: 1 | 2 | 4 }];
    at += 2;
    if (at + count * size > bytes.length) break;
    settings[name] = Array.from({ length: count }, (_, i) =>
      valueAt(view, { at: at + i * size, name, size }),
    );
    at += count * size;
  }
  return settings;
}

function valueAt(
  view: DataView,
  { at, name, size }: { readonly at: number; readonly name: PolarSetting; readonly size: 1 | 2 | 4 },
): number {
  if (name === 'factor') return view.getFloat32(at, true);
  return size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
}

const entryOf = <K extends string>(
  table: Readonly<Record<K, number>>,
  value: number | undefined,
): K | undefined => (Object.keys(table) as K[]).find((key) => table[key] === value);

/** The factors with which the streams run, from the answers to their start commands. */
export function factorsOf(answers: readonly PolarAnswer[]): PolarFactors {
  const factor = (measurement: PolarMeasurement, fallback: number): number => {
    const told = answers.findLast((answer) => answer.measurement === measurement)?.settings.factor?.[0];
    return told !== undefined && Number.isFinite(told) && told > 0 ? told : fallback;
  };
  return {
    acceleration: factor('acceleration', DEFAULT_FACTORS.acceleration),
    rotation: factor('rotation', DEFAULT_FACTORS.rotation),
    magnetic_field: factor('magnetic', DEFAULT_FACTORS.magnetic_field),
  };
}
