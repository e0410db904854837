import { connect as connectTcp } from 'node:net';
import type { Logger } from 'pino';
import { SerialPort } from 'serialport';
import { type Connection, keepConnected } from '../retry.ts';
import type { AlarmOutput } from './alarm-config.ts';
import { type AlarmPort, lineOf } from './signal.ts';

/** A buzzer that was unplugged is back soon after it is plugged in. */
const BACKOFF = { firstMs: 200, maxMs: 3_000 } as const;
const CONNECT_TIMEOUT_MS = 3_000;
/** A ring that could not be said for so long is not said late: the alert repeats anyway. */
const STALE_MS = 10_000;
const MOST_WAITING = 64;

type Wire = Connection & { readonly write: (line: string) => void };

/** Keeps a serial port or a socket open and writes a line for each signal; what cannot be said waits a little. */
export function linePort(
  output: Extract<AlarmOutput, { readonly kind: 'serial' | 'tcp' }>,
  { log, random }: { readonly log: Logger; readonly random: () => number },
): AlarmPort {
  const name = output.kind === 'serial' ? `serial ${output.path}` : `tcp ${output.host}:${output.port}`;
  const open = output.kind === 'serial' ? openSerial : openTcp;
  let wire: Wire | undefined;
  let waiting: { readonly line: string; readonly since: number }[] = [];
  let said = false;
  const link = keepConnected({
    async connect() {
      wire = await open(output as never);
      return wire;
    },
    backoff: BACKOFF,
    random,
    onUp() {
      if (said) log.info({ output: name }, 'the alarm output is back');
      said = false;
      const fresh = waiting.filter(({ since }) => performance.now() - since < STALE_MS);
      waiting = [];
      for (const { line } of fresh) wire?.write(line);
    },
    onDown(problem) {
      wire = undefined;
      // Once, not at each try.
      if (!said)
        log.error({ output: name, problem }, 'the alarm output cannot be reached; it is tried again');
      said = true;
    },
  });
  return {
    name,
    signal(signal) {
      const line = lineOf(signal);
      if (wire !== undefined) return wire.write(line);
      waiting = [...waiting, { line, since: performance.now() }].slice(-MOST_WAITING);
    },
    stop: () => link.stop(),
  };
}

function openSerial({ path, baudRate }: { readonly path: string; readonly baudRate: number }): Promise<Wire> {
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  let problem = 'port closed';
  port.on('error', (error) => {
    problem = error.message;
  });
  port.resume();
  const closed = new Promise<string>((resolve) => {
    port.once('close', (error: Error | null | undefined) => resolve(error?.message ?? problem));
  });
  return new Promise((resolve, reject) => {
    port.open((error) => {
      if (error !== null) return reject(error);
      resolve({
        closed,
        write: (line) => void port.write(line),
        close: () => new Promise<void>((done) => (port.isOpen ? port.close(() => done()) : done())),
      });
    });
  });
}

function openTcp({ host, port }: { readonly host: string; readonly port: number }): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host, port, keepAlive: true, noDelay: true });
    let problem = 'the output closed the connection';
    const tooLate = setTimeout(() => socket.destroy(new Error('no answer')), CONNECT_TIMEOUT_MS);
    socket.on('error', (error) => {
      problem = error.message;
    });
    // What an output answers is of no interest, and must not fill memory.
    socket.resume();
    const closed = new Promise<string>((settle) => {
      socket.once('close', () => {
        clearTimeout(tooLate);
        settle(problem);
        reject(new Error(problem));
      });
    });
    socket.once('connect', () => {
      clearTimeout(tooLate);
      resolve({ closed, write: (line) => void socket.write(line), close: () => void socket.destroy() });
    });
  });
}
