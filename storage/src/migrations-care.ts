import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 0008: histories, warnings, prescriptions, wall displays, linkage. */
export const CARE: Readonly<Record<string, Migration>> = {
  '0008-care': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('fitness_test')
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('school_year', 'integer', (c) => c.notNull())
        .addColumn('test', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('fitness_test_once', ['subject', 'school_year'])
        .execute();
      await db.schema
        .createTable('warning')
        .addColumn('warning', 'text', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('rule', 'text', (c) => c.notNull())
        .addColumn('school_year', 'integer', (c) => c.notNull())
        .addColumn('shown_as', 'text', (c) => c.notNull())
        .addColumn('finding', 'text', (c) => c.notNull())
        .addColumn('opened_at', 'bigint', (c) => c.notNull())
        .addColumn('gone_at', 'bigint')
        .addUniqueConstraint('warning_once', ['subject', 'rule', 'school_year'])
        .execute();
      await db.schema
        .createIndex('warning_of_school')
        .on('warning')
        .columns(['school', 'shown_as', 'opened_at'])
        .execute();
      await db.schema
        .createTable('warning_entry')
        .addColumn('entry', 'bigint', (c) => c.primaryKey())
        .addColumn('warning', 'text', (c) => c.notNull().references('warning.warning').onDelete('cascade'))
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('account', 'text')
        .addColumn('request', 'text')
        .addColumn('act', 'text', (c) => c.notNull())
        .addUniqueConstraint('warning_act_once', ['warning', 'request'])
        .execute();
      await db.schema
        .createTable('prescription')
        .addColumn('prescription', 'text', (c) => c.primaryKey())
        .addColumn('arrival', 'bigint', (c) => c.notNull().unique())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('made_at', 'bigint', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('confirmed_by', 'text')
        .addColumn('confirmed_at', 'bigint')
        .addColumn('starts_on', 'text')
        .addColumn('withdrawn_because', 'text')
        .execute();
      await db.schema
        .createIndex('prescription_of_subject')
        .on('prescription')
        .columns(['subject', 'state'])
        .execute();
      await db.schema
        .createTable('session_done')
        .addColumn('prescription', 'text', (c) =>
          c.notNull().references('prescription.prescription').onDelete('cascade'),
        )
        .addColumn('week', 'integer', (c) => c.notNull())
        .addColumn('session', 'integer', (c) => c.notNull())
        .addColumn('done', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('session_done_once', ['prescription', 'week', 'session'])
        .execute();
      await db.schema
        .createTable('health_answers')
        .addColumn('subject', 'text', (c) => c.primaryKey())
        .addColumn('answers', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('account', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('display')
        .addColumn('display', 'text', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('class', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('token_hash', 'text', (c) => c.notNull().unique())
        .addColumn('made_at', 'bigint', (c) => c.notNull())
        .addColumn('seen_at', 'bigint')
        .execute();
      await db.schema
        .createTable('wall_label')
        .addColumn('subject', 'text', (c) => c.primaryKey())
        .addColumn('label', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('link_entry')
        .addColumn('entry', 'bigint', (c) => c.primaryKey())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('account', 'text')
        .addColumn('request', 'text')
        .addColumn('decision', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addUniqueConstraint('link_decision_once', ['school', 'request'])
        .execute();
    },
  },
};
