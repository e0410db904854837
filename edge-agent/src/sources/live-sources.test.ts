import { closeSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { DefinitionId, DeviceId } from '@tizhi/contracts';
import { findDefinition } from '@tizhi/firmware-adapters';
import { describeWith, eventually, freePort, type PtyPair, ptyPair } from '@tizhi/testing';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSerialSource } from './serial-source.ts';
import type { Source, SourceContext } from './source.ts';
import { startTcpSource } from './tcp-source.ts';

const DEVICE = DeviceId.parse('jump-1');
const named = { device: DEVICE, definition: DefinitionId.parse('station/x') };

/** A device that is neither polled nor detected. */
const found = findDefinition('reader/line');
if (!found.ok) throw new Error('no such device');
const plain = found.value;

/** A sink that remembers what it heard, and a source's other needs. */
function listener(): { context: SourceContext; heard: () => string; resets: () => number } {
  let [text, resets] = ['', 0];
  const context: SourceContext = {
    sink: {
      frame: ({ device, at, bytes }) => {
        expect([device, at]).toEqual([DEVICE, 42]);
        text += Buffer.from(bytes).toString('latin1');
      },
      readings: () => undefined,
      cameras: () => undefined,
      reset: () => {
        resets += 1;
      },
      room: async () => undefined,
      tags: () => [],
    },
    log: pino({ level: 'silent' }),
    clock: () => 42,
    random: Math.random,
    definitionOf: () => plain,
  };
  return { context, heard: () => text, resets: () => resets };
}

let source: Source | undefined;
afterEach(async () => {
  await source?.stop();
  source = undefined;
});

describeWith(['socat'], 'a serial source on a real pseudo-terminal', () => {
  let cable: PtyPair;
  beforeEach(async () => {
    cable = await ptyPair();
  });
  afterEach(() => cable.remove());

  const print = (text: string): void => {
    const port = openSync(cable.device, 'w');
    writeSync(port, text);
    closeSync(port);
  };
  const start = (context: SourceContext): Source =>
    startSerialSource(
      {
        kind: 'serial',
        ...named,
        path: cable.host,
        baudRate: 9600,
        dataBits: 8,
        parity: 'none',
        stopBits: 1,
      },
      context,
    );

  it('hears what the station prints, byte for byte', async () => {
    const { context, heard } = listener();
    source = start(context);
    await eventually('connected', () => source?.report().link.up);
    print('J,12,225\r\n\0\xffnoise');
    await eventually('heard', () => heard().endsWith('noise'));
    expect(Buffer.from(heard(), 'latin1').toString('utf8')).toContain('J,12,225\r\n');
    expect(source.report().bytes).toBe(heard().length);
  });

  it('hears it again after the cable was pulled and plugged in, without a restart', async () => {
    const { context, heard, resets } = listener();
    source = start(context);
    await eventually('connected', () => source?.report().link.up);
    print('one\n');
    await eventually('heard', () => heard() === 'one\n');
    await cable.unplug();
    await eventually('noticed', () => source?.report().link.up === false);
    await cable.plug();
    await eventually('connected again', () => source?.report().link.connects === 2);
    print('two\n');
    await eventually('heard again', () => heard() === 'one\ntwo\n');
    expect(resets()).toBeGreaterThanOrEqual(2);
  });

  it('waits for a station that is not plugged in yet', async () => {
    await cable.unplug();
    const { context, heard } = listener();
    source = start(context);
    await eventually('tried', () => (source?.report().link.failures ?? 0) > 0);
    await cable.plug();
    await eventually('connected', () => source?.report().link.up);
    print('late\n');
    await eventually('heard', () => heard() === 'late\n');
  });

  it('lets go of the port when it is stopped', async () => {
    const { context } = listener();
    source = start(context);
    await eventually('connected', () => source?.report().link.up);
    const openPorts = (): number => readdirSync('/proc/self/fd').length;
    const before = openPorts();
    await source.stop();
    expect(openPorts()).toBeLessThan(before);
    writeFileSync(cable.device, 'nobody listens');
  });
});

describe('a tcp source on a real device server', () => {
  let server: Server;
  let port: number;
  let clients: Socket[];
  const listen = (): Promise<void> =>
    new Promise((resolve) => {
      server = createServer((socket) => {
        socket.on('error', () => undefined);
        clients.push(socket);
      }).listen(port, '127.0.0.1', resolve);
    });
  const drop = (): void => {
    for (const socket of clients.splice(0)) socket.destroy();
  };
  beforeEach(async () => {
    clients = [];
    port = await freePort();
  });
  afterEach(() => {
    drop();
    server.close();
  });
  const start = (context: SourceContext, idleTimeoutSeconds?: number): Source =>
    startTcpSource(
      {
        kind: 'tcp',
        ...named,
        host: '127.0.0.1',
        carries: 'stream',
        port,
        ...(idleTimeoutSeconds === undefined ? {} : { idleTimeoutSeconds }),
      },
      context,
    );

  it('hears a server that drops it, goes away and comes back', async () => {
    await listen();
    const { context, heard } = listener();
    source = start(context);
    await eventually('connected', () => clients.length === 1);
    clients[0]?.write('one\n');
    await eventually('heard', () => heard() === 'one\n');
    drop();
    await eventually('connected again', () => clients.length === 1);
    clients[0]?.write('two\n');
    await eventually('heard again', () => heard() === 'one\ntwo\n');
    drop();
    await new Promise((resolve) => server.close(resolve));
    await eventually('noticed', () => source?.report().link.problem?.includes('ECONNREFUSED'));
    await listen();
    await eventually('connected a third time', () => clients.length === 1);
    clients[0]?.write('three\n');
    await eventually('heard a third time', () => heard() === 'one\ntwo\nthree\n');
  });

  it('connects anew when nothing was heard for the idle time', async () => {
    await listen();
    const { context } = listener();
    source = start(context, 1);
    await eventually('two connections', () => clients.length >= 2);
    expect(source.report().link.failures).toBeGreaterThanOrEqual(1);
  });

  it('asks a device that is polled, and a question does not pass for an answer', async () => {
    await listen();
    const { context, heard } = listener();
    const asked: string[] = [];
    const polled = { ...plain, poll: { request: Buffer.from('SI\r\n'), everyMs: 100 } };
    source = startTcpSource(
      { kind: 'tcp', ...named, host: '127.0.0.1', carries: 'stream', port, idleTimeoutSeconds: 1 },
      { ...context, definitionOf: () => polled },
    );
    await eventually('connected', () => clients.length === 1);
    const [first] = clients;
    first?.on('data', (bytes) => asked.push(bytes.toString()));
    first?.write('S S 1\r\n');
    await eventually('asked again and again', () => asked.length >= 3);
    expect(new Set(asked.join('').split('\r\n'))).toEqual(new Set(['SI', '']));
    await eventually('taken for gone', () =>
      source?.report().link.problem?.includes('nothing heard for 1 s'),
    );
    await eventually('connected anew', () => clients.length >= 2);
    expect(heard()).toBe('S S 1\r\n');
  });
});
