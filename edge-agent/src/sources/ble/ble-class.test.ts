import { DefinitionId, DeviceId } from '@tizhi/contracts';
import { advertise, decodeCapture, findDefinition, polarBlock, toHex } from '@tizhi/firmware-adapters';
import {
  type Broadcaster,
  broadcaster,
  describeWith,
  type EmulatedAir,
  emulatedAir,
  eventually,
  RADIO_PARTS,
} from '@tizhi/testing';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { seededRandom } from '../simulated-class.ts';
import type { Frame, Source } from '../source.ts';
import { startBleSource } from './ble-source.ts';

const POLAR = DefinitionId.parse('broadcast/polar-heart-rate');
const PUPILS = 45;
const ROUNDS = 4;
/** How often a strap says each value, and how many of those are lost in the noise of the hall. */
const REPEATS = 3;
const LOST = 0.3;
const CONTROLLERS = 4;

const nameOf = (i: number): string => `Polar H10 ${String(10_000_000 + i)}`;
const deviceOf = (i: number): DeviceId => DeviceId.parse(`strap-${String(i + 1).padStart(2, '0')}`);
const said = (i: number, round: number): Uint8Array =>
  polarBlock({ bpm: 80 + i + round, contact: true, counter: round });

describeWith(RADIO_PARTS, 'a class that broadcasts, heard by two radios', () => {
  let air: EmulatedAir;
  let source: Source | undefined;
  let senders: Broadcaster[] = [];
  beforeEach(async () => {
    air = await emulatedAir();
  });
  afterEach(async () => {
    await source?.stop();
    for (const sender of senders) sender.remove();
    senders = [];
    await air.remove();
  });

  it('hears 45 of 45 through packet loss and changing addresses, each value once', async () => {
    const random = seededRandom(45);
    const radios = await Promise.all(['left', 'right'].map((name) => air.controller(name)));
    senders = await Promise.all(Array.from({ length: CONTROLLERS }, () => broadcaster(air)));
    const frames: Frame[] = [];
    let now = 0;
    source = startBleSource(
      {
        kind: 'ble',
        adapters: radios.map(({ port }) => ({ kind: 'uart', port, baudRate: 1_000_000, connections: 7 })),
        devices: Array.from({ length: PUPILS }, (_, i) => ({
          device: deviceOf(i),
          mode: 'broadcast',
          definitions: [POLAR],
          match: { name: nameOf(i) },
        })),
      },
      {
        sink: {
          frame: (frame) => frames.push(frame),
          reset: () => undefined,
          readings: () => undefined,
          cameras: () => undefined,
          room: async () => undefined,
          tags: () => [],
        },
        log: pino({ level: 'silent' }),
        clock: () => now,
        random: Math.random,
        definitionOf: (id) => {
          const found = findDefinition(id);
          if (!found.ok) throw new Error(id);
          return found.value;
        },
      },
    );
    await eventually('both radios listen', () => source?.report().link.connects === 2, 30_000);

    const expected = Array.from({ length: PUPILS }, (): string[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      now = round * 1_000;
      const turns = Array.from({ length: PUPILS * REPEATS }, (_, turn) => turn % PUPILS);
      const kept = turns.filter(() => random() >= LOST);
      for (const i of new Set(kept)) expected[i]?.push(toHex(said(i, round)));
      await Promise.all(
        senders.map(async (sender, of) => {
          for (const i of kept.filter((each) => each % CONTROLLERS === of)) {
            const address = `c${of}:${randomOctets(random)}`;
            const company = { company: 0x006b, data: said(i, round) };
            await sender.say(address, advertise({ company, name: nameOf(i) }));
          }
        }),
      );
      const due = expected.reduce((sum, { length }) => sum + length, 0);
      await eventually(`round ${round}`, () => frames.length >= due, 30_000);
    }

    const heard = Array.from({ length: PUPILS }, (_, i) =>
      frames.filter(({ device }) => device === deviceOf(i)).map(({ bytes }) => toHex(bytes)),
    );
    expect(heard).toEqual(expected);
    const air45 = source.report().air;
    const present = air45?.devices.filter(({ lastHeardAt }) => now - (lastHeardAt ?? -Infinity) <= 3_000);
    expect(`heard ${present?.length} of ${PUPILS} in the last 3 s`).toBe('heard 45 of 45 in the last 3 s');
    // Every advertisement came to both radios.
    expect(air45?.repeated).toBeGreaterThan(frames.length);
    expect(air45).toMatchObject({ suspect: 0, strangers: [] });
    const [first] = frames;
    expect(decodeCapture(first?.definition ?? raise(), first?.bytes ?? raise())[0]?.kind).toBe('frame');
  }, 120_000);
});

const raise = (): never => {
  throw new Error('nothing was heard');
};

const randomOctets = (random: () => number): string =>
  Array.from({ length: 5 }, () =>
    Math.floor(random() * 256)
      .toString(16)
      .padStart(2, '0'),
  ).join(':');
