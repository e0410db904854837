import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, eventually, type Postgres, startPostgres, startProcess } from '@tizhi/testing';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgresPool } from './postgres-pool.ts';
import { openPostgresRecords } from './postgres-records.ts';
import {
  attempt,
  CLASS,
  commitOf,
  laneKey,
  markOf,
  NOON,
  outcome,
  pupil,
  SCHOOL,
  subjectOf,
} from './record-samples.contract.ts';
import { describeRecordStore } from './record-store.contract.ts';
import type { RecordStore } from './record-store.ts';

const KEY = new Uint8Array(32).fill(7);
const masterKey = () => KEY;

/** Much quicker than making them anew. */
const EMPTY_TABLES = `do $$ begin
  execute (select 'truncate ' || string_agg(format('%I', tablename), ', ') from pg_tables
    where schemaname = 'public' and tablename not like 'kysely%');
  insert into counter values ('arrival', 0);
end $$`;

describeWith(['postgres'], 'PostgreSQL', () => {
  let postgres: Postgres;
  let url: string;
  let opened: RecordStore[] = [];
  const open = async (
    more: Partial<Parameters<typeof openPostgresRecords>[0]> = {},
  ): Promise<RecordStore> => {
    const store = await openPostgresRecords({ url, masterKey, ...more });
    opened.push(store);
    return store;
  };
  const closeAll = async (): Promise<void> => {
    for (const store of opened) await store.close();
    opened = [];
  };
  /** Statements of the superuser, which PostgreSQL answers with rows. */
  const ask = async (text: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client(postgres.superuserUrl('school'));
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  const clear = async (): Promise<void> => {
    await closeAll();
    await ask('drop schema public cascade; create schema public authorization pg_database_owner');
  };
  const bytesIn = async (...folders: string[]): Promise<Buffer> => {
    await ask('checkpoint');
    const files = folders.flatMap((folder) =>
      readdirSync(join(postgres.folder, folder), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    return Buffer.concat(files.map((file) => readFileSync(file)));
  };
  const tables = async (): Promise<string> =>
    `base/${(await ask("select oid from pg_database where datname = 'school'"))[0]?.oid}`;

  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.database('school');
  });
  afterAll(async () => {
    await closeAll();
    await postgres.remove();
  });

  describe('records in PostgreSQL', () => {
    beforeAll(async () => void (await open()));

    describeRecordStore(async () => ({
      async empty() {
        await closeAll();
        await ask(EMPTY_TABLES);
        return open();
      },
      reopen: open,
      bytes: async () => bytesIn(await tables(), 'pg_wal'),
      tableBytes: async () => bytesIn(await tables()),
      interrupt: () => postgres.stop('SIGKILL'),
      resume: () => postgres.restart(),
      remove: async () => undefined,
    }));
  });

  describe('a records database', () => {
    beforeEach(clear);

    it('is opened by several processes at once, and all find the whole schema', async () => {
      const script = `import { openPostgresRecords } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
        const store = await openPostgresRecords({ url: process.argv[1], masterKey: () => new Uint8Array(32).fill(7) });
        await store.results.saveCursor('opened-by-' + process.pid, 1);
        await store.close();`;
      const started = [1, 2, 3].map(() =>
        startProcess(process.execPath, ['--input-type=module', '--eval', script, url]),
      );
      for (const one of started) expect(await one.ended, one.output()).toBe(0);
      const store = await open();
      for (const { pid } of started) expect(await store.results.cursor(`opened-by-${pid}`)).toBe(1);
    });

    it('asks once for a new master key, however many open it for the first time', async () => {
      const asked: boolean[] = [];
      const remember = ({ isNew }: { isNew: boolean }) => {
        asked.push(isNew);
        return KEY;
      };
      await Promise.all([1, 2, 3].map(() => open({ masterKey: remember })));
      expect(asked.toSorted()).toEqual([false, false, true]);
    });

    it('of a newer version is refused', async () => {
      await open();
      await ask("insert into kysely_migration values ('9999-from-the-future', '2040-01-01T00:00:00.000Z')");
      expect(await outcome(open())).toBe('TIZHI_STORE_NEWER');
      expect(await outcome(open({ readOnly: true }))).toBe('TIZHI_STORE_NEWER');
    });

    it('written with another master key is refused', async () => {
      await open();
      expect(await outcome(open({ masterKey: () => new Uint8Array(32).fill(8) }))).toBe('TIZHI_FILE_FORMAT');
    });

    it('that is not in UTF-8 is refused', async () => {
      await ask(
        "create database old owner school template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'",
      );
      expect(await outcome(open({ url: url.replace(/school$/, 'old') }))).toBe('TIZHI_FILE_FORMAT');
    });

    it.each([
      ['a wrong password', (right: string) => right.replace(':synthetic@', ':wrong@')],
      ['no such database', (right: string) => right.replace(/school$/, 'nowhere')],
      ['nobody at the port', (right: string) => right.replace(/:\d+\//, ':1/')],
    ])('says that it is not there, with %s, and never shows the password', async (_, wrong) => {
      const error = await open({ url: wrong(url) }).catch((problem: unknown) => problem);
      expect(error).toMatchObject({ code: 'TIZHI_STORE_UNAVAILABLE' });
      expect(String(error)).not.toMatch(/synthetic|wrong/);
    });

    it('is not made by opening it read-only, and then nothing can be written', async () => {
      expect(await outcome(open({ readOnly: true }))).toBe('TIZHI_FILE_FORMAT');
      const writer = await open();
      const reader = await open({ readOnly: true });
      await writer.inbox.commit(commitOf({ marks: [markOf(3)] }));
      expect((await reader.inbox.mark(laneKey()))?.seq).toBe(3);
      expect(await outcome(reader.results.saveCursor('score', 1))).toBe('TIZHI_STORE_UNAVAILABLE');
    });

    it('lets one of two workers move a mark from where both saw it', async () => {
      const [one, other] = [await open(), await open()];
      for (let after = 0; after < 20; after += 1) {
        const outcomes = await Promise.all(
          [one, other].map((store) =>
            outcome(store.inbox.commit(commitOf({ marks: [markOf(after + 1, { after })] }))),
          ),
        );
        expect(outcomes.toSorted()).toEqual(['TIZHI_STORE_UNAVAILABLE', 'done']);
      }
    });

    it('shows arrivals in their order: a reader with a cursor misses none of several writers', async () => {
      const writers = [await open(), await open(), await open()];
      const reader = await open();
      let isDone = false;
      const written = Promise.all(
        writers.map(async (store) => {
          for (let at = 0; at < 40; at += 1)
            await store.inbox.commit(commitOf({ attempts: [attempt(), attempt()] }));
        }),
      ).finally(() => {
        isDone = true;
      });
      const seen: number[] = [];
      for (let last = false; !last; ) {
        last = isDone;
        const found = await reader.results.attemptsAfter(SCHOOL.school, seen.at(-1) ?? 0, 1_000);
        seen.push(...found.map(({ arrival }) => arrival));
      }
      await written;
      expect(seen).toEqual(Array.from({ length: 240 }, (_, n) => n + 1));
    });

    it('lives through the end of its connections, idle or in the middle of a commit', async () => {
      const store = await open();
      await store.inbox.commit(commitOf({ marks: [markOf(1)] }));
      const end = () =>
        ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tizhi'");
      await end();
      await eventually('it asks again', () => store.ping());
      const rival = new pg.Client(postgres.superuserUrl('school'));
      await rival.connect();
      await rival.query('begin; lock table counter');
      const commit = commitOf({ marks: [markOf(2, { after: 1 })], attempts: [attempt()] });
      const interrupted = outcome(store.inbox.commit(commit));
      await eventually('the commit waits', async () => {
        const waiting = await ask(
          "select 1 from pg_stat_activity where application_name = 'tizhi' and wait_event_type = 'Lock'",
        );
        return waiting.length > 0;
      });
      await end();
      expect(await interrupted).toBe('TIZHI_STORE_UNAVAILABLE');
      await rival.end();
      await store.inbox.commit(commit);
      expect(await store.results.attemptsAfter(SCHOOL.school, 0, 9)).toHaveLength(1);
    });

    it('lives through the end of a connection between two statements of a transaction', async () => {
      const pool = openPostgresPool(url);
      const held = await pool.connect();
      await held.query('begin', []);
      await ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tizhi'");
      // Long enough for the news to come while nobody asks anything.
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await outcome(held.query('commit', []))).toBe('TIZHI_STORE_UNAVAILABLE');
      held.release();
      const next = await pool.connect();
      expect((await next.query<{ one: number }>('select 1 as one', [])).rows).toEqual([{ one: 1 }]);
      next.release();
      await pool.end();
    });

    it('says that an erasure is to be repeated where a reader holds the table', async () => {
      const store = await open();
      await store.roster.save(SCHOOL, [CLASS], [pupil(1)]);
      const reader = new pg.Client(postgres.superuserUrl('school'));
      await reader.connect();
      await reader.query('begin; select * from identity');
      expect(await outcome(store.roster.erase(subjectOf(1)))).toBe('TIZHI_STORE_UNAVAILABLE');
      expect(await store.roster.pupils(SCHOOL.school)).toEqual([]);
      await reader.end();
      await store.roster.erase(subjectOf(1));
      expect((await bytesIn(await tables())).includes('bib-1')).toBe(false);
    });

    it('tells of a fault of ours without the values of the row', async () => {
      const store = await open();
      const error = await store.results
        .saveScores([
          {
            attempt: 'no-such',
            standardVersion: 'v',
            score: 87.5,
            bonus: 0,
            level: 'good',
            bmi: null,
            at: NOON,
          },
        ] as never)
        .catch((problem: unknown) => problem);
      expect(error).toMatchObject({ code: '23503', detail: undefined });
      expect(JSON.stringify(error)).not.toMatch(/no-such|87.5/);
    });
  });
});
