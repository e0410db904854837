import {
  type AttemptId,
  type SubjectId,
  TestDayDecision,
  type TestDayId,
  TestDayPlan,
} from '@tizhi/contracts';
import { attemptsOfDay } from './day-in-china.ts';
import type { RecordDb } from './records-schema.ts';

/** Stands where a tag was. No station prints it, so it names nobody; and it is no empty tag, which a queue would. */
export const ERASED_TAG = '#erased';
/** Stands where a reason or a written text was. */
export const ERASED_TEXT = '-';

const IDS_AT_ONCE = 500;

/**
 * Takes out of attempts and decisions what a person wrote or wore that would still point at an erased pupil: her
 * card and bibs, the reasons of every decision on her or on an attempt that ever was hers, and the texts of results
 * written by hand. Values, times and who decided stay. Raw frames stay as the station sent them.
 */
export async function eraseTraces(db: RecordDb, subject: SubjectId): Promise<void> {
  const pupil = await db.selectFrom('pupil').select('tag').where('subject', '=', subject).executeTakeFirst();
  const about = await db
    .selectFrom('test_day_entry')
    .select(['test_day', 'attempt', 'decision'])
    // An id has letters, digits and hyphens only; what a text of somebody else's says is sorted out below.
    .where('decision', 'like', `%"${subject}"%`)
    .execute();
  const named = about
    .map((row) => ({ ...row, decision: TestDayDecision.parse(JSON.parse(row.decision)) }))
    .filter(({ decision }) => 'subject' in decision && decision.subject === subject);
  const measured = await db.selectFrom('attempt').select('attempt').where('subject', '=', subject).execute();
  const attempts = new Set(
    [...named, ...measured].flatMap(({ attempt }) => (attempt === null ? [] : [attempt])),
  );
  await eraseTags(db, { subject, attempts, card: pupil?.tag ?? null });
  for (const { test_day, decision } of named)
    if (decision.kind === 'bib_given') await eraseBib(db, test_day, decision.tag);
  await eraseTexts(db, { subject, attempts });
}

/** The tags of her attempts, and her card wherever it was read, unless another pupil has the same. */
async function eraseTags(
  db: RecordDb,
  of: {
    readonly subject: SubjectId;
    readonly attempts: ReadonlySet<AttemptId>;
    readonly card: string | null;
  },
): Promise<void> {
  const set = db.updateTable('attempt').set({ tag: ERASED_TAG }).where('tag', 'is not', null);
  for (const ids of portions(of.attempts)) await set.where('attempt', 'in', ids).execute();
  if (of.card === null) return;
  const other = await db
    .selectFrom('pupil')
    .select('subject')
    .where('tag', '=', of.card)
    .where('subject', '!=', of.subject)
    .executeTakeFirst();
  if (other === undefined) await set.where('tag', '=', of.card).where('subject', 'is', null).execute();
}

/** A bib of one day: what a station of that day read with it, while nobody else wore it there. */
async function eraseBib(db: RecordDb, testDay: TestDayId, tag: string): Promise<void> {
  const given = await db
    .selectFrom('test_day_entry')
    .select('decision')
    .where('test_day', '=', testDay)
    .execute();
  const wearers = new Set(
    given.flatMap(({ decision }) => {
      const made = TestDayDecision.parse(JSON.parse(decision));
      return made.kind === 'bib_given' && made.tag === tag ? [made.subject] : [];
    }),
  );
  if (wearers.size !== 1) return;
  const row = await db
    .selectFrom('test_day')
    .select(['plan', 'school'])
    .where('test_day', '=', testDay)
    .executeTakeFirst();
  if (row === undefined) return;
  const plan = TestDayPlan.parse(JSON.parse(row.plan));
  if (plan.stations.length === 0) return;
  await db
    .updateTable('attempt')
    .set({ tag: ERASED_TAG })
    .where('school', '=', row.school)
    .where('tag', '=', tag)
    .where((eb) => attemptsOfDay(eb as never, plan))
    .execute();
}

async function eraseTexts(
  db: RecordDb,
  { subject, attempts }: { readonly subject: SubjectId; readonly attempts: ReadonlySet<AttemptId> },
): Promise<void> {
  const columns = db.selectFrom('test_day_entry').select(['entry', 'decision']);
  const rows = await columns.where('decision', 'like', `%"${subject}"%`).execute();
  for (const ids of portions(attempts)) rows.push(...(await columns.where('attempt', 'in', ids).execute()));
  for (const { entry, decision } of rows) {
    const made = TestDayDecision.parse(JSON.parse(decision));
    const hers =
      ('subject' in made && made.subject === subject) || ('attempt' in made && attempts.has(made.attempt));
    if (!hers) continue;
    await db
      .updateTable('test_day_entry')
      .set({ decision: JSON.stringify(withoutTexts(made)) })
      .where('entry', '=', entry)
      .execute();
  }
}

/** The same decision with the same effect on everybody else, without what a person wrote. */
export function withoutTexts(decision: TestDayDecision): TestDayDecision {
  if (decision.kind === 'bib_given') return { ...decision, tag: ERASED_TAG };
  if (decision.kind === 'entered') return { ...decision, raw: ERASED_TEXT };
  return 'reason' in decision && decision.reason !== '' ? { ...decision, reason: ERASED_TEXT } : decision;
}

function* portions<Id>(ids: ReadonlySet<Id>): Generator<Id[]> {
  const all = [...ids];
  for (let at = 0; at < all.length; at += IDS_AT_ONCE) yield all.slice(at, at + IDS_AT_ONCE);
}
