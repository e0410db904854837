import type { Reading } from '@tizhi/contracts';
import { type Decoding, defineDevice, rejected, type SimulatedValues } from '../device.ts';
import { itemReading, quantityReading } from '../trusted-readings.ts';
import { BTHOME_OBJECTS, type BthomeObject } from './bthome-objects.ts';
import { onceEach } from './once-each.ts';

/**
 * BTHome v2, an open format for sensors that broadcast: service data of 0xFCD2. Source: bthome.io/format.
 * One octet of device information (bit 0 encrypted, bit 1 an address follows, bits 5-7 the version), then objects,
 * each a number and its value, in the order of their numbers. A receiver that does not know an object cannot know
 * its length: it keeps what came before and passes the rest, which the order makes the newest ones.
 */
const ENCRYPTED = 1;
const WITH_ADDRESS = 2;
const VERSION = 2;
const PACKET_ID = 0x00;

export function decodeBthome(frame: Uint8Array): Decoding {
  const info = frame[0];
  if (info === undefined) return rejected('truncated', frame);
  if (info >> 5 !== VERSION) return rejected('unknown_format', frame);
  if (info & ENCRYPTED) return rejected('encrypted', frame);
  const readings: Reading[] = [];
  let at = info & WITH_ADDRESS ? 7 : 1;
  while (at < frame.length) {
    const object = BTHOME_OBJECTS.get(frame[at] ?? 0);
    if (object === undefined) return readings;
    const start = object.length === 'counted' ? at + 2 : at + 1;
    const length = object.length === 'counted' ? (frame[at + 1] ?? 0) : object.length;
    if (start + length > frame.length) return rejected('truncated', frame);
    const reading = readingOf(object, frame.subarray(start, start + length));
    if (reading !== undefined) readings.push(reading);
    at = start + length;
  }
  // The last structure must end with the frame: an address cut short is no sensor without objects.
  return at > frame.length ? rejected('truncated', frame) : readings;
}

function readingOf({ is, signed, ratio = [1, 1] }: BthomeObject, bytes: Uint8Array): Reading | undefined {
  if (is === undefined) return undefined;
  let raw = 0;
  for (let i = bytes.length - 1; i >= 0; i--) raw = raw * 256 + (bytes[i] ?? 0);
  const span = 256 ** bytes.length;
  const number = signed && raw >= span / 2 ? raw - span : raw;
  const value = (number * ratio[0]) / ratio[1];
  return 'quantity' in is ? quantityReading(is.quantity, value) : itemReading(is.item, value);
}

/** The same packet number twice is the same packet, heard twice. Packets without a number are all told. */
function packetOf(frame: Uint8Array): string | undefined {
  return packetCounter(frame) === undefined ? undefined : frame.join();
}

function packetCounter(frame: Uint8Array): { readonly value: number; readonly modulo: number } | undefined {
  const first = (frame[0] ?? 0) & WITH_ADDRESS ? 7 : 1;
  const value = frame[first + 1];
  return frame[first] === PACKET_ID && value !== undefined ? { value, modulo: 256 } : undefined;
}

const ITS_NUMBER: readonly (readonly [number, BthomeObject])[] = [...BTHOME_OBJECTS].filter(
  ([, { is }]) => is !== undefined,
);

function simulate(said: SimulatedValues): Uint8Array {
  if (!('readings' in said)) throw new RangeError('a broadcast says readings');
  const objects = said.readings.map((reading) => objectFor(reading));
  objects.sort(([a], [b]) => a - b);
  return Uint8Array.of(VERSION << 5, ...objects.flatMap(([number, bytes]) => [number, ...bytes]));
}

/** The first object that says this value without rounding. */
function objectFor(reading: Reading): readonly [number, readonly number[]] {
  const value = 'value' in reading ? reading.value : null;
  for (const [number, { is, length, signed, ratio = [1, 1] }] of ITS_NUMBER) {
    const same =
      is !== undefined &&
      ('quantity' in is
        ? reading.kind === 'quantity' && reading.quantity === is.quantity
        : reading.kind === 'measurement' && reading.item === is.item);
    if (!same || value === null || length === 'counted') continue;
    const raw = Math.round((value * ratio[1]) / ratio[0]);
    const span = 256 ** length;
    const [low, high] = signed ? [-span / 2, span / 2 - 1] : [0, span - 1];
    if ((raw * ratio[0]) / ratio[1] !== value || raw < low || raw > high) continue;
    const bits = raw < 0 ? raw + span : raw;
    return [number, Array.from({ length }, (_, i) => Math.floor(bits / 256 ** i) % 256)];
  }
  throw new RangeError(`no object says ${JSON.stringify(reading)}`);
}

const q = quantityReading;
const LIBRARY = 'test of Bluetooth-Devices/bthome-ble tests/test_parser_v2.py';
const BY_HAND = 'written by hand from bthome.io/format';

/** Any BTHome sensor: air of a hall, a scale, a distance (BTHome 广播传感器). */
export const bthome = defineDevice({
  id: 'broadcast/bthome',
  name: { zh: 'BTHome 传感器（广播）', en: 'BTHome v2 sensor, broadcast' },
  measures: [
    'air_temperature',
    'humidity',
    'air_pressure',
    'co2',
    'weight',
    'distance',
    'speed',
    'power',
    'battery',
    'battery_voltage',
  ],
  identity: { kind: 'advertisement', data: { of: 'service', service: 'fcd2' } },
  framing: { kind: 'message', maxLength: 252 },
  decode: decodeBthome,
  streamDecoder: onceEach(decodeBthome, packetOf),
  packetCounter,
  simulate,
  sample: (random) => {
    const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
    return {
      readings: [
        q('battery', whole(0, 100)),
        q('air_temperature', whole(-3_000, 5_000) / 100),
        q('humidity', whole(0, 10_000) / 100),
        itemReading('weight', whole(1_400, 20_000) / 100),
        q('co2', whole(0, 5_000)),
      ],
    };
  },
  connect: {
    zh: '通电即广播，无需配对；加密的传感器请先在其应用中关闭加密。',
    en: 'It broadcasts when it has power; no pairing. Switch encryption off in its app first.',
  },
  golden: [
    { hex: '4004138a01', readings: [q('air_pressure', 1008.83)], source: LIBRARY },
    {
      hex: '40002e01641e012e34451601',
      readings: [q('battery', 100), q('humidity', 52), q('air_temperature', 27.8)],
      source: `${LIBRARY}: Shelly BLU H&T Display`,
    },
    {
      hex: '4402ca0903bf13',
      readings: [q('air_temperature', 25.06), q('humidity', 50.55)],
      source: 'bthome.io/format',
    },
    { hex: '40065e1f', readings: [itemReading('weight', 80.3)], source: 'bthome.io/format, object 0x06' },
    { hex: '400163fe0102', readings: [q('battery', 99)], source: `${BY_HAND}: an object of a later edition` },
    {
      hex: '421122334455660157',
      readings: [q('battery', 87)],
      source: `${BY_HAND}: with its address`,
    },
    {
      hex: '41a47266c95f730011223378237214',
      rejected: 'encrypted',
      source: LIBRARY,
    },
    { hex: 'e102000c0404138a01', rejected: 'unknown_format', source: `${LIBRARY}: version 7` },
    { hex: '4002ca', rejected: 'truncated', source: BY_HAND },
    { hex: '4206112233', rejected: 'truncated', source: `${BY_HAND}: an address cut short` },
    { hex: '', rejected: 'truncated', source: BY_HAND },
  ],
});
