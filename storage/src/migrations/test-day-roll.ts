import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What this step finds of a test day; the schema of that time, not of today. */
interface Then {
  readonly test_day: { readonly test_day: string; readonly plan: string };
  readonly pupil: { readonly subject: string; readonly class: string; readonly seat: number };
  readonly school_class: {
    readonly class: string;
    readonly name: string;
    readonly grade: string;
    readonly national_code: string | null;
  };
  readonly test_day_pupil: Readonly<Record<string, string | number | null>>;
}

const ROWS_AT_ONCE = 500;

/** Grade and class of a test day's pupils. Those of days before this step are the ones of its moment. */
export const testDayRoll: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('test_day_pupil')
      .addColumn('test_day', 'text', (c) => c.notNull().references('test_day.test_day'))
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('class', 'text', (c) => c.notNull())
      .addColumn('class_name', 'text', (c) => c.notNull())
      .addColumn('national_code', 'text')
      .addColumn('grade', 'text', (c) => c.notNull())
      .addColumn('seat', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('test_day_pupil_once', ['test_day', 'subject'])
      .execute();
    const then = db as Kysely<Then>;
    for (const { test_day, plan } of await then.selectFrom('test_day').selectAll().execute()) {
      const { classes } = JSON.parse(plan) as { classes: string[] };
      const rows = await then
        .selectFrom('pupil')
        .innerJoin('school_class', 'school_class.class', 'pupil.class')
        .select(['pupil.subject', 'pupil.class', 'pupil.seat', 'school_class.name as class_name'])
        .select(['school_class.national_code', 'school_class.grade'])
        .where('pupil.class', 'in', classes)
        .execute();
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
        await then
          .insertInto('test_day_pupil')
          .values(rows.slice(at, at + ROWS_AT_ONCE).map((row) => ({ test_day, ...row })))
          .execute();
    }
  },
};
