import { execFile } from 'node:child_process';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
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
  /** Runs statements as the superuser and gives what they print, one row a line. */
  psql(database: string, sql: string): Promise<string>;
  /** `SIGINT` ends it in good order; `SIGKILL` is a crash. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and data after a stop. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

const SUPERUSER = 'postgres';
/** Not a letter order that a test could take for granted: texts are ordered as a Chinese dictionary has them. */
const ORDER = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=zh'];

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
  const password = 'synthetic';
  const passwordFile = join(home.path, 'password');
  writeFileSync(passwordFile, `${password}\n`);
  const user = await ownerOf(home.path, passwordFile);
  const initdb = [
    ...['-D', folder, '-U', SUPERUSER, '--encoding=UTF8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--wal-segsize=1', '--no-sync', ...ORDER],
  ];
  const [tool = '', ...args] = [...user, join(dirname(program), 'initdb'), ...initdb];
  await run(tool, args, { cwd: home.path });
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    dynamic_shared_memory_type: 'mmap',
    fsync: options.durable ? 'on' : 'off',
  };
  const server = [program, '-D', folder, '-p', String(port)].concat(
    ...Object.entries(settings).map(([key, value]) => ['-c', `${key}=${value}`]),
  );
  const psql: Postgres['psql'] = async (database, sql) => {
    const connection = ['-h', '127.0.0.1', '-p', String(port), '-U', SUPERUSER, '-d', database];
    const { stdout } = await run('psql', [...connection, '-XqtA', '-v', 'ON_ERROR_STOP=1', '-c', sql], {
      env: { ...process.env, PGPASSWORD: password },
    });
    return stdout.trim();
  };
  /** After a crash the processes of the one before may still be ending: then it ends at once, and is tried again. */
  const start = (): Promise<RunningProcess> => {
    let running: RunningProcess | undefined;
    let hasEnded = true;
    return eventually(
      'postgres answers',
      async () => {
        if (running === undefined || hasEnded) {
          const [command = '', ...rest] = [...user, ...server];
          const started = startProcess(command, rest, { cwd: home.path });
          hasEnded = false;
          void started.ended.then(() => {
            hasEnded = true;
          });
          running = started;
        }
        return psql(SUPERUSER, 'select 1').then(
          () => running,
          () => undefined,
        );
      },
      60_000,
    );
  };
  let running = await start();
  const stop = async (signal: NodeJS.Signals = 'SIGINT') => void (await running.stop(signal));
  return {
    port,
    folder,
    get pid() {
      return running.pid;
    },
    psql,
    stop,
    async database(name) {
      await psql(SUPERUSER, `create role ${name} login password '${password}'`);
      await psql(SUPERUSER, `create database ${name} owner ${name} template template0`);
      return `postgres://${name}:${password}@127.0.0.1:${port}/${name}`;
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
