import { FitnessTest, type SubjectId } from '@tizhi/contracts';
import type { HistoryRecords } from './care-store.ts';
import { requirePupils } from './known-pupils.ts';
import { portions } from './portions.ts';
import type { RecordDb } from './records-schema.ts';

export function historyRecords(db: RecordDb): HistoryRecords {
  return {
    async saveTests(tests) {
      await db.transaction().execute(async (transaction) => {
        await requirePupils(transaction, [...new Set(tests.map(({ subject }) => subject))]);
        for (const { subject, test } of tests) {
          const text = JSON.stringify(test);
          await transaction
            .insertInto('fitness_test')
            .values({ subject, school_year: test.schoolYear, test: text })
            .onConflict((conflict) =>
              conflict.columns(['subject', 'school_year']).doUpdateSet({ test: text }),
            )
            .execute();
        }
      });
    },
    async testsOf(subjects) {
      const tests = new Map<SubjectId, FitnessTest[]>();
      for (const some of portions(subjects)) {
        const rows = await db
          .selectFrom('fitness_test')
          .selectAll()
          .where('subject', 'in', some)
          .orderBy('subject')
          .orderBy('school_year')
          .execute();
        for (const { subject, test } of rows) {
          const own = tests.get(subject) ?? [];
          own.push(FitnessTest.parse(JSON.parse(test)));
          tests.set(subject, own);
        }
      }
      return tests;
    },
  };
}
