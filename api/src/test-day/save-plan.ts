import { type AccountId, type Instant, type TestDayPlan, TizhiError } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { notFound } from '../problem.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { DayBook } from './day-book.ts';
import { noTestDay } from './decide.ts';

/**
 * Stores the plan of a test day, or replaces it; its decisions stay. Throws `TIZHI_TESTDAY_CLOSED`, and
 * `TIZHI_NOT_FOUND` for a class that the school does not have or a test day of another school.
 */
export function savePlan(
  context: {
    readonly book: DayBook;
    readonly records: RecordStore;
    readonly roster: RosterCache;
    readonly clock: () => Instant;
  },
  { plan, account }: { readonly plan: TestDayPlan; readonly account: AccountId | null },
): Promise<void> {
  const { book, records, roster, clock } = context;
  return book.alone(plan.testDay, async (read) => {
    const known = await records.testDays.find(plan.testDay);
    if (known !== undefined && known.school !== plan.school) throw noTestDay();
    if ((await read())?.fold.closed) throw new TizhiError('TIZHI_TESTDAY_CLOSED');
    const { classes } = await roster.current();
    const missing = plan.classes.find((id) => !classes.has(id));
    if (missing !== undefined) throw notFound({ zh: `班级 ${missing}`, en: `such class: ${missing}` });
    await records.testDays.save(plan);
    await records.audit.note({ at: clock(), account, action: 'test-day.saved', detail: plan.testDay });
  });
}
