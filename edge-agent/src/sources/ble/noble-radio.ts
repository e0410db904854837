// The process of one Bluetooth radio: everything that the Bluetooth library does, and may do wrong, happens here.
// A stranger's malformed advertisement that makes it throw costs one packet, a crash of its native code one radio
// for a second, never the gateway.
import process from 'node:process';
import { type Noble, type Peripheral, type WithBindingsOptions, withBindings } from '@stoprocent/noble';
import type { BleAdapter } from '../../config/ble-config.ts';
import { openGatt } from './gatt-link.ts';
import { plainAdvertisement } from './noble-advertisement.ts';
import type { RadioCommand, RadioEvent, Wanted } from './radio-messages.ts';

/** Longest wait for a controller to wake up, and for a device to answer a connection request, ms. */
const READY_WITHIN_MS = 8_000;
const CONNECT_WITHIN_MS = 10_000;
const SCAN_SILENT_MS = 5_000;
const HANG_UP_WITHIN_MS = 2_000;
/** The library remembers every address for ever, and phones change theirs each quarter of an hour. */
const MAX_PEERS = 5_000;
/** Core Specification, Vol 4 Part E, 7.7.65.2. */
const RSSI_UNKNOWN = 127;
const INDIGESTIBLE_PER_SECOND = 20;

const tell = (event: RadioEvent): void => void process.send?.(event);

function fail(problem: string): never {
  tell({ kind: 'failed', problem });
  process.disconnect?.();
  process.exit(1);
}

const adapter = JSON.parse(process.argv[2] ?? 'null') as BleAdapter;
const peers = new Map<string, Peripheral>();

let indigestible = 0;
setInterval(() => {
  indigestible = 0;
}, 1_000).unref();
process.on('uncaughtException', (error) => {
  indigestible += 1;
  tell({ kind: 'indigestible', problem: error.message });
  if (indigestible > INDIGESTIBLE_PER_SECOND) fail(error.message);
});
// Only the gateway ends this process: a Ctrl-C reaches both, and the gateway closes connections first.
process.on('disconnect', () => process.exit(0));

const noble = open(adapter);

function open(of: BleAdapter): Noble {
  switch (of.kind) {
    case 'hci':
      return withBindings('hci', { deviceId: of.device });
    case 'uart':
      return withBindings('hci', {
        hciDriver: 'uart',
        bindParams: { uart: { port: of.port, baudRate: of.baudRate } },
      });
    case 'dbus':
      // The library's types leave this kind of binding out.
      return withBindings('dbus' as 'default', { hciDeviceId: of.device } as WithBindingsOptions);
  }
}

/** Controllers fall asleep over a scan: one that heard nothing for a while is started anew. */
const scan = (): Promise<void> =>
  within(READY_WITHIN_MS, 'the adapter does not scan', noble.startScanningAsync([], true)).catch((error) =>
    fail(error.message),
  );

async function scanAnew(): Promise<void> {
  await within(READY_WITHIN_MS, '', noble.stopScanningAsync()).catch(() => undefined);
  await scan();
}

let heardAt = performance.now();
/** One after the other: connecting stops the scan, and a controller does one thing at a time. */
let busy: Promise<void> = Promise.resolve();
const inTurn = (work: () => Promise<void>): void => {
  busy = busy.then(work, work);
};

noble.on('discover', (peer: Peripheral) => {
  heardAt = performance.now();
  peers.set(peer.id, peer);
  if (peers.size > MAX_PEERS && settled()) fail(`${MAX_PEERS} devices remembered: starting afresh`);
  tell({
    kind: 'heard',
    heard: {
      peer: peer.id,
      address: /^([0-9a-f]{2}:){5}/i.test(peer.address) ? peer.address.toLowerCase() : null,
      rssi: peer.rssi === RSSI_UNKNOWN ? null : peer.rssi,
      connectable: Boolean(peer.connectable),
      advertisement: plainAdvertisement(peer.advertisement),
    },
  });
});

const settled = (): boolean => [...peers.values()].every((peer) => peer.state === 'disconnected');

async function connect(id: string, wanted: readonly Wanted[]): Promise<void> {
  const peer = peers.get(id);
  if (peer === undefined) return tell({ kind: 'gone', peer: id, problem: 'not heard by this radio' });
  let over = false;
  const gone = (problem: string): void => {
    if (over) return;
    over = true;
    void hangUp(peer).then(() => tell({ kind: 'gone', peer: id, problem }));
  };
  try {
    await within(CONNECT_WITHIN_MS, 'no answer to the connection request', peer.connectAsync());
    await openGatt({
      peer,
      wanted,
      gone,
      value: (characteristic, bytes) => tell({ kind: 'value', peer: id, characteristic, bytes }),
    });
    tell({ kind: 'connected', peer: id });
  } catch (error) {
    gone((error as Error).message);
  }
}

/** A controller that cannot let go of a lost connection would refuse it ever after: then the radio starts afresh. */
async function hangUp(peer: Peripheral): Promise<void> {
  if (peer.state === 'disconnected') return;
  if (peer.state === 'connecting') return peer.cancelConnect();
  await within(HANG_UP_WITHIN_MS, '', peer.disconnectAsync()).catch(() =>
    fail('the adapter does not let go of a lost connection'),
  );
}

async function within<T>(ms: number, problem: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(problem)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

process.on('message', (command: RadioCommand) => {
  if (command.kind === 'stop') return void stop();
  inTurn(() => connect(command.peer, command.wanted).then(scan));
});

async function stop(): Promise<void> {
  const open = [...peers.values()].filter(({ state }) => state === 'connected');
  await within(2_000, '', Promise.all(open.map((peer) => peer.disconnectAsync()))).catch(() => undefined);
  process.exit(0);
}

try {
  await noble.waitForPoweredOnAsync(READY_WITHIN_MS);
  process.on('SIGINT', () => undefined);
  noble.on('stateChange', (state) => {
    if (state !== 'poweredOn') fail(`the adapter is gone (${state})`);
  });
  await scan();
  tell({ kind: 'ready' });
  setInterval(() => {
    if (performance.now() - heardAt < SCAN_SILENT_MS) return;
    heardAt = performance.now();
    inTurn(scanAnew);
  }, 1_000);
} catch (error) {
  fail((error as Error).message);
}
