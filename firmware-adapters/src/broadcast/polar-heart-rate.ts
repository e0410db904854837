import { type Decoding, defineDevice, rejected, type SimulatedValues } from '../device.ts';
import { heartRateReading } from '../trusted-readings.ts';
import { onceEach } from './once-each.ts';

/**
 * Heart rate in the advertisement of Polar straps and watches: company data of 0x006B. No connection is needed, so
 * that one receiver hears a class. As Polar's own library reads it (polarofficial/polar-ble-sdk,
 * BleAdvertisementContent and BlePolarHrAdvertisement; facts only):
 * - blocks of which bit 6 of the first octet tells the kind. Set: the next octet is a length, and so many follow.
 * - Clear: flags, an octet nobody explains, the heart rate and, in newer straps, a slower average of it, which is
 *   what Polar shows. Flags: bit 0 battery (the library and its tests disagree on which state it tells, so that it
 *   is not read), bit 1 skin contact, bits 2-4 a counter of new values.
 */
const OTHER_BLOCK = 0x40;
const CONTACT = 0x02;
const COUNTER = 0x1c;
/** Two octets before the rate, one with it, one more with the average. */
const SHORT = 3;
const LONG = 4;

export function decodePolarAdvertisement(frame: Uint8Array): Decoding {
  const block = heartRateBlock(frame);
  if (typeof block === 'string') return rejected(block, frame);
  if (block === undefined) return [];
  const [flags = 0, , fast = 0, slow = fast] = block;
  return [heartRateReading({ rate: slow, contact: flags & CONTACT ? 'detected' : 'lost' })];
}

/** The block with the heart rate; `undefined` where the advertisement has only others. */
function heartRateBlock(frame: Uint8Array): Uint8Array | 'truncated' | 'trailing_bytes' | undefined {
  if (frame.length === 0) return 'truncated';
  let at = 0;
  while (at < frame.length) {
    if (((frame[at] ?? 0) & OTHER_BLOCK) === 0) {
      const left = frame.length - at;
      if (left < SHORT) return 'truncated';
      return left > LONG ? 'trailing_bytes' : frame.subarray(at);
    }
    const length = frame[at + 1];
    if (length === undefined || at + 2 + length > frame.length) return 'truncated';
    at += 2 + length;
  }
  return undefined;
}

/** The counter of the simulated strap, so that equal rates are different values. */
export const polarBlock = (said: {
  readonly bpm: number;
  readonly contact: boolean;
  readonly counter: number;
}): Uint8Array =>
  Uint8Array.of(
    0x20 | (said.contact ? CONTACT : 0) | ((said.counter << 2) & COUNTER),
    0,
    octet(said.bpm),
    octet(said.bpm),
  );

function octet(bpm: number): number {
  if (Number.isInteger(bpm) && bpm >= 0 && bpm <= 0xff) return bpm;
  throw new RangeError(`an advertised heart rate is 0-255, not ${bpm}`);
}

function simulate(said: SimulatedValues): Uint8Array {
  const [reading] = 'bpm' in said ? [said] : 'readings' in said ? said.readings : [];
  if (reading === undefined || !('bpm' in reading))
    throw new RangeError('an advertisement says one heart rate');
  return polarBlock({ bpm: reading.bpm ?? 0, contact: reading.contact !== 'lost', counter: 0 });
}

const LIBRARY = 'example in polarofficial/polar-ble-sdk BleAdvertisementContent';
const BY_HAND = 'written by hand from the blocks above';
const detected = (rate: number) => heartRateReading({ rate, contact: 'detected' });

/** A Polar strap or watch that broadcasts (广播心率). */
export const polarHeartRateBroadcast = defineDevice({
  id: 'broadcast/polar-heart-rate',
  name: { zh: 'Polar 心率带（广播）', en: 'Polar heart-rate sensor, broadcast' },
  measures: ['heart_rate'],
  identity: { kind: 'advertisement', data: { of: 'company', company: 0x006b } },
  framing: { kind: 'message', maxLength: 252 },
  decode: decodePolarAdvertisement,
  // The counter tells a new rate of the same height from a repetition.
  streamDecoder: onceEach(decodePolarAdvertisement),
  simulate,
  sample: (random) => ({ readings: [detected(25 + Math.floor(random() * 226))] }),
  connect: {
    zh: '戴好心率带；在 Polar 应用中允许“与其他设备共享心率”。无需配对。',
    en: 'Put the strap on; in the Polar app, let it broadcast its heart rate. No pairing.',
  },
  golden: [
    {
      hex: '3b1b5452',
      readings: [detected(82)],
      source: 'Polar H7, real capture, polarofficial/polar-ble-sdk issue #305: 84, average 82',
    },
    { hex: '72067f443700000033003c', readings: [detected(60)], source: `OH1, ${LIBRARY}` },
    { hex: '230054', readings: [detected(84)], source: `${BY_HAND}: an old H6, without the average` },
    {
      hex: '21005452',
      readings: [heartRateReading({ rate: 82, contact: 'lost' })],
      source: `${BY_HAND}: no skin contact`,
    },
    { hex: '23000000', readings: [detected(0)], source: `${BY_HAND}: nothing measured` },
    { hex: '72067f4437000000', readings: [], source: `${BY_HAND}: a watch without its sensor on` },
    { hex: '7206', rejected: 'truncated', source: BY_HAND },
    { hex: '3b1b', rejected: 'truncated', source: BY_HAND },
    { hex: '3b1b545200', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
