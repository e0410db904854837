import { writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { eventually, freePort, temporaryFolder } from './folder.ts';
import { findPart } from './parts.ts';
import { startProcess } from './process.ts';

export interface Mosquitto {
  readonly port: number;
  /** What it printed. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port after a stop. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  }).then((open) => open === true);

/**
 * A real mosquitto on a free loopback port. `files` are written into its folder; `config` is its
 * configuration without the listener, which comes first, and may name them as `{folder}/NAME`.
 */
export async function startMosquitto(options: {
  readonly config: string;
  readonly files?: Readonly<Record<string, string>>;
}): Promise<Mosquitto> {
  const program = findPart('mosquitto');
  if (program === undefined) throw new Error('mosquitto is not installed (Debian package mosquitto)');
  const folder = temporaryFolder();
  const port = await freePort();
  for (const [name, text] of Object.entries(options.files ?? {}))
    writeFileSync(join(folder.path, name), text);
  const file = join(folder.path, 'mosquitto.conf');
  // Started by root, mosquitto would become a user that cannot read the test's folder.
  const listener = `user root\nlistener ${port} 127.0.0.1\n`;
  writeFileSync(file, listener + options.config.replaceAll('{folder}', folder.path));
  const start = async () => {
    const running = startProcess(program, ['-c', file]);
    await eventually(`mosquitto answers (${running.output().slice(-500)})`, () => accepts(port));
    return running;
  };
  let running = await start();
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => void (await running.stop(signal));
  return {
    port,
    output: () => running.output(),
    stop,
    async restart() {
      running = await start();
    },
    async remove() {
      await stop('SIGKILL');
      folder.remove();
    },
  };
}
