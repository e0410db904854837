import { randomUUID } from 'node:crypto';
import { type Finding, type SubjectId, WarningId } from '@tizhi/contracts';
import type { WarningRecords } from './care-store.ts';
import { knownPupils } from './known-pupils.ts';
import { portions } from './portions.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/** Brings the warnings of some pupils to what the rules find now, inside one transaction. */
export async function keepFindings(
  db: RecordDb,
  { school, at, subjects, findings }: Parameters<WarningRecords['keep']>[0],
): Promise<number> {
  const known = await knownPupils(db, subjects);
  const before = new Map((await warningsOf(db, [...known])).map((row) => [keyOf(row), row]));
  const now = new Map(
    findings
      .filter(({ subject }) => known.has(subject))
      .map((finding) => [keyOf({ ...finding, school_year: finding.schoolYear }), finding]),
  );
  let changed = 0;
  for (const [key, finding] of now) {
    const row = before.get(key);
    if (row === undefined) changed += await open(db, { school, opened_at: at, finding });
    else if (row.gone_at !== null || row.finding !== JSON.stringify(finding)) {
      await db
        .updateTable('warning')
        .set({ finding: JSON.stringify(finding), shown_as: finding.shownAs, gone_at: null })
        .where('warning', '=', row.warning)
        .execute();
      changed += 1;
    }
  }
  for (const [key, row] of before) {
    if (now.has(key) || row.gone_at !== null) continue;
    await db.updateTable('warning').set({ gone_at: at }).where('warning', '=', row.warning).execute();
    changed += 1;
  }
  return changed;
}

async function open(
  db: RecordDb,
  {
    school,
    opened_at,
    finding,
  }: { school: RecordTables['warning']['school']; opened_at: number; finding: Finding },
): Promise<number> {
  const { rule, subject, schoolYear, shownAs } = finding;
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('warning')
    .values({
      warning: WarningId.parse(randomUUID()),
      school,
      subject,
      rule,
      school_year: schoolYear,
      shown_as: shownAs,
      finding: JSON.stringify(finding),
      opened_at,
      gone_at: null,
    })
    // Another process found the same at this moment.
    .onConflict((conflict) => conflict.columns(['subject', 'rule', 'school_year']).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows);
}

async function warningsOf(db: RecordDb, subjects: readonly SubjectId[]): Promise<RecordTables['warning'][]> {
  const rows: RecordTables['warning'][] = [];
  for (const some of portions(subjects))
    rows.push(...(await db.selectFrom('warning').selectAll().where('subject', 'in', some).execute()));
  return rows;
}

const keyOf = ({
  subject,
  rule,
  school_year,
}: Pick<RecordTables['warning'], 'subject' | 'rule' | 'school_year'>) =>
  JSON.stringify([subject, rule, school_year]);
