import type { DatabaseSync } from 'node:sqlite';
import { TizhiError } from '@tizhi/contracts';
import { guardSqlite, openSqliteFile } from './sqlite-file.ts';
import { readReadings } from './sqlite-reading-read.ts';
import { readHeartRate } from './sqlite-telemetry-read.ts';
import { createTelemetryWriter } from './sqlite-telemetry-write.ts';
import type { TelemetryMessage, TelemetryStore } from './telemetry-store.ts';

/** Grows when the tables below change; kept in the file's `user_version`. */
const SCHEMA_VERSION = 3;
/**
 * A sample is identified by time, series and its number. Time comes first: lessons are written and read in
 * time order, so that new rows go to the end of the tree.
 */
const HEART_SCHEMA = `
CREATE TABLE IF NOT EXISTS series (
  id INTEGER PRIMARY KEY,
  school TEXT NOT NULL,
  gateway TEXT NOT NULL,
  device TEXT NOT NULL,
  UNIQUE (school, gateway, device)
) STRICT;
CREATE TABLE heart_rate (
  at INTEGER NOT NULL,
  series INTEGER NOT NULL REFERENCES series (id),
  n INTEGER NOT NULL,
  bpm INTEGER,
  contact INTEGER NOT NULL,
  confidence REAL NOT NULL,
  doubt TEXT,
  energy_kj INTEGER,
  rr TEXT,
  device_at INTEGER,
  skew_ms INTEGER NOT NULL,
  error_ms INTEGER,
  PRIMARY KEY (at, series, n)
) STRICT, WITHOUT ROWID;
`;
/** `reading` is the reading as JSON, for readings of all kinds; `kind` is the one in it. */
const READING_SCHEMA = `
CREATE TABLE reading (
  at INTEGER NOT NULL,
  series INTEGER NOT NULL REFERENCES series (id),
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  reading TEXT NOT NULL,
  device_at INTEGER,
  skew_ms INTEGER NOT NULL,
  error_ms INTEGER,
  PRIMARY KEY (at, series, n)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = ${SCHEMA_VERSION};
`;
/** Version 1 had no numbers: the digits that told a millisecond's samples apart take their place. */
const FROM_VERSION_1 = `
ALTER TABLE heart_rate RENAME TO heart_rate_1;
${HEART_SCHEMA}
INSERT INTO heart_rate (at, series, n, bpm, contact, confidence, doubt, energy_kj, rr, skew_ms)
  SELECT at, series, digits, bpm, contact, confidence, doubt, energy_kj, rr, 0 FROM heart_rate_1;
DROP TABLE heart_rate_1;
`;
/** What brings a file of each version up to date; 0 is a new file. Version 2 knew heart rates only. */
const UPGRADES: readonly string[] = [
  HEART_SCHEMA + READING_SCHEMA,
  FROM_VERSION_1 + READING_SCHEMA,
  READING_SCHEMA,
];

/**
 * Telemetry in one SQLite file: the embedded default. Throws `TIZHI_STORE_NEWER` where a newer version
 * wrote the file; with `readOnly` (an export beside a running system) `TIZHI_FILE_UNREADABLE` where there
 * is none.
 */
export function openSqliteTelemetry(options: {
  readonly file: string;
  readonly readOnly?: boolean;
}): TelemetryStore {
  const { file, readOnly = false } = options;
  const database = openSqliteFile({ file, store: 'telemetry', readOnly });
  const guard = <T>(work: () => T): T => guardSqlite('telemetry', work);
  try {
    guard(() => prepareSchema({ database, file, readOnly }));
  } catch (error) {
    database.close();
    throw error;
  }
  let writer: ((messages: readonly TelemetryMessage[]) => void) | undefined;
  return {
    kind: 'sqlite',
    async write(messages) {
      guard(() => {
        writer ??= createTelemetryWriter(database);
        writer(messages);
      });
      return [];
    },
    heartRate: (range) => readHeartRate(database, range),
    readings: (range) => readReadings(database, range),
    async ping() {
      try {
        database.prepare('SELECT id FROM series LIMIT 1').get();
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

function prepareSchema(options: { database: DatabaseSync; file: string; readOnly: boolean }): void {
  const { database, file, readOnly } = options;
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > SCHEMA_VERSION) throw new TizhiError('TIZHI_STORE_NEWER', { folder: file });
  if (version === SCHEMA_VERSION) return;
  if (readOnly && version > 0)
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file,
      expected: 'telemetry store',
      problem: 'an older version wrote it; start the server once to bring it up to date',
    });
  if (readOnly)
    throw new TizhiError('TIZHI_FILE_FORMAT', { file, expected: 'telemetry store', problem: 'it is empty' });
  database.exec(`BEGIN IMMEDIATE; ${UPGRADES[version]} COMMIT;`);
}
