import { join } from 'node:path';
import { eventually, type Place, type RunningProcess, startTizhi } from '@tizhi/testing';
import { serviceSecret } from '../../cli/src/run/secrets.ts';

export interface Roles {
  readonly broker: RunningProcess;
  readonly api: RunningProcess;
  /** Undefined while there is none. */
  readonly ingest: RunningProcess | undefined;
  /** Resolves when it runs. */
  startIngest(): Promise<void>;
  stop(): Promise<void>;
}

/** The school's server as one process for each role, without the inbox yet. Ready when the API answers. */
export async function startRoles(place: Place, folder: string): Promise<Roles> {
  // Made here: processes that start for the first time in the same moment would each make their own.
  await serviceSecret(place.dataDir);
  const start = (role: string): RunningProcess => startTizhi([role], place, join(folder, `${role}.log`));
  const broker = start('broker');
  const api = start('api');
  let ingest: RunningProcess | undefined;
  await eventually(
    'the API answers',
    () =>
      fetch(`http://127.0.0.1:${place.httpPort}/api/health`).then(
        (answer) => answer.ok,
        () => false,
      ),
    60_000,
  );
  return {
    broker,
    api,
    get ingest() {
      return ingest;
    },
    async startIngest() {
      const started = start('ingest');
      ingest = started;
      await eventually('the inbox runs', () => started.output().includes('Ingest from'), 60_000);
    },
    async stop() {
      for (const running of [ingest, api, broker]) await running?.stop();
    },
  };
}
