import { randomUUID } from 'node:crypto';
import { dateInChina } from '@tizhi/api';
import {
  AccountId,
  AttemptId,
  type FitnessTest,
  type ItemKey,
  type SchoolYear,
  type TestDayDecision,
  TestDayId,
  type TestDayPlan,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { DemoLife } from './lives.ts';
import { DEMO_CLASSES, DEMO_SCHOOL } from './people.ts';

export const DEMO_TEST_DAY = TestDayId.parse('demo-autumn-test');
const DAY_MS = 86_400_000;
/** The demo's test day was so many days ago. */
const DAYS_AGO = 12;

export const demoTestedOn = (now: number): string => dateInChina(now - DAYS_AGO * DAY_MS);

/** A closed test day in the past with everybody's results, written by hand as on paper. */
export async function seedTestDay(
  records: RecordStore,
  of: { readonly lives: readonly DemoLife[]; readonly schoolYear: SchoolYear; readonly now: number },
): Promise<void> {
  const { lives, schoolYear, now } = of;
  const date = demoTestedOn(now);
  const plan: TestDayPlan = {
    testDay: DEMO_TEST_DAY,
    school: DEMO_SCHOOL.school,
    name: '秋季体测 (DEMO)',
    date,
    year: schoolYear,
    kind: 'regular',
    classes: DEMO_CLASSES.map((own) => own.class),
    stations: [],
    rules: {},
  };
  const at = Date.parse(`${date}T09:00:00+08:00`);
  const decisions = lives.flatMap(({ pupil, tests }, n) => {
    const test = tests.at(-1);
    return test === undefined ? [] : resultsOf(test, { subject: pupil.subject, at: at + n * 20_000 });
  });
  await records.testDays.save(plan);
  await records.testDays.append({
    testDay: DEMO_TEST_DAY,
    at: at + 3_600_000,
    account: AccountId.parse('demo-teacher'),
    request: randomUUID(),
    decisions: [...decisions, { kind: 'closed', reason: '' }],
  });
}

function resultsOf(
  test: FitnessTest,
  of: { readonly subject: DemoLife['pupil']['subject']; readonly at: number },
): TestDayDecision[] {
  const written = (Object.entries(test.values) as [ItemKey, number][]).map(
    ([item, value]): TestDayDecision => ({
      kind: 'entered',
      attempt: AttemptId.parse(randomUUID()),
      item,
      value,
      subject: of.subject,
      at: of.at,
      by: 'hand',
      raw: `DEMO ${value}`,
    }),
  );
  const states = (Object.entries(test.notMeasured) as [ItemKey, string][]).flatMap(
    ([item, why]): TestDayDecision[] =>
      why === 'missing'
        ? []
        : [{ kind: 'state_set', subject: of.subject, item, state: why as 'absent', reason: 'DEMO' }],
  );
  return [...written, ...states];
}
