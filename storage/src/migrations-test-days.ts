import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 0005-0007: chains and clocks of lanes, test days. */
export const TEST_DAYS: Readonly<Record<string, Migration>> = {
  '0005-chain-and-clock': {
    async up(db: Kysely<unknown>) {
      // A mark from before has no chain: no gateway that knows chains goes on with its epoch.
      await db.schema
        .alterTable('lane_mark')
        .addColumn('chain', 'text', (c) => c.notNull().defaultTo('0'.repeat(64)))
        .execute();
      await db.schema
        .createTable('lane_segment')
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('gateway', 'text', (c) => c.notNull())
        .addColumn('epoch', 'text', (c) => c.notNull())
        .addColumn('lane', 'text', (c) => c.notNull())
        .addColumn('from_seq', 'bigint', (c) => c.notNull())
        .addColumn('to_seq', 'bigint', (c) => c.notNull())
        .addColumn('prev', 'text', (c) => c.notNull())
        .addColumn('chain', 'text', (c) => c.notNull())
        .addColumn('hashes', 'text', (c) => c.notNull())
        .addColumn('rows', 'bigint', (c) => c.notNull())
        .addColumn('first_at', 'bigint')
        .addColumn('last_at', 'bigint')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('lane_segment_key', ['school', 'gateway', 'epoch', 'lane', 'from_seq'])
        .execute();
      await db.schema
        .createIndex('lane_segment_in_time')
        .on('lane_segment')
        .columns(['school', 'lane', 'last_at'])
        .execute();
      for (const table of ['attempt', 'alert']) {
        await db.schema
          .alterTable(table)
          .addColumn('skew_ms', 'bigint', (c) => c.notNull().defaultTo(0))
          .execute();
        await db.schema.alterTable(table).addColumn('error_ms', 'bigint').execute();
      }
      await db.schema.alterTable('attempt').addColumn('device_at', 'bigint').execute();
    },
  },
  '0006-test-days': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('test_day')
        .addColumn('test_day', 'text', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('date', 'text', (c) => c.notNull())
        .addColumn('plan', 'text', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('test_day_of_school').on('test_day').columns(['school', 'date']).execute();
      await db.schema
        .createTable('test_day_entry')
        .addColumn('entry', 'bigint', (c) => c.primaryKey())
        .addColumn('test_day', 'text', (c) => c.notNull().references('test_day.test_day'))
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('account', 'text')
        .addColumn('attempt', 'text')
        .addColumn('decision', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createIndex('entry_of_test_day')
        .on('test_day_entry')
        .columns(['test_day', 'entry'])
        .execute();
      await db.schema
        .createIndex('entry_about_attempt')
        .on('test_day_entry')
        .columns(['attempt', 'entry'])
        .execute();
      await db.schema
        .createIndex('attempt_of_station')
        .on('attempt')
        .columns(['school', 'station', 'at'])
        .execute();
      await db.schema
        .createTable('seen')
        .addColumn('test_day', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('item', 'text', (c) => c.notNull())
        .addColumn('account', 'text', (c) => c.notNull())
        .addColumn('attempt', 'text', (c) => c.notNull())
        .addColumn('value', 'double precision', (c) => c.notNull())
        .addColumn('first_at', 'bigint', (c) => c.notNull())
        .addColumn('last_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('seen_once', ['test_day', 'subject', 'item', 'account', 'attempt', 'value'])
        .execute();
      await db.schema
        .createTable('national_export')
        .addColumn('arrival', 'bigint', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('year', 'integer', (c) => c.notNull())
        .addColumn('test_day', 'text')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('account', 'text')
        .addColumn('rows', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createIndex('export_of_school')
        .on('national_export')
        .columns(['school', 'year', 'test_day', 'arrival'])
        .execute();
      await db.schema.alterTable('school_class').addColumn('national_code', 'text').execute();
      // Filled when the store is opened: a migration knows no key.
      await db.schema.alterTable('identity').addColumn('number_hash', 'text').execute();
      await db.schema.createIndex('identity_by_number').on('identity').column('number_hash').execute();
    },
  },
  '0007-test-day-requests': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('test_day_request')
        .addColumn('request', 'text', (c) => c.notNull())
        .addColumn('test_day', 'text', (c) => c.notNull())
        .addColumn('first_entry', 'bigint', (c) => c.notNull())
        .addColumn('last_entry', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('test_day_request_once', ['test_day', 'request'])
        .execute();
    },
  },
};
