import { behindLengths, type DeviceDefinition, findDefinition } from '@tizhi/firmware-adapters';

/**
 * A reading carries its number through bytes, outbox, wire, store and export, in fields that none of them may
 * round: so whatever comes out can be held against what went in, one by one.
 */
export interface Numbering {
  readonly lane: 'result' | 'telemetry';
  readonly definition: string;
  /** What a `tcp` source is told about the bytes. */
  readonly carries: 'stream' | 'messages';
  /** The bytes of reading `number`, from 1. */
  readonly bytesOf: (number: number) => Uint8Array;
  /** The number in a stored or exported row; `undefined` where the row is not what the device said. */
  readonly numberOf: (row: Readonly<Record<string, unknown>>) => number | undefined;
}

/** Jumps of 50.0001, 50.0002, ... cm: the number is in the value, of which an export gives every digit. */
const STEPS_PER_CM = 10_000;
const SHORTEST_JUMP_CM = 50;
const jumpOf = (number: number): number => Number((SHORTEST_JUMP_CM + number / STEPS_PER_CM).toFixed(4));

export const jumpMat: Numbering = (() => {
  const simulate = simulatorOf(definitionOf('station/demo-jump'));
  return {
    lane: 'result',
    definition: 'station/demo-jump',
    carries: 'stream',
    bytesOf: (number) => simulate({ values: { standing_long_jump: jumpOf(number) }, tag: String(number) }),
    numberOf({ value }) {
      const number = Math.round((Number(value) - SHORTEST_JUMP_CM) * STEPS_PER_CM);
      return number > 0 && jumpOf(number) === value ? number : undefined;
    },
  };
})();

/**
 * The low 16 bits of the number are the energy, the rest is what the RR interval is longer than the rate asks for: a
 * gateway disbelieves a rate that its beats contradict. The rate goes up by 4 each time, and down again: it repeats
 * the number modulo 25.
 */
const RR_TICK_MS = 1000 / 1024;
const rrTicksAt = (bpm: number): number => Math.round((60 * 1024) / bpm);
const strapSays = (number: number) => {
  const bpm = 60 + ((number * 4) % 100);
  return {
    bpm,
    energyKj: number & 0xffff,
    rrMs: [((number >>> 16) + rrTicksAt(bpm)) * RR_TICK_MS],
  };
};

export const strap: Numbering = (() => {
  const simulate = simulatorOf(behindLengths(definitionOf('gatt/2a37')));
  return {
    lane: 'telemetry',
    definition: 'gatt/2a37',
    carries: 'messages',
    bytesOf: (number) => simulate(strapSays(number)),
    numberOf({ bpm, energyKj, rrMs }) {
      if (!Array.isArray(rrMs) || rrMs.length !== 1) return undefined;
      const number = (Number(rrMs[0]) / RR_TICK_MS - rrTicksAt(Number(bpm))) * 65_536 + Number(energyKj);
      return Number.isInteger(number) && number > 0 && strapSays(number).bpm === bpm ? number : undefined;
    },
  };
})();

function definitionOf(id: string): DeviceDefinition {
  const found = findDefinition(id);
  if (!found.ok) throw new Error(`no definition ${id}`);
  return found.value;
}

function simulatorOf({ id, simulate }: DeviceDefinition): NonNullable<DeviceDefinition['simulate']> {
  if (simulate === undefined) throw new Error(`${id} has no simulator`);
  return simulate;
}
