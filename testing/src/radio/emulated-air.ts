import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, temporaryFolder } from '../folder.ts';
import { findPart, type Part } from '../parts.ts';
import { type RunningProcess, startProcess } from '../process.ts';

/** What the emulated air is made of. */
export const RADIO_PARTS = ['btvirt', 'socat', 'gcc'] as const satisfies readonly Part[];

/** btvirt puts its sockets here whatever it is told. */
const FIXED_SOCKETS = ['le', 'bredr', 'bredrle', 'amp', 'mon'].map((kind) => `/tmp/bt-server-${kind}`);
const LE_SOCKET = '/tmp/bt-server-le';
const LOCK = '/tmp/tizhi-btvirt.lock';
/** Starting takes a moment; a lock older than this was left by a test that was killed. */
const STALE_LOCK_MS = 30_000;

/** A serial port with an emulated Bluetooth controller behind it. */
export interface EmulatedController {
  /** Speaks H4; any rate. */
  readonly port: string;
  /** Pulls it out: the port vanishes, connections break. */
  unplug(): Promise<void>;
  /** A new controller under the same name. */
  plug(): Promise<void>;
}

/** A room in which emulated controllers hear each other (btvirt). It holds 16 of them. */
export interface EmulatedAir {
  /** H4 without a port, for those who speak it themselves. */
  readonly socket: string;
  controller(name: string): Promise<EmulatedController>;
  remove(): Promise<void>;
}

export async function emulatedAir(): Promise<EmulatedAir> {
  const [btvirt, socat, gcc] = RADIO_PARTS.map(findPart);
  if (btvirt === undefined || socat === undefined || gcc === undefined) {
    throw new Error(`needs ${RADIO_PARTS.join(', ')} (Debian packages bluez-test-tools, socat, gcc)`);
  }
  // Each of a dozen processes is killed when this one goes.
  process.setMaxListeners(Math.max(process.getMaxListeners(), 64));
  const folder = temporaryFolder();
  const socket = join(folder.path, 'air');
  const preload = join(folder.path, 'af-alg.so');
  const source = join(import.meta.dirname, 'af-alg-preload.c');
  execFileSync(gcc, ['-shared', '-fPIC', '-o', preload, source, '-ldl']);
  const air = await underLock(async () => {
    for (const path of FIXED_SOCKETS) rmSync(path, { force: true });
    const started = startProcess(btvirt, ['-s'], { env: { LD_PRELOAD: preload } });
    await eventually('btvirt has its sockets', () => FIXED_SOCKETS.every((path) => existsSync(path)));
    // Under a name of our own the next test may start another.
    renameSync(LE_SOCKET, socket);
    return started;
  });
  const cables = new Set<RunningProcess>();
  return {
    socket,
    async controller(name) {
      const port = join(folder.path, name);
      const plug = async (): Promise<RunningProcess> => {
        const started = startProcess(socat, [`PTY,rawer,link=${port}`, `UNIX-CONNECT:${socket}`]);
        cables.add(started);
        await eventually(`the port of ${name}`, () => existsSync(port));
        return started;
      };
      let cable = await plug();
      return {
        port,
        async unplug() {
          await cable.stop();
          cables.delete(cable);
          await eventually(`the port of ${name} is gone`, () => !existsSync(port));
        },
        async plug() {
          cable = await plug();
        },
      };
    },
    async remove() {
      await Promise.all([...cables, air].map((each) => each.stop('SIGKILL')));
      folder.remove();
    },
  };
}

/** The fixed sockets belong to one at a time. */
async function underLock<T>(work: () => Promise<T>): Promise<T> {
  await eventually('the lock on the sockets of btvirt', () => take(), 2 * STALE_LOCK_MS);
  try {
    return await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function take(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    const age = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > STALE_LOCK_MS) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}
