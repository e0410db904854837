import { dateInChina, schoolYearOf } from '@tizhi/api';
import type { FitnessTest } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { livesOf } from './lives.ts';
import { DEMO_CLASSES, DEMO_SCHOOL, LESSON_CLASS } from './people.ts';
import { seedPlans } from './plans.ts';
import { DEMO_TEST_DAY, demoTestedOn, seedTestDay } from './test-day.ts';
import { seedWarnings } from './warnings.ts';

/**
 * Gives the demo school what lies behind its pupils, once: tests of grades 4 and 6 at other schools, a closed test
 * day of this school year, warnings in people's hands, plans, and labels for the wall. All of it is synthetic.
 */
export async function seedDemoCare(records: RecordStore, now: number): Promise<void> {
  if ((await records.testDays.find(DEMO_TEST_DAY)) !== undefined) return;
  const schoolYear = schoolYearOf(dateInChina(now));
  const lives = (
    await Promise.all(
      DEMO_CLASSES.map(async ({ class: of, grade }) =>
        livesOf(await records.roster.pupils(DEMO_SCHOOL.school, of), { grade, schoolYear }),
      ),
    )
  ).flat();
  await records.care.histories.saveTests(
    lives.flatMap(({ pupil, tests }) =>
      tests.map((test) => ({
        subject: pupil.subject,
        test: test.schoolYear === schoolYear ? checkUpOf(test) : test,
      })),
    ),
  );
  const own = lives.map(({ pupil, tests }) => ({
    pupil,
    tests: tests.map((test) =>
      test.schoolYear === schoolYear
        ? { ...test, testedOn: demoTestedOn(now), source: 'test_day' as const }
        : test,
    ),
  }));
  await seedWarnings(records, { lives: own, now });
  await seedPlans(records, {
    lives: own.filter(({ pupil }) => pupil.class === LESSON_CLASS.class),
    now,
  });
  // Last: while it is missing, the next start does all of it again.
  await seedTestDay(records, { lives, schoolYear, now });
}

/** Of this year's check-up only the blood pressure comes from elsewhere: the results are the test day's. */
const checkUpOf = (test: FitnessTest): FitnessTest => ({ ...test, values: {}, notMeasured: {} });
