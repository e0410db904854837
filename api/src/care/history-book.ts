import type { FitnessHistory, FitnessTest, Instant, SchoolId, SubjectId } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { RosterCache } from '../school/roster-cache.ts';
import { createClosedDays, type TestsOfSubjects } from './closed-days.ts';

export interface HistoryBook {
  /** Everything known of these pupils' tests; one without any has an empty history. */
  of(subjects: readonly SubjectId[]): Promise<FitnessHistory[]>;
  /** The same in portions, with the school's own tests as they are now. */
  portions(subjects: readonly SubjectId[], size: number): AsyncIterable<FitnessHistory[]>;
  /** The school's own tests; the very same object while nothing of its closed days is new. */
  own(): Promise<TestsOfSubjects>;
}

/** Joins what was imported with the school's own test days. Of one school year the school's own test stands. */
export function createHistoryBook(context: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): HistoryBook {
  const days = createClosedDays(context);
  const join = async (subjects: readonly SubjectId[], own: TestsOfSubjects): Promise<FitnessHistory[]> => {
    const imported = await context.records.care.histories.testsOf(subjects);
    return subjects.map((subject) => ({
      subject,
      tests: joinTests(imported.get(subject) ?? [], own.get(subject) ?? []),
    }));
  };
  return {
    own: () => days.tests(),
    of: async (subjects) => join(subjects, await days.tests()),
    async *portions(subjects, size) {
      const own = await days.tests();
      for (let at = 0; at < subjects.length; at += size) yield join(subjects.slice(at, at + size), own);
    },
  };
}

/** Oldest first, one a school year. Blood pressure that only the imported test has is kept beside the other. */
export function joinTests(imported: readonly FitnessTest[], own: readonly FitnessTest[]): FitnessTest[] {
  const tests = new Map(imported.map((test) => [test.schoolYear, test]));
  for (const test of own)
    tests.set(test.schoolYear, {
      ...test,
      bloodPressure: test.bloodPressure ?? tests.get(test.schoolYear)?.bloodPressure ?? null,
    });
  return [...tests.values()].sort((a, b) => a.schoolYear - b.schoolYear);
}
