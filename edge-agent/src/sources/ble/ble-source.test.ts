import { DefinitionId, DeviceId } from '@tizhi/contracts';
import { encodeHeartRate, findDefinition, toHex } from '@tizhi/firmware-adapters';
import {
  describeWith,
  type EmulatedAir,
  emulatedAir,
  eventually,
  RADIO_PARTS,
  type SimulatedPeripheral,
  simulatedPeripheral,
} from '@tizhi/testing';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BleConfig, BleDevice } from '../../config/ble-config.ts';
import type { Frame, Source, SourceContext } from '../source.ts';
import { startBleSource } from './ble-source.ts';

const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

const LIMIT_MS = 90_000;
const HEARD_WITHIN_MS = 30_000;

const definitionOf: SourceContext['definitionOf'] = (id) => {
  const found = findDefinition(id);
  if (!found.ok) throw new Error(id);
  return found.value;
};
const id = DefinitionId.parse;
const strapConfig = (device: string, match: BleDevice['match']): BleDevice => ({
  device: DeviceId.parse(device),
  mode: 'connect',
  definitions: [id('gatt/2a37')],
  match,
});
const HEART_RATE = (battery: number) => [
  { uuid: '180d', characteristics: [{ uuid: '2a37' }] },
  { uuid: '180f', characteristics: [{ uuid: '2a19', value: Uint8Array.of(battery) }] },
];
const beat = (bpm: number, rrMs: readonly number[] = []): Uint8Array =>
  encodeHeartRate({ bpm, contact: 'detected', rrMs });

describeWith(RADIO_PARTS, 'a Bluetooth source in an emulated air', () => {
  let air: EmulatedAir;
  let source: Source | undefined;
  const straps: SimulatedPeripheral[] = [];
  let frames: Frame[];
  beforeEach(async () => {
    frames = [];
    air = await emulatedAir();
  });
  afterEach(async () => {
    await source?.stop();
    source = undefined;
    await Promise.all(straps.splice(0).map((strap) => strap.remove()));
    await air.remove();
  });

  const strap = async (name: string, options: { readonly battery?: number; readonly id?: string } = {}) => {
    const { battery = 90, id: key = name } = options;
    const started = await simulatedPeripheral(air, { id: key, name, services: HEART_RATE(battery) });
    straps.push(started);
    return started;
  };
  const radios = async (count: number): Promise<string[]> => {
    const controllers = await Promise.all(
      Array.from({ length: count }, (_, i) => air.controller(`radio-${i}`)),
    );
    return controllers.map(({ port }) => port);
  };
  const start = (devices: readonly BleDevice[], ports: readonly string[]): Source => {
    const config: BleConfig = {
      kind: 'ble',
      // The emulated controllers mix up the second connection with the first.
      adapters: ports.map((port) => ({ kind: 'uart', port, baudRate: 1_000_000, connections: 1 })),
      devices: [...devices],
    };
    source = startBleSource(config, {
      sink: {
        frame: (frame) => frames.push(frame),
        reset: () => undefined,
        readings: () => undefined,
        cameras: () => undefined,
        room: async () => undefined,
        tags: () => [],
      },
      log: pino({ level: 'silent' }),
      clock: Date.now,
      random: Math.random,
      definitionOf,
    });
    return source;
  };
  const of = (device: string) => source?.report().air?.devices.find((each) => each.device === device);
  const heardOf = (device: string, definition = 'gatt/2a37'): string[] =>
    frames
      .filter((frame) => frame.device === device && frame.definition?.id === definition)
      .map(({ bytes }) => toHex(bytes));

  it(
    'connects to the strap that it was told of, hears each notification as it was sent, and its battery',
    async () => {
      const radio = await air.controller('radio');
      const worn = await strap('Strap 0001', { battery: 77 });
      await strap('Strap of a visitor');
      start([strapConfig('strap-01', { name: 'Strap 0001' })], [radio.port]);
      await eventually('subscribed', () => worn.subscribed.has('2a37'), HEARD_WITHIN_MS);
      const said = [beat(71, [845.703125]), beat(72, [833.984375, 828.125]), beat(180, [])];
      for (const bytes of said) worn.notify('2a37', bytes);
      await eventually('three notifications', () => heardOf('strap-01').length === 3);
      expect(heardOf('strap-01')).toEqual(said.map(toHex));
      expect(heardOf('strap-01', 'gatt/2a19')).toEqual(['4d']);
      expect(of('strap-01')).toMatchObject({ link: 'connected', battery: 77 });
      // The stranger is seen, and left alone.
      await eventually('the stranger', () => source?.report().air?.strangers.length === 1);
      expect(source?.report().air?.strangers[0]?.name).toBe('Strap of a visitor');
      expect(new Set(frames.map(({ device }) => device))).toEqual(new Set(['strap-01']));
    },
    LIMIT_MS,
  );

  it(
    'meets a strap again that was out of range, and one that died without a word',
    async () => {
      const radio = await air.controller('radio');
      const worn = await strap('Strap 0001');
      start([strapConfig('strap-01', { name: 'Strap 0001' })], [radio.port]);
      await eventually('subscribed', () => worn.subscribed.has('2a37'), HEARD_WITHIN_MS);
      worn.notify('2a37', beat(80));
      await eventually('heard', () => heardOf('strap-01').length === 1);
      await worn.vanish();
      await eventually('noticed', () => of('strap-01')?.link === 'away', HEARD_WITHIN_MS);
      await worn.appear();
      await eventually('subscribed again', () => worn.subscribed.has('2a37'), HEARD_WITHIN_MS);
      worn.notify('2a37', beat(81));
      await eventually('heard again', () => heardOf('strap-01').length === 2);
      await worn.dropDead();
      await eventually('noticed without being told', () => of('strap-01')?.link === 'away', HEARD_WITHIN_MS);
      await worn.appear();
      await eventually('subscribed a third time', () => worn.subscribed.has('2a37'), HEARD_WITHIN_MS);
      worn.notify('2a37', beat(82));
      await eventually('heard a third time', () => heardOf('strap-01').length === 3);
      expect(heardOf('strap-01')).toEqual([beat(80), beat(81), beat(82)].map(toHex));
    },
    LIMIT_MS,
  );

  it(
    'sees the battery of a strap fall, and then only silence',
    async () => {
      const radio = await air.controller('radio');
      const worn = await strap('Strap 0001', { battery: 5 });
      start([strapConfig('strap-01', { name: 'Strap 0001' })], [radio.port]);
      await eventually('subscribed', () => worn.subscribed.has('2a19'), HEARD_WITHIN_MS);
      await eventually('5 percent', () => of('strap-01')?.battery === 5);
      worn.notify('2a19', Uint8Array.of(1));
      await eventually('1 percent', () => of('strap-01')?.battery === 1);
      expect(heardOf('strap-01', 'gatt/2a19')).toEqual(['05', '01']);
      await worn.dropDead();
      await eventually('silence', () => of('strap-01')?.link === 'away', HEARD_WITHIN_MS);
      // What it said last is still known: the teacher sees why it is silent.
      expect(of('strap-01')?.battery).toBe(1);
      expect(Date.now() - (of('strap-01')?.lastHeardAt ?? Infinity)).toBeGreaterThan(5_000);
      expect(of('strap-01')?.problem).toMatch(/silent|does not let go/);
    },
    LIMIT_MS,
  );

  it(
    'tells two straps of one name apart by their addresses',
    async () => {
      const ports = await radios(2);
      const [one, other] = [await strap('Twin', { id: 'one' }), await strap('Twin', { id: 'other' })];
      start(
        [
          strapConfig('strap-01', { address: one.address }),
          strapConfig('strap-02', { address: other.address, name: 'Twin' }),
        ],
        ports,
      );
      const both = [one, other];
      await eventually('both', () => both.every(({ subscribed }) => subscribed.has('2a37')), HEARD_WITHIN_MS);
      one.notify('2a37', beat(101));
      other.notify('2a37', beat(202));
      await eventually('both heard', () => heardOf('strap-01').length + heardOf('strap-02').length === 2);
      expect([heardOf('strap-01'), heardOf('strap-02')]).toEqual([[toHex(beat(101))], [toHex(beat(202))]]);
    },
    LIMIT_MS,
  );

  it(
    'goes on when a radio is pulled out and plugged in again',
    async () => {
      const radio = await air.controller('radio');
      const worn = await strap('Strap 0001');
      start([strapConfig('strap-01', { name: 'Strap 0001' })], [radio.port]);
      await eventually('subscribed', () => worn.subscribed.has('2a37'), HEARD_WITHIN_MS);
      await radio.unplug();
      await eventually('noticed', () => source?.report().link.up === false, HEARD_WITHIN_MS);
      expect(of('strap-01')?.link).toBe('away');
      await worn.dropDead();
      await radio.plug();
      await worn.appear();
      await eventually('subscribed again', () => worn.subscribed.has('2a37'), HEARD_WITHIN_MS);
      worn.notify('2a37', beat(90));
      await eventually('heard', () => heardOf('strap-01').includes(toHex(beat(90))));
    },
    LIMIT_MS,
  );

  it(
    'hands on what a malformed peripheral says without a stumble, beside a good one',
    async () => {
      const ports = await radios(3);
      const [good, bad] = [await strap('Good'), await strap('Bad')];
      const hollow = await simulatedPeripheral(air, {
        id: 'hollow',
        name: 'Hollow',
        services: [{ uuid: '180a', characteristics: [{ uuid: '2a29', value: fromHex('ff00') }] }],
      });
      straps.push(hollow);
      const devices = ['Good', 'Bad', 'Hollow'].map((name) => strapConfig(name.toLowerCase(), { name }));
      start(devices, ports);
      const both = [good, bad];
      await eventually('both', () => both.every(({ subscribed }) => subscribed.has('2a37')), HEARD_WITHIN_MS);
      for (const hex of ['', '16', '17ff', 'ffffffffffffffffffff']) bad.notify('2a37', fromHex(hex));
      bad.notify('2a37', beat(70));
      good.notify('2a37', beat(71));
      await eventually('good', () => heardOf('good').length === 1);
      await eventually('bad', () => heardOf('bad').includes(toHex(beat(70))));
      expect(heardOf('good')).toEqual([toHex(beat(71))]);
      await eventually('hollow refused', () => of('hollow')?.problem?.includes('none of'), HEARD_WITHIN_MS);
      const decode = (hex: string) => definitionOf('gatt/2a37').decode(fromHex(hex));
      for (const hex of heardOf('bad').slice(0, -1)) expect(decode(hex)).toHaveProperty('kind', 'rejected');
    },
    LIMIT_MS,
  );
});
