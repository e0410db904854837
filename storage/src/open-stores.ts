import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TizhiError } from '@tizhi/contracts';
import { openInfluxTelemetry } from './influx-telemetry.ts';
import { loadMasterKey } from './master-key.ts';
import { openPostgresRecords } from './postgres-records.ts';
import type { RecordStore } from './record-store.ts';
import { openSqliteRecords } from './sqlite-records.ts';
import { openSqliteTelemetry } from './sqlite-telemetry.ts';
import type { TelemetryStore } from './telemetry-store.ts';

export interface StorePlace {
  /** Folder of `telemetry.db`, `records.db` and `master.key`. */
  readonly dataDir: string;
  /** `http://[user:password@]host:port/database`; unset: telemetry goes into the data folder. */
  readonly influxUrl?: string | undefined;
  /** `postgres://user:password@host:port/database`; unset: records go into the data folder. */
  readonly postgresUrl?: string | undefined;
  /** For looking on while others write: creates nothing, changes nothing. */
  readonly readOnly?: boolean;
}

export interface Stores {
  readonly telemetry: TelemetryStore;
  readonly records: RecordStore;
  close(): Promise<void>;
}

/** Opens both stores where the configuration says they are; closes the one where the other fails. */
export async function openStores(place: StorePlace): Promise<Stores> {
  const telemetry = openTelemetry(place);
  try {
    const records = await openRecords(place);
    return {
      telemetry,
      records,
      async close() {
        await Promise.all([telemetry.close(), records.close()]);
      },
    };
  } catch (error) {
    await telemetry.close();
    throw error;
  }
}

export function openTelemetry({ dataDir, influxUrl, readOnly = false }: StorePlace): TelemetryStore {
  if (influxUrl !== undefined) return openInfluxTelemetry({ url: influxUrl, readOnly });
  return openSqliteTelemetry({ file: join(dataDir, 'telemetry.db'), readOnly });
}

export async function openRecords(place: StorePlace): Promise<RecordStore> {
  const { dataDir, postgresUrl, readOnly = false } = place;
  const keyFile = join(dataDir, 'master.key');
  if (postgresUrl !== undefined)
    return openPostgresRecords({
      url: postgresUrl,
      readOnly,
      masterKey: ({ isNew }) => loadMasterKey(keyFile, { create: isNew && !readOnly }),
    });
  const file = join(dataDir, 'records.db');
  if (readOnly && !existsSync(file))
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, problem: 'there is no such file' });
  // A new key beside old records could not open them: then the old key is missing, and that must be said.
  const masterKey = loadMasterKey(keyFile, { create: !existsSync(file) });
  return openSqliteRecords({ file, masterKey, readOnly });
}
