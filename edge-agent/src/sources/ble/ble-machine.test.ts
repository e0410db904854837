import { DefinitionId, DeviceId } from '@tizhi/contracts';
import { type Advertisement, findDefinition, polarBlock } from '@tizhi/firmware-adapters';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BleDevice } from '../../config/ble-config.ts';
import { type BleEffect, BleMachine } from './ble-machine.ts';
import { plainAdvertisement, plainUuid } from './noble-advertisement.ts';
import type { HeardAdvertisement } from './radio-messages.ts';

const definitionOf = (id: string) => {
  const found = findDefinition(id);
  if (!found.ok) throw new Error(id);
  return found.value;
};
const device = (
  id: string,
  about: Pick<BleDevice, 'mode' | 'match'> & { definition: string },
): BleDevice => ({
  device: DeviceId.parse(id),
  mode: about.mode,
  definitions: [DefinitionId.parse(about.definition)],
  match: about.match,
});
const machineFor = (...devices: BleDevice[]): BleMachine =>
  new BleMachine({
    devices,
    definitionOf,
    common: [definitionOf('gatt/2a19')],
    connections: new Map([
      ['left', 2],
      ['right', 2],
    ]),
    random: () => 0,
  });
const EMPTY: Advertisement = plainAdvertisement({});
const advertisement = (peer: string, said: Partial<Advertisement> = {}): HeardAdvertisement => ({
  peer,
  address: peer,
  rssi: -60,
  connectable: true,
  advertisement: { ...EMPTY, ...said },
});
const frames = (effects: readonly BleEffect[]) => effects.filter((effect) => effect.kind === 'frame');

const broadcast = (id: string, name: string) =>
  device(id, { mode: 'broadcast', definition: 'broadcast/polar-heart-rate', match: { name } });
const polar = (name: string, bpm: number, counter: number) =>
  advertisement('c0:00:00:00:00:01', {
    name,
    companyData: [{ company: 0x006b, data: polarBlock({ bpm, contact: true, counter }) }],
  });

describe('what is heard of broadcasts', () => {
  it('is told once, whichever radios heard it how often within two seconds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('left', 'right'), fc.nat(1_999)), { minLength: 1 }),
        (times) => {
          const machine = machineFor(broadcast('strap-01', 'Polar A'));
          const told = times
            .toSorted(([, a], [, b]) => a - b)
            .flatMap(([radio, at]) =>
              frames(machine.step({ kind: 'heard', radio, heard: polar('Polar A', 80, 1), at })),
            );
          expect(told).toHaveLength(1);
          expect(machine.report().repeated).toBe(times.length - 1);
        },
      ),
    );
  });

  it('is told again when the device still says it two seconds later', () => {
    const machine = machineFor(broadcast('strap-01', 'Polar A'));
    const heard = polar('Polar A', 80, 1);
    const told = [0, 1_000, 2_000].map((at) =>
      frames(machine.step({ kind: 'heard', radio: 'left', heard, at })),
    );
    expect(told.map(({ length }) => length)).toEqual([1, 0, 1]);
  });

  it('is doubted where no heart can follow, until it goes on saying so', () => {
    const machine = machineFor(broadcast('strap-01', 'Polar A'));
    const doubts = [80, 82, 200, 83, 201, 202, 203, 204, 205, 206].map((bpm, i) => {
      const at = i * 1_000;
      return frames(machine.step({ kind: 'heard', radio: 'left', heard: polar('Polar A', bpm, i), at }))[0];
    });
    const suspect = 'out_of_range';
    expect(doubts.map((frame) => frame?.doubt)).toEqual([
      ...[undefined, undefined, suspect, undefined, suspect],
      ...[suspect, suspect, suspect, undefined, undefined],
    ]);
    expect(machine.report().suspect).toBe(5);
  });

  it('is doubted where the sender counts its packets and an old one comes again', () => {
    const sensor = device('air-01', {
      mode: 'broadcast',
      definition: 'broadcast/bthome',
      match: { name: 'Air' },
    });
    const machine = machineFor(sensor);
    const doubts = [250, 252, 3, 251, 4, 5].map((packet, i) => {
      const data = Uint8Array.of(0x40, 0x00, packet, 0x01, 100 - i);
      const heard = advertisement('c0:00:00:00:00:01', {
        name: 'Air',
        serviceData: [{ service: 'fcd2', data }],
      });
      return frames(machine.step({ kind: 'heard', radio: 'left', heard, at: i * 3_000 }))[0]?.doubt;
    });
    expect(doubts).toEqual([undefined, undefined, undefined, 'out_of_range', undefined, undefined]);
  });
});

describe('what is connected to', () => {
  const strap = (id: string, match: BleDevice['match']) =>
    device(id, { mode: 'connect', definition: 'gatt/2a37', match });
  const hear = (machine: BleMachine, radio: string, heard: HeardAdvertisement, at = 0) =>
    machine.step({ kind: 'heard', radio, heard, at });

  it('is never a stranger, whatever it is called', () => {
    const machine = machineFor(strap('strap-01', { address: 'aa:00:00:00:00:01', name: 'HR' }));
    expect(hear(machine, 'left', advertisement('aa:00:00:00:00:02', { name: 'HR' }))).toEqual([]);
    expect(machine.report().strangers).toMatchObject([{ name: 'HR', address: 'aa:00:00:00:00:02' }]);
  });

  it('is told by an id in its data where its address changes', () => {
    const machine = machineFor(strap('strap-01', { dataHex: '0badcafe' }));
    const of = (octets: number[]) =>
      advertisement('x', { companyData: [{ company: 1, data: Uint8Array.from(octets) }] });
    expect(hear(machine, 'left', of([0xf0, 0xba, 0xdc, 0xaf, 0xe0]))).toEqual([]);
    expect(hear(machine, 'left', of([1, 0x0b, 0xad, 0xca, 0xfe]))).toMatchObject([{ kind: 'connect' }]);
  });

  it('is one at a time on a radio, as many as it holds, and the next on another', () => {
    const names = ['a', 'b', 'c'];
    const machine = machineFor(...names.map((name) => strap(`strap-${name}`, { name })));
    const connect = (radio: string, name: string) => hear(machine, radio, advertisement(name, { name }));
    expect(connect('left', 'a')).toHaveLength(1);
    expect(connect('left', 'b')).toEqual([]);
    machine.step({ kind: 'connected', radio: 'left', peer: 'a', at: 0 });
    expect(connect('left', 'b')).toHaveLength(1);
    machine.step({ kind: 'connected', radio: 'left', peer: 'b', at: 0 });
    expect(connect('left', 'c')).toEqual([]);
    expect(connect('right', 'c')).toMatchObject([{ kind: 'connect', radio: 'right' }]);
  });

  it('is tried again after a growing pause, and at once by the report of a lost radio', () => {
    const machine = machineFor(strap('strap-01', { name: 'a' }));
    const heard = advertisement('a', { name: 'a' });
    hear(machine, 'left', heard, 0);
    machine.step({ kind: 'gone', radio: 'left', peer: 'a', problem: 'no answer', at: 0 });
    expect(hear(machine, 'left', heard, 249)).toEqual([]);
    expect(hear(machine, 'left', heard, 250)).toHaveLength(1);
    expect(machine.step({ kind: 'radio_down', radio: 'left', problem: 'pulled', at: 250 })).toMatchObject([
      { kind: 'lost' },
    ]);
    expect(hear(machine, 'right', heard, 749)).toEqual([]);
    expect(hear(machine, 'right', heard, 750)).toHaveLength(1);
  });

  it('tells its battery; what a radio says of others is nobody’s', () => {
    const machine = machineFor(strap('strap-01', { name: 'a' }));
    hear(machine, 'left', advertisement('a', { name: 'a' }));
    machine.step({ kind: 'connected', radio: 'left', peer: 'a', at: 0 });
    const value = { kind: 'value', characteristic: '2a19', at: 1 } as const;
    const said = (radio: string, peer: string, percent: number) =>
      machine.step({ ...value, radio, peer, bytes: Uint8Array.of(percent) });
    expect(said('left', 'a', 66)).toHaveLength(1);
    expect(said('right', 'a', 5)).toEqual([]);
    expect(said('left', 'b', 5)).toEqual([]);
    said('left', 'a', 255);
    expect(machine.report().devices).toMatchObject([{ battery: 66, link: 'connected', lastHeardAt: 1 }]);
  });
});

describe('what the Bluetooth library says', () => {
  it('is written as the definitions write it', () => {
    expect(plainUuid('18d')).toBe('018d');
    expect(plainUuid('0000180D00001000800000805F9B34FB')).toBe('180d');
    expect(plainUuid('fb005c8002e7f3871cad8acd2d8df0c8')).toBe('fb005c80-02e7-f387-1cad-8acd2d8df0c8');
    const said = plainAdvertisement({
      localName: 'a\u001b[2Jb',
      manufacturerData: Buffer.from('6b0023', 'hex'),
    });
    expect(said.name).toBe('a[2Jb');
    expect(said.companyData).toEqual([{ company: 0x006b, data: Uint8Array.of(0x23) }]);
    expect(plainAdvertisement({ manufacturerData: Buffer.from('6b', 'hex') }).companyData).toEqual([]);
  });
});
