import { type Instant, type SchoolId, type TestDayId, TestDayPlan } from '@tizhi/contracts';
import { attemptsOfDay, DAY_MS, dayInChina } from './day-in-china.ts';
import { gradeBefore, schoolYearAt } from './grade-in-year.ts';
import type { RecordDb } from './records-schema.ts';
import type { RollPlace } from './test-day-store.ts';

/** So many days after a test day a pupil who comes into one of its classes is still taken in (a late list). */
const LATE_DAYS = 7;
/** Rows in one statement: 7 parameters each, far below what either database takes. */
const ROWS_AT_ONCE = 500;

export async function rollOf(db: RecordDb, testDay: TestDayId): Promise<RollPlace[]> {
  const rows = await db
    .selectFrom('test_day_pupil')
    .selectAll()
    .where('test_day', '=', testDay)
    .orderBy('seat')
    .orderBy('subject')
    .execute();
  return rows.map(({ subject, class: group, class_name, national_code, grade, seat }) => ({
    subject,
    class: group,
    className: class_name,
    nationalCode: national_code,
    grade,
    seat,
  }));
}

/**
 * Brings the rolls of a school's test days up to the roster, as far as they may still follow it; call it inside
 * the transaction that changed the roster. See `TestDayRecords.roll`.
 */
export async function rollsFollow(
  db: RecordDb,
  { school, now }: { readonly school: SchoolId; readonly now: Instant },
): Promise<void> {
  // What ended long ago is not even looked at.
  const since = new Date(now - (LATE_DAYS + 1) * DAY_MS).toISOString().slice(0, 10);
  const rows = await db
    .selectFrom('test_day')
    .select('plan')
    .where('school', '=', school)
    .where('date', '>=', since)
    .execute();
  for (const { plan } of rows) await rollFollows(db, { plan: TestDayPlan.parse(JSON.parse(plan)), now });
}

/** Brings the roll of one test day up to its plan and the roster; inside the transaction that changed either. */
export async function rollFollows(
  db: RecordDb,
  { plan, now }: { readonly plan: TestDayPlan; readonly now: Instant },
): Promise<void> {
  const begun = now >= dayInChina(plan).to || (await wasAnything(db, plan));
  if (!begun) await db.deleteFrom('test_day_pupil').where('test_day', '=', plan.testDay).execute();
  else
    await db
      .deleteFrom('test_day_pupil')
      .where('test_day', '=', plan.testDay)
      .where('class', 'not in', plan.classes)
      .execute();
  const mayCome = now < dayInChina(plan).to + LATE_DAYS * DAY_MS;
  const filled = new Set((await rollOf(db, plan.testDay)).map((place) => place.class));
  const wanted = mayCome ? plan.classes : plan.classes.filter((id) => !filled.has(id));
  await takeIn(db, { ...plan, classes: wanted, yearsAgo: schoolYearAt(now) - plan.year });
}

/** Whether somebody was measured or decided on: from then on nobody's grade and class change. */
async function wasAnything(db: RecordDb, plan: TestDayPlan): Promise<boolean> {
  const decided = await db
    .selectFrom('test_day_entry')
    .select('entry')
    .where('test_day', '=', plan.testDay)
    .limit(1)
    .executeTakeFirst();
  if (decided !== undefined) return true;
  const stations = [...new Set(plan.stations.map(({ station }) => station))];
  if (stations.length === 0) return false;
  const heard = await db
    .selectFrom('attempt')
    .select('attempt')
    .where('school', '=', plan.school)
    .where((eb) => attemptsOfDay(eb, plan))
    .limit(1)
    .executeTakeFirst();
  return heard !== undefined;
}

/**
 * Who sits in these classes now, and is not on the roll yet. Of a day that belongs to an earlier school year and is
 * planned afterwards each was so many grades lower, and who was not at school yet does not belong to it.
 */
async function takeIn(
  db: RecordDb,
  plan: Pick<TestDayPlan, 'testDay' | 'classes'> & { readonly yearsAgo: number },
): Promise<void> {
  for (let at = 0; at < plan.classes.length; at += ROWS_AT_ONCE) {
    const places = await db
      .selectFrom('pupil')
      .innerJoin('school_class', 'school_class.class', 'pupil.class')
      .select(['pupil.subject', 'pupil.class', 'pupil.seat'])
      .select(['school_class.name', 'school_class.national_code', 'school_class.grade'])
      .where('pupil.class', 'in', plan.classes.slice(at, at + ROWS_AT_ONCE))
      .execute();
    const rows = places.flatMap(({ subject, seat, name, national_code, class: group, ...present }) => {
      const grade = gradeBefore(present.grade, plan.yearsAgo);
      if (grade === undefined) return [];
      return [
        { test_day: plan.testDay, subject, class: group, class_name: name, national_code, grade, seat },
      ];
    });
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
      await db
        .insertInto('test_day_pupil')
        .values(rows.slice(from, from + ROWS_AT_ONCE))
        .onConflict((conflict) => conflict.columns(['test_day', 'subject']).doNothing())
        .execute();
  }
}
