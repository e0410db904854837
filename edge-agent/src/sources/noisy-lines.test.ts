import { appendFile } from 'node:fs/promises';
import { DeviceId } from '@tizhi/contracts';
import {
  type Adapter,
  createOnceAdapter,
  type DeviceDefinition,
  findDefinition,
} from '@tizhi/firmware-adapters';
import { describeWith, eventually, type PtyPair, ptyPair } from '@tizhi/testing';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SerialConfig } from '../config/source-config.ts';
import { startSerialSource } from './serial-source.ts';
import { seededRandom } from './simulated-class.ts';
import { type SimulatedDevice, startSimulatedDevice } from './simulated-device.ts';
import type { Source, SourceContext } from './source.ts';
import type { UsbPort } from './usb-ports.ts';

function definition(id: string): DeviceDefinition {
  const found = findDefinition(id);
  if (!found.ok) throw new Error(`no ${id}`);
  return found.value;
}

/** What the gateway makes of the bytes, as its pipeline does: an adapter for each device, a new one after a break. */
function listener(usbPorts: readonly UsbPort[] = []) {
  const adapters = new Map<string, Adapter>();
  const heard: string[] = [];
  const rejected: string[] = [];
  let speaks = definition('long-jump/metres');
  const take = (device: string, found: ReturnType<Adapter['push']>): void => {
    for (const each of found) {
      if (each.kind === 'rejected') rejected.push(each.reason);
      else
        for (const reading of each.readings)
          heard.push(`${device} ${reading.kind === 'measurement' ? reading.value : reading.kind}`);
    }
  };
  const context: SourceContext = {
    sink: {
      frame({ device, bytes }) {
        const adapter = adapters.get(device) ?? createOnceAdapter(speaks);
        adapters.set(device, adapter);
        take(device, adapter.push(bytes));
      },
      readings: () => undefined,
      cameras: () => undefined,
      reset(device) {
        take(device, adapters.get(device)?.flush() ?? []);
        adapters.delete(device);
      },
      room: async () => undefined,
      tags: () => [],
    },
    log: pino({ level: 'silent' }),
    clock: () => 42,
    random: () => 0,
    definitionOf: (id) => {
      speaks = definition(id);
      return speaks;
    },
    usbPorts: async () => usbPorts,
  };
  return { context, heard, rejected };
}

const config = (device: string, id: string, where: Partial<SerialConfig>): SerialConfig => ({
  kind: 'serial',
  device: DeviceId.parse(device),
  definition: definition(id).id,
  ...where,
});

describeWith(['socat'], 'a noisy line on a real pseudo-terminal', () => {
  let cables: PtyPair[] = [];
  let sources: Source[] = [];
  let simulated: SimulatedDevice | undefined;
  beforeEach(async () => {
    cables = [await ptyPair(), await ptyPair()];
  });
  afterEach(async () => {
    await simulated?.stop();
    simulated = undefined;
    for (const source of sources) await source.stop();
    sources = [];
    for (const cable of cables) await cable.remove();
  });

  const cable = (i = 0): PtyPair => {
    const found = cables[i];
    if (found === undefined) throw new Error('no cable');
    return found;
  };
  // Not in one piece on this thread: a terminal holds 4 kB, and the reader lives here too.
  const print = (text: string | Uint8Array, i = 0): Promise<void> =>
    appendFile(cable(i).device, typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  const start = async (source: SerialConfig, context: SourceContext): Promise<Source> => {
    const started = startSerialSource(source, context);
    sources.push(started);
    await eventually('connected', () => started.report().link.up);
    return started;
  };
  const noise = (bytes: number, seed = 1): Uint8Array => {
    const random = seededRandom(seed);
    return Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256));
  };

  it('half a frame from before the plug was pulled never meets what comes after', async () => {
    const { context, heard, rejected } = listener();
    const source = await start(config('jump', 'long-jump/metres', { path: cable().host }), context);
    await print('LJ:1.');
    await eventually('heard', () => source.report().bytes === 5);
    await cable().unplug();
    await eventually('noticed', () => !source.report().link.up);
    await cable().plug();
    await eventually('connected again', () => source.report().link.connects === 2);
    await print('85m\r\nLJ:2.01m\r\n');
    await eventually('the next jump', () => heard.includes('jump 201'));
    expect(heard).toEqual(['jump 201']);
    expect(rejected).toEqual(['truncated', 'unknown_format']);
  });

  it('one byte at a time is the same as all at once', async () => {
    const { context, heard } = listener();
    const source = await start(config('jump', 'long-jump/metres', { path: cable().host }), context);
    const text = 'LJ:1.85m\r\nLJ:FOUL\r\nLJ:2.01m\r\n';
    for (const [i, byte] of [...text].entries()) {
      await print(byte);
      await eventually('it arrived', () => source.report().bytes === i + 1);
    }
    expect(heard).toEqual(['jump 185', 'jump null', 'jump 201']);
    expect(source.report().frames).toBe(text.length);
  });

  it('after bursts of 64 kB of noise the next good frame is read', async () => {
    const { context, heard, rejected } = listener();
    const source = await start(config('jump', 'long-jump/metres', { path: cable().host }), context);
    const bursts = 4;
    for (let i = 0; i < bursts; i++) await print(noise(65_536, i));
    await eventually('all of it arrived', () => source.report().bytes === bursts * 65_536, 60_000);
    await print('\r\nLJ:1.85m\r\n');
    await eventually('the jump', () => heard.length > 0);
    expect(heard).toEqual(['jump 185']);
    expect(rejected.length).toBeGreaterThan(bursts);
  });

  it('at the wrong baud rate nothing is believed, and the right one is found and kept', async () => {
    const { context, heard, rejected } = listener();
    const where = { path: cable().host, baudRate: 'detect' } as const;
    const source = await start(config('jump', 'long-jump/metres', where), context);
    // A pseudo-terminal has no baud rate: what a wrong one does to the bytes is noise.
    await print(noise(600));
    await eventually('the next setting', () => source.report().link.connects === 2);
    expect(heard.concat(rejected)).toEqual([]);
    await print('LJ:1.85m\r\n');
    await eventually('the jump', () => heard.length > 0);
    await print(noise(600));
    await print('\r\nLJ:2.01m\r\n');
    await eventually('the next jump', () => heard.length > 1);
    expect(heard).toEqual(['jump 185', 'jump 201']);
    expect(source.report().link.connects).toBe(2);
  });

  it('two devices that are swapped between two ports keep their names', async () => {
    const identity = (i: number, serial: string): UsbPort => ({
      path: cable(i).host,
      vendor: '0403',
      product: '6001',
      serial,
    });
    const ports = [identity(0, 'A'), identity(1, 'B')];
    const { context, heard } = listener(ports);
    const usb = (serial: string) => ({ usb: { vendor: '0403', product: '6001', serial } });
    const a = await start(config('mat-a', 'long-jump/metres', usb('A')), context);
    const b = await start(config('mat-b', 'long-jump/metres', usb('B')), context);
    await print('LJ:1.01m\r\n', 0);
    await print('LJ:2.02m\r\n', 1);
    await eventually('both', () => heard.length === 2);

    for (const each of cables) await each.unplug();
    await eventually('noticed', () => !a.report().link.up && !b.report().link.up);
    ports.splice(0, 2, identity(1, 'A'), identity(0, 'B'));
    for (const each of cables) await each.plug();
    await eventually('both again', () => [a, b].every((each) => each.report().link.connects === 2));
    await print('LJ:2.22m\r\n', 0);
    await print('LJ:1.11m\r\n', 1);
    await eventually('both again', () => heard.length === 4);
    expect(heard.toSorted()).toEqual(['mat-a 101', 'mat-a 111', 'mat-b 202', 'mat-b 222']);
  });

  it('a device that is polled is asked, answers, and is believed once for each weighing', async () => {
    const said: string[] = [];
    simulated = await startSimulatedDevice({
      definition: definition('scale/mt-sics'),
      path: cable().device,
      everyMs: 1_000,
      seed: 7,
      wrote: (frame) => said.push(Buffer.from(frame).toString('latin1')),
    });
    const { context, heard } = listener();
    await start(config('scale', 'scale/mt-sics', { path: cable().host }), context);
    await eventually('three answers', () => said.length >= 3);
    await eventually('heard', () => heard.length >= 2);
    const [first = ''] = said;
    expect(heard[0]).toBe(`scale ${Number(first.slice(4, 14))}`);
  });
});
