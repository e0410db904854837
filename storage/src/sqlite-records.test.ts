import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startProcess, temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CLASS,
  commitOf,
  laneKey,
  markOf,
  outcome,
  pupil,
  SCHOOL,
  subjectOf,
} from './record-samples.contract.ts';
import { describeRecordStore } from './record-store.contract.ts';
import { openSqliteRecords } from './sqlite-records.ts';

const masterKey = new Uint8Array(32).fill(7);
const bytesOf = (folder: string): Buffer =>
  Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

describe('records in SQLite', () => {
  describeRecordStore(async () => {
    let folder = temporaryFolder();
    let rival: DatabaseSync | undefined;
    const open = () => openSqliteRecords({ file: join(folder.path, 'records.db'), masterKey });
    return {
      async empty() {
        folder.remove();
        folder = temporaryFolder();
        return open();
      },
      reopen: open,
      bytes: async () => bytesOf(folder.path),
      tableBytes: async () => bytesOf(folder.path),
      async interrupt() {
        rival = new DatabaseSync(join(folder.path, 'records.db'));
        rival.exec('BEGIN IMMEDIATE');
      },
      async resume() {
        rival?.close();
      },
      remove: async () => folder.remove(),
    };
  });
});

describe('a records file', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'records.db');
  });
  afterEach(() => folder.remove());

  it('is opened by several processes at once, and all find the whole schema', async () => {
    const script = `import { openSqliteRecords } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      const store = await openSqliteRecords({ file: process.argv[1], masterKey: new Uint8Array(32).fill(7) });
      await store.results.saveCursor('opened-by-' + process.pid, 1);
      await store.close();`;
    const started = [1, 2, 3].map(() =>
      startProcess(process.execPath, ['--input-type=module', '--eval', script, file]),
    );
    for (const one of started) expect(await one.ended, one.output()).toBe(0);
    const store = await openSqliteRecords({ file, masterKey });
    for (const { pid } of started) expect(await store.results.cursor(`opened-by-${pid}`)).toBe(1);
    await store.close();
  });

  it('of a newer version is refused', async () => {
    await (await openSqliteRecords({ file, masterKey })).close();
    const database = new DatabaseSync(file);
    database.exec("INSERT INTO kysely_migration VALUES ('9999-from-the-future', '2040-01-01T00:00:00.000Z')");
    database.close();
    expect(await outcome(openSqliteRecords({ file, masterKey }))).toBe('TIZHI_STORE_NEWER');
    expect(await outcome(openSqliteRecords({ file, masterKey, readOnly: true }))).toBe('TIZHI_STORE_NEWER');
  });

  it('written with another master key is refused', async () => {
    await (await openSqliteRecords({ file, masterKey })).close();
    const other = new Uint8Array(32).fill(8);
    expect(await outcome(openSqliteRecords({ file, masterKey: other }))).toBe('TIZHI_FILE_FORMAT');
  });

  it('is not created by opening it read-only', async () => {
    expect(await outcome(openSqliteRecords({ file, masterKey, readOnly: true }))).toBe(
      'TIZHI_FILE_UNREADABLE',
    );
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('is read beside its writer, which sees no difference', async () => {
    const writer = await openSqliteRecords({ file, masterKey });
    const reader = await openSqliteRecords({ file, masterKey, readOnly: true });
    await writer.inbox.commit(commitOf({ marks: [markOf(3)] }));
    expect((await reader.inbox.mark(laneKey()))?.seq).toBe(3);
    expect(await outcome(reader.results.saveCursor('score', 1))).toBe('TIZHI_STORE_UNAVAILABLE');
    await reader.close();
    await writer.close();
  });

  it('an identity copied to another pupil does not open there', async () => {
    const store = await openSqliteRecords({ file, masterKey });
    await store.roster.save(SCHOOL, [CLASS], [pupil(1), pupil(2)]);
    const thief = new DatabaseSync(file);
    thief.exec(`UPDATE identity SET sealed = (SELECT sealed FROM identity WHERE subject = '${subjectOf(1)}')
      WHERE subject = '${subjectOf(2)}'`);
    thief.close();
    expect(await outcome(store.roster.pupils(SCHOOL.school))).toBe('TIZHI_STORE_UNAVAILABLE');
    await store.close();
  });

  it('that knows no hashes of student numbers yet gets them when it is opened', async () => {
    const before = await openSqliteRecords({ file, masterKey });
    await before.roster.save(SCHOOL, [CLASS], [pupil(1), pupil(2)]);
    await before.close();
    const older = new DatabaseSync(file);
    older.exec('UPDATE identity SET number_hash = NULL');
    older.close();
    const reader = await openSqliteRecords({ file, masterKey, readOnly: true });
    expect(await reader.roster.byStudentNumber(SCHOOL.school, pupil(2).studentNumber)).toBeUndefined();
    await reader.close();
    const store = await openSqliteRecords({ file, masterKey });
    expect(await store.roster.byStudentNumber(SCHOOL.school, pupil(2).studentNumber)).toBe(subjectOf(2));
    await store.close();
  });

  it('forgets the bytes of an erased key, in the file and in its log', async () => {
    const store = await openSqliteRecords({ file, masterKey });
    const pupils = Array.from({ length: 600 }, (_, n) => pupil(n));
    await store.roster.save(SCHOOL, [CLASS], pupils);
    await store.roster.save(
      SCHOOL,
      [CLASS],
      pupils.slice(0, 300).map((one) => ({ ...one, name: '改名'.repeat(one.seat % 40) })),
    );
    const look = new DatabaseSync(file, { readOnly: true });
    const secrets = look.prepare('SELECT subject, wrapped FROM pupil_key').all();
    look.close();
    const remembered = () => {
      const bytes = bytesOf(folder.path);
      return secrets
        .filter(({ wrapped }) => bytes.includes(Buffer.from(wrapped as Uint8Array)))
        .map(({ subject }) => subject);
    };
    expect(remembered()).toHaveLength(600);
    const erased = pupils.filter(({ seat }) => seat % 7 === 0).map(({ subject }) => subject);
    for (const subject of erased) await store.roster.erase(subject);
    expect(remembered().filter((subject) => erased.includes(String(subject) as never))).toEqual([]);
    expect(remembered()).toHaveLength(600 - erased.length);
    await store.close();
  });
});
