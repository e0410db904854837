import { execFile } from 'node:child_process';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { descendantsOf, killIfThere } from './descendants.ts';
import { eventually, freePort, temporaryFolder } from './folder.ts';
import { findPart } from './parts.ts';
import { type RunningProcess, startProcess } from './process.ts';

const run = promisify(execFile);

export interface Postgres {
  readonly port: number;
  /** The folder of its data. */
  readonly folder: string;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Creates a database in UTF-8 with an owner who may do nothing else, and gives the URL that names both. */
  database(name: string): Promise<string>;
  /** Of somebody who may do everything. */
  superuserUrl(database: string): string;
  /** `SIGINT` ends it in good order; `SIGKILL` is a crash of it and of all its processes. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and data after a stop. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

const SUPERUSER = 'postgres';
/** Not a letter order that a test could take for granted: texts are ordered as a Chinese dictionary has them. */
const ORDER = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=zh'];

const PASSWORD = 'synthetic';

/** What a test needs of a server: little memory and disk, and a log that is soon reused. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  dynamic_shared_memory_type: 'mmap',
  shared_buffers: '16MB',
  min_wal_size: '4MB',
  max_wal_size: '16MB',
};

/**
 * A real PostgreSQL on a free loopback port in a temporary folder, which asks for passwords. `durable` waits for
 * the disk at each commit; without it a crash of the machine, not of the process, can lose some.
 */
export async function startPostgres(options: { readonly durable?: boolean } = {}): Promise<Postgres> {
  const program = findPart('postgres');
  if (program === undefined) throw new Error('postgres is not installed (Debian package postgresql)');
  const home = temporaryFolder();
  const folder = join(home.path, 'data');
  const port = await freePort();
  const asUser = await makeCluster({ initdb: join(dirname(program), 'initdb'), home: home.path, folder });
  const settings = { ...SETTINGS, fsync: options.durable ? 'on' : 'off' };
  const [command = '', ...args] = [...asUser, program, '-D', folder, '-p', String(port)].concat(
    ...Object.entries(settings).map(([key, value]) => ['-c', `${key}=${value}`]),
  );
  const psql = (sql: string) => runPsql(port, sql);
  const start = () =>
    startUntilAnswer(
      () => startProcess(command, args, { cwd: home.path }),
      () => psql('select 1'),
    );
  let running = await start();
  const stop = async (signal: NodeJS.Signals = 'SIGINT'): Promise<void> => {
    // The processes of its connections outlive a killed server by a moment, and one of them may still answer.
    const below = signal === 'SIGKILL' ? descendantsOf(running.pid) : [];
    await running.stop(signal);
    for (const pid of below) killIfThere(pid);
  };
  const urlOf = (user: string, database: string) =>
    `postgres://${user}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  return {
    port,
    folder,
    get pid() {
      return running.pid;
    },
    superuserUrl: (database) => urlOf(SUPERUSER, database),
    stop,
    async database(name) {
      await psql(`create role ${name} login password '${PASSWORD}'`);
      await psql(`create database ${name} owner ${name} template template0`);
      return urlOf(name, name);
    },
    async restart() {
      running = await start();
    },
    async remove() {
      // At once, but with its shared memory given back.
      await stop('SIGQUIT');
      home.remove();
    },
  };
}

/** Makes the folder of the data, and gives what starts a program as its owner. */
async function makeCluster(at: {
  readonly initdb: string;
  readonly home: string;
  readonly folder: string;
}): Promise<string[]> {
  const passwordFile = join(at.home, 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  const asUser = await ownerOf(at.home, passwordFile);
  const login = ['-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const [command = '', ...args] = [...asUser, at.initdb, '-D', at.folder, ...login];
  await run(command, [...args, '--encoding=UTF8', ...ORDER, '--wal-segsize=1', '--no-sync'], {
    cwd: at.home,
  });
  return asUser;
}

/** After a crash the processes of the one before may still be ending: then it ends at once, and is tried again. */
function startUntilAnswer(start: () => RunningProcess, ask: () => Promise<unknown>): Promise<RunningProcess> {
  let running = start();
  let hasEnded = false;
  const watch = () => void running.ended.then(() => (hasEnded = true));
  watch();
  return eventually(
    'postgres answers',
    async () => {
      if (hasEnded) {
        running = start();
        hasEnded = false;
        watch();
      }
      return ask().then(
        () => running,
        () => undefined,
      );
    },
    START_LIMIT_MS,
  );
}
const START_LIMIT_MS = 60_000;

/** Runs one statement as the superuser. */
const runPsql = (port: number, sql: string) =>
  run(
    'psql',
    ['-h', '127.0.0.1', '-p', String(port), '-U', SUPERUSER, '-Xq', '-v', 'ON_ERROR_STOP=1', '-c', sql],
    { env: { ...process.env, PGPASSWORD: PASSWORD } },
  );

/**
 * PostgreSQL refuses to run as root: then the folder is given to Debian's user for it, and what starts a program
 * as that user comes back (it becomes the program, so that signals reach it).
 */
async function ownerOf(...paths: readonly string[]): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const idOf = async (flag: string) => Number((await run('id', [flag, SUPERUSER])).stdout);
  const [uid, gid] = [await idOf('-u'), await idOf('-g')];
  for (const path of paths) {
    chownSync(path, uid, gid);
    chmodSync(path, 0o700);
  }
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'];
}
