import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, temporaryFolder } from './folder.ts';
import { findPart } from './parts.ts';
import { startProcess } from './process.ts';

export interface PtyPair {
  /** What is written to one end is read at the other. */
  readonly device: string;
  readonly host: string;
  /** Pulls the cable: both ends vanish. */
  unplug(): Promise<void>;
  /** Plugs it in again under the same names. */
  plug(): Promise<void>;
  remove(): Promise<void>;
}

/** Two pseudo-terminals joined like a serial cable (socat). */
export async function ptyPair(): Promise<PtyPair> {
  const program = findPart('socat');
  if (program === undefined) throw new Error('socat is not installed');
  const folder = temporaryFolder();
  const [device, host] = [join(folder.path, 'device'), join(folder.path, 'host')];
  const plug = async () => {
    const started = startProcess(program, [`PTY,rawer,link=${device}`, `PTY,rawer,link=${host}`]);
    await eventually('both ends of the pseudo-terminal', () => existsSync(device) && existsSync(host));
    return started;
  };
  let cable = await plug();
  return {
    device,
    host,
    async unplug() {
      await cable.stop();
      await eventually('the links are gone', () => !existsSync(device) && !existsSync(host));
    },
    async plug() {
      cable = await plug();
    },
    async remove() {
      await cable.stop('SIGKILL');
      folder.remove();
    },
  };
}
