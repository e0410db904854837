import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 0010: programmes that classes had, for the evidence report. */
export const PROGRAMMES: Readonly<Record<string, Migration>> = {
  '0010-programmes': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('programme')
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('school', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('programme_of_school', ['school', 'programme'])
        .execute();
    },
  },
};
