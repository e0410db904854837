import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, freePort, temporaryFolder } from './folder.ts';
import { findPart } from './parts.ts';
import { startProcess } from './process.ts';

export interface Influxd {
  readonly url: string;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Creates a database and gives the URL that names it. */
  database(name: string): Promise<string>;
  /** Runs one InfluxQL query and gives the parsed answer. */
  query(database: string, influxQl: string): Promise<unknown>;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and data after a stop. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

/** How an influxd is started, and where it answers. */
export interface InfluxdCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly url: string;
}

/** Chooses free loopback ports and writes the configuration of an influxd that keeps everything in `folder`. */
export async function prepareInfluxd(folder: string): Promise<InfluxdCommand> {
  const program = findPart('influxd');
  if (program === undefined) throw new Error('influxd is not installed (Debian package influxdb)');
  const [httpPort, rpcPort] = [await freePort(), await freePort()];
  const config = join(folder, 'influxdb.conf');
  writeFileSync(
    config,
    `reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
dir = "${folder}/meta"
[data]
dir = "${folder}/data"
wal-dir = "${folder}/wal"
index-version = "tsi1"
query-log-enabled = false
[http]
bind-address = "127.0.0.1:${httpPort}"
log-enabled = false
[monitor]
store-enabled = false
`,
  );
  return { program, args: ['-config', config], url: `http://127.0.0.1:${httpPort}` };
}

export const influxdAnswers = (url: string): Promise<boolean> =>
  fetch(`${url}/ping`).then(
    (response) => response.status === 204,
    () => false,
  );

/** After a kill it first reads its write-ahead log, which may hold hours. */
const START_LIMIT_MS = 120_000;

/** A real influxd (1.x) on a free loopback port in a temporary folder. */
export async function startInfluxd(): Promise<Influxd> {
  const folder = temporaryFolder();
  const { program, args, url } = await prepareInfluxd(folder.path);
  const start = async () => {
    const running = startProcess(program, args);
    await eventually(
      `influxd answers (${running.output().slice(-500)})`,
      () => influxdAnswers(url),
      START_LIMIT_MS,
    );
    return running;
  };
  let running = await start();
  const query = async (database: string, influxQl: string): Promise<unknown> => {
    const response = await fetch(`${url}/query?db=${encodeURIComponent(database)}&epoch=ns`, {
      method: 'POST',
      body: new URLSearchParams({ q: influxQl }),
    });
    return response.json();
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => void (await running.stop(signal));
  return {
    url,
    get pid() {
      return running.pid;
    },
    query,
    stop,
    async database(name) {
      await query('', `CREATE DATABASE "${name}"`);
      return `${url}/${name}`;
    },
    async restart() {
      running = await start();
    },
    async remove() {
      await stop('SIGKILL');
      folder.remove();
    },
  };
}
