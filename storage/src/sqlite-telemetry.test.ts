import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type DeviceId,
  type GatewayId,
  type SchoolId,
  TizhiError,
  toHeartRateBlock,
  toReadingBlock,
} from '@tizhi/contracts';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteTelemetry } from './sqlite-telemetry.ts';
import { collect, describeTelemetryStore } from './telemetry-store.contract.ts';
import type { TelemetryMessage } from './telemetry-store.ts';

describe('telemetry in SQLite', () => {
  describeTelemetryStore(async () => {
    const folder = temporaryFolder();
    let opened = 0;
    let rival: DatabaseSync | undefined;
    const newest = () => join(folder.path, `${opened}.db`);
    return {
      async empty() {
        opened += 1;
        return openSqliteTelemetry({ file: newest() });
      },
      async interrupt() {
        rival = new DatabaseSync(newest());
        rival.exec('BEGIN IMMEDIATE'); // another process writes and does not end
      },
      async resume() {
        rival?.close();
      },
      remove: async () => folder.remove(),
    };
  });
});

describe('a telemetry file', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'telemetry.db');
  });
  afterEach(() => folder.remove());

  const codeOf = (work: () => unknown): string => {
    try {
      work();
      return 'done';
    } catch (error) {
      return error instanceof TizhiError ? error.code : String(error);
    }
  };
  const message: TelemetryMessage = {
    school: 's' as SchoolId,
    gateway: 'g' as GatewayId,
    clock: { skewMs: 0, shiftMs: 0, errorMs: null },
    body: {
      kind: 'telemetry',
      blocks: [
        toHeartRateBlock([
          {
            device: 'd' as DeviceId,
            at: 1,
            n: 1,
            deviceAt: null,
            bpm: 99,
            contact: 'detected',
            confidence: 1,
            doubt: null,
            energyKj: null,
            rrMs: [],
          },
        ]),
      ],
    },
  };

  it('keeps its samples from one opening to the next', async () => {
    const first = openSqliteTelemetry({ file });
    await first.write([message]);
    await first.close();
    const second = openSqliteTelemetry({ file });
    expect(await collect(second.heartRate({ from: 0, to: 9 }))).toHaveLength(1);
    await second.close();
  });

  it('opens read-only beside its writer and sees what is committed', async () => {
    const writer = openSqliteTelemetry({ file });
    const reader = openSqliteTelemetry({ file, readOnly: true });
    expect(await collect(reader.heartRate({ from: 0, to: 9 }))).toEqual([]);
    await writer.write([message]);
    expect(await collect(reader.heartRate({ from: 0, to: 9 }))).toHaveLength(1);
    expect(await reader.write([message]).catch((error) => error.code)).toBe('TIZHI_STORE_UNAVAILABLE');
    await reader.close();
    await writer.close();
  });

  it('is not created by opening it read-only', () => {
    const missing = join(folder.path, 'none', 'telemetry.db');
    expect(codeOf(() => openSqliteTelemetry({ file: missing, readOnly: true }))).toBe(
      'TIZHI_FILE_UNREADABLE',
    );
    expect(existsSync(missing)).toBe(false);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('of version 1 is brought up to date, with all that it holds', async () => {
    const old = new DatabaseSync(file);
    old.exec(`
      CREATE TABLE series (id INTEGER PRIMARY KEY, school TEXT NOT NULL, gateway TEXT NOT NULL,
        device TEXT NOT NULL, UNIQUE (school, gateway, device)) STRICT;
      CREATE TABLE heart_rate (at INTEGER NOT NULL, series INTEGER NOT NULL REFERENCES series (id),
        digits INTEGER NOT NULL, bpm INTEGER, contact INTEGER NOT NULL, confidence REAL NOT NULL, doubt TEXT,
        energy_kj INTEGER, rr TEXT, PRIMARY KEY (at, series, digits)) STRICT, WITHOUT ROWID;
      INSERT INTO series VALUES (1, 's', 'g', 'd');
      INSERT INTO heart_rate VALUES (5, 1, 3001, 77, 2, 1, NULL, NULL, '800');
      PRAGMA user_version = 1;`);
    old.close();
    expect(codeOf(() => openSqliteTelemetry({ file, readOnly: true }))).toBe('TIZHI_FILE_FORMAT');
    const store = openSqliteTelemetry({ file });
    await store.write([message]);
    const found = await collect(store.heartRate({ from: 0, to: 9 }));
    expect(found.map(({ at, n, bpm, errorMs }) => [at, n, bpm, errorMs])).toEqual([
      [1, 1, 99, null],
      [5, 3001, 77, null],
    ]);
    await store.close();
  });

  it('of version 2 is brought up to date, with all that it holds, and then takes other readings', async () => {
    const old = new DatabaseSync(file);
    old.exec(`
      CREATE TABLE series (id INTEGER PRIMARY KEY, school TEXT NOT NULL, gateway TEXT NOT NULL,
        device TEXT NOT NULL, UNIQUE (school, gateway, device)) STRICT;
      CREATE TABLE heart_rate (at INTEGER NOT NULL, series INTEGER NOT NULL REFERENCES series (id),
        n INTEGER NOT NULL, bpm INTEGER, contact INTEGER NOT NULL, confidence REAL NOT NULL, doubt TEXT,
        energy_kj INTEGER, rr TEXT, device_at INTEGER, skew_ms INTEGER NOT NULL, error_ms INTEGER,
        PRIMARY KEY (at, series, n)) STRICT, WITHOUT ROWID;
      INSERT INTO series VALUES (1, 's', 'g', 'd');
      INSERT INTO heart_rate VALUES (5, 1, 3, 77, 2, 1, NULL, NULL, '800', NULL, 0, 9);
      PRAGMA user_version = 2;`);
    old.close();
    expect(codeOf(() => openSqliteTelemetry({ file, readOnly: true }))).toBe('TIZHI_FILE_FORMAT');
    const store = openSqliteTelemetry({ file });
    const reading = { kind: 'tag' as const, tag: 'SYN-1' };
    const sample = { device: 'd' as DeviceId, at: 6, n: 4, deviceAt: null, reading };
    await store.write([{ ...message, body: { kind: 'telemetry', blocks: [toReadingBlock([sample])] } }]);
    expect(await collect(store.heartRate({ from: 0, to: 9 }))).toMatchObject([{ at: 5, n: 3, errorMs: 9 }]);
    expect(await collect(store.readings({ from: 0, to: 9 }))).toMatchObject([{ at: 6, n: 4, reading }]);
    await store.close();
  });

  it('of a newer version is refused and left as it is', () => {
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(codeOf(() => openSqliteTelemetry({ file }))).toBe('TIZHI_STORE_NEWER');
  });

  it('that is no database is told as such', () => {
    writeFileSync(file, 'these are not the bytes of a database, but there are enough of them to be read');
    expect(codeOf(() => openSqliteTelemetry({ file }))).toBe('TIZHI_STORE_UNAVAILABLE');
  });
});
