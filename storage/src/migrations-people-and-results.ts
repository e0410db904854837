import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 0001-0004: the inbox, people, lessons and results, alerts and accounts. */
export const PEOPLE_AND_RESULTS: Readonly<Record<string, Migration>> = {
  '0001-inbox': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('counter')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('value', 'bigint', (c) => c.notNull())
        .execute();
      await sql`insert into counter (name, value) values ('arrival', 0)`.execute(db);
      await db.schema
        .createTable('lane_mark')
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('gateway', 'text', (c) => c.notNull())
        .addColumn('epoch', 'text', (c) => c.notNull())
        .addColumn('lane', 'text', (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('lane_mark_key', ['school', 'gateway', 'epoch', 'lane'])
        .execute();
      await db.schema
        .createTable('dead_letter')
        .addColumn('arrival', 'bigint', (c) => c.primaryKey())
        .addColumn('school', 'text')
        .addColumn('gateway', 'text')
        .addColumn('epoch', 'text')
        .addColumn('lane', 'text')
        .addColumn('seq', 'bigint')
        .addColumn('topic', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('payload', 'bytea', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('dead_letter_once', ['school', 'gateway', 'epoch', 'lane', 'seq'])
        .execute();
      await db.schema
        .createTable('lane_gap')
        .addColumn('arrival', 'bigint', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('gateway', 'text', (c) => c.notNull())
        .addColumn('epoch', 'text', (c) => c.notNull())
        .addColumn('lane', 'text', (c) => c.notNull())
        .addColumn('from_seq', 'bigint', (c) => c.notNull())
        .addColumn('to_seq', 'bigint', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('lane_gap_once', ['school', 'gateway', 'epoch', 'lane', 'from_seq'])
        .execute();
      await db.schema
        .createTable('gateway')
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('gateway', 'text', (c) => c.notNull())
        .addColumn('status', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('gateway_key', ['school', 'gateway'])
        .execute();
    },
  },
  '0002-roster': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('school')
        .addColumn('school', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('school_class')
        .addColumn('class', 'text', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull().references('school.school'))
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('grade', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('pupil')
        .addColumn('subject', 'text', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull().references('school.school'))
        .addColumn('class', 'text', (c) => c.notNull().references('school_class.class'))
        .addColumn('seat', 'integer', (c) => c.notNull())
        .addColumn('tag', 'text')
        .addColumn('sex', 'text', (c) => c.notNull())
        .addColumn('birth_date', 'text', (c) => c.notNull())
        .addColumn('measured_max_bpm', 'integer')
        .execute();
      await db.schema
        .createIndex('pupil_of_class')
        .on('pupil')
        .columns(['school', 'class', 'seat'])
        .execute();
      await db.schema
        .createTable('pupil_key')
        .addColumn('subject', 'text', (c) => c.primaryKey().references('pupil.subject'))
        .addColumn('wrapped', 'bytea', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('identity')
        .addColumn('subject', 'text', (c) => c.primaryKey().references('pupil.subject'))
        .addColumn('sealed', 'bytea', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('key_check')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('sealed', 'bytea', (c) => c.notNull())
        .execute();
    },
  },
  '0003-lessons-and-results': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('lesson')
        .addColumn('lesson', 'text', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('class', 'text', (c) => c.notNull())
        .addColumn('started_at', 'bigint', (c) => c.notNull())
        .addColumn('planned_end_at', 'bigint', (c) => c.notNull())
        .addColumn('ended_at', 'bigint')
        .execute();
      await db.schema
        .createIndex('lesson_of_school')
        .on('lesson')
        .columns(['school', 'started_at'])
        .execute();
      await db.schema
        .createTable('binding')
        .addColumn('lesson', 'text', (c) => c.notNull().references('lesson.lesson'))
        .addColumn('position', 'integer', (c) => c.notNull())
        .addColumn('device', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('from_at', 'bigint', (c) => c.notNull())
        .addColumn('to_at', 'bigint')
        .addPrimaryKeyConstraint('binding_key', ['lesson', 'position'])
        .execute();
      await db.schema
        .createTable('attempt')
        .addColumn('attempt', 'text', (c) => c.primaryKey())
        .addColumn('arrival', 'bigint', (c) => c.notNull().unique())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('gateway', 'text', (c) => c.notNull())
        .addColumn('received_at', 'bigint', (c) => c.notNull())
        .addColumn('item', 'text', (c) => c.notNull())
        .addColumn('value', 'double precision')
        .addColumn('unit', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('station', 'text', (c) => c.notNull())
        .addColumn('lesson', 'text')
        .addColumn('subject', 'text')
        .addColumn('tag', 'text')
        .addColumn('confidence', 'double precision', (c) => c.notNull())
        .addColumn('doubt', 'text')
        .addColumn('raw_hex', 'text', (c) => c.notNull())
        .execute();
      for (const [name, columns] of [
        ['attempt_of_school', ['school', 'arrival']],
        ['attempt_of_lesson', ['lesson', 'arrival']],
        ['attempt_of_subject', ['subject', 'item', 'at', 'arrival']],
        ['attempt_in_time', ['at', 'arrival']],
      ] as const)
        await db.schema
          .createIndex(name)
          .on('attempt')
          .columns([...columns])
          .execute();
      await db.schema
        .createTable('score')
        .addColumn('attempt', 'text', (c) => c.primaryKey().references('attempt.attempt'))
        .addColumn('standard_version', 'text', (c) => c.notNull())
        .addColumn('score', 'double precision', (c) => c.notNull())
        .addColumn('bonus', 'double precision', (c) => c.notNull())
        .addColumn('level', 'text', (c) => c.notNull())
        .addColumn('bmi', 'double precision')
        .addColumn('scored_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('job_cursor')
        .addColumn('job', 'text', (c) => c.primaryKey())
        .addColumn('arrival', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
  '0004-alerts-and-accounts': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('alert')
        .addColumn('alert', 'text', (c) => c.primaryKey())
        .addColumn('arrival', 'bigint', (c) => c.notNull().unique())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('gateway', 'text', (c) => c.notNull())
        .addColumn('received_at', 'bigint', (c) => c.notNull())
        .addColumn('lesson', 'text')
        .addColumn('subject', 'text')
        .addColumn('severity', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('cleared_at', 'bigint')
        .addColumn('clearing', 'text')
        .execute();
      await db.schema.createIndex('alert_of_school').on('alert').columns(['school', 'arrival']).execute();
      await db.schema
        .createTable('account')
        .addColumn('account', 'text', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('username', 'text', (c) => c.notNull().unique())
        .addColumn('display_name', 'text', (c) => c.notNull())
        .addColumn('role', 'text', (c) => c.notNull())
        .addColumn('password_hash', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('session')
        .addColumn('token_hash', 'text', (c) => c.primaryKey())
        .addColumn('account', 'text', (c) => c.notNull().references('account.account').onDelete('cascade'))
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('session_expiry').on('session').column('expires_at').execute();
      await db.schema
        .createTable('audit')
        .addColumn('arrival', 'bigint', (c) => c.primaryKey())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('account', 'text')
        .addColumn('action', 'text', (c) => c.notNull())
        .addColumn('detail', 'text', (c) => c.notNull())
        .execute();
    },
  },
};
