import { ITEMS, type ItemKey } from '@tizhi/contracts';
import type { DeviceDefinition, SimulatedValues } from '@tizhi/firmware-adapters';
import { SerialPort } from 'serialport';
import { EndMatcher } from './end-matcher.ts';
import { seededRandom } from './simulated-class.ts';

export interface SimulatedDeviceOptions {
  readonly definition: DeviceDefinition;
  /** A serial port or one end of a pseudo-terminal. */
  readonly path: string;
  readonly everyMs: number;
  /** The same seed says the same values. */
  readonly seed: number;
  /** Default: the definition's own. */
  readonly baudRate?: number;
  /** Called with every frame that was written. */
  readonly wrote?: (frame: Uint8Array) => void;
}

export interface SimulatedDevice {
  /** Settles when the port is gone, with the reason. */
  readonly closed: Promise<string>;
  stop(): Promise<void>;
}

/** Values of a definition that draws none itself: each item in its legal range, in its stored precision. */
function drawValues(definition: DeviceDefinition, random: () => number): SimulatedValues {
  if (definition.sample !== undefined) return definition.sample(random);
  if (definition.measures.includes('heart_rate')) return { bpm: 60 + Math.floor(random() * 140) };
  const items = definition.measures.filter((measure): measure is ItemKey => measure in ITEMS);
  const drawn = items.map((item) => {
    const { min, max, decimals } = ITEMS[item];
    const steps = 10 ** decimals;
    return [item, Math.round((min + random() * (max - min)) * steps) / steps];
  });
  return { values: Object.fromEntries(drawn) };
}

/**
 * Writes a device's frames to a serial port, as if it stood there: one each `everyMs`; a device that is polled answers
 * its question instead. Rejects where the port cannot be opened; a `RangeError` for a definition without a simulator.
 */
export async function startSimulatedDevice(options: SimulatedDeviceOptions): Promise<SimulatedDevice> {
  const { definition, path, everyMs, seed, wrote } = options;
  const { simulate, poll, line } = definition;
  if (simulate === undefined) throw new RangeError(`${definition.id} has no simulator`);
  const random = seededRandom(seed);
  const { baudRate = 9600, dataBits = 8, parity = 'none', stopBits = 1 } = line ?? {};
  const port = new SerialPort({
    path,
    baudRate: options.baudRate ?? baudRate,
    dataBits,
    parity,
    stopBits,
    autoOpen: false,
  });
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error === null ? resolve() : reject(error))),
  );
  const say = (): void => {
    const frame = simulate(drawValues(definition, random));
    port.write(frame);
    wrote?.(frame);
  };
  const asked = poll === undefined ? undefined : new EndMatcher(poll.request);
  const timer = asked === undefined ? setInterval(say, everyMs) : undefined;
  port.on('data', (bytes: Uint8Array) => {
    for (const byte of bytes) if (asked?.endsWith(byte)) say();
  });
  let problem = 'port closed';
  port.on('error', (error) => {
    problem = error.message;
  });
  const closed = new Promise<string>((resolve) => {
    port.once('close', () => {
      clearInterval(timer);
      resolve(problem);
    });
  });
  return {
    closed,
    async stop() {
      clearInterval(timer);
      if (port.isOpen) port.close();
      await closed;
    },
  };
}
