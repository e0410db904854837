import { Finding, TizhiError, WarningAct, type WarningEntry, type WarningId } from '@tizhi/contracts';
import { takeArrivals } from './arrivals.ts';
import type { StoredWarning, WarningRecords } from './care-store.ts';
import { keepFindings } from './keep-findings.ts';
import { portions } from './portions.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

type Row = RecordTables['warning'];
type EntryRow = RecordTables['warning_entry'];

export function warningRecords(db: RecordDb): WarningRecords {
  return {
    keep: (found) => db.transaction().execute((transaction) => keepFindings(transaction, found)),
    async list({ school, subjects, shownAs, limit }) {
      const of = () => {
        const all = db.selectFrom('warning').selectAll().where('school', '=', school);
        return shownAs === undefined ? all : all.where('shown_as', '=', shownAs);
      };
      const rows: Row[] = [];
      if (subjects === undefined)
        rows.push(...(await of().orderBy('opened_at', 'desc').orderBy('warning').limit(limit).execute()));
      else
        for (const some of portions(subjects))
          rows.push(...(await of().where('subject', 'in', some).execute()));
      return withEntries(
        db,
        rows
          .toSorted((a, b) => b.opened_at - a.opened_at || (a.warning < b.warning ? -1 : 1))
          .slice(0, limit),
      );
    },
    async find(warning) {
      const row = await db
        .selectFrom('warning')
        .selectAll()
        .where('warning', '=', warning)
        .executeTakeFirst();
      return row === undefined ? undefined : (await withEntries(db, [row]))[0];
    },
    acted: (warning, request) => acted(db, { warning, request }),
    async append({ warning, at, account, request, act }) {
      return db.transaction().execute(async (transaction) => {
        const known = await transaction
          .selectFrom('warning')
          .select('warning')
          .where('warning', '=', warning)
          .executeTakeFirst();
        if (known === undefined) throw new TizhiError('TIZHI_NOT_FOUND', { what: `warning ${warning}` });
        // First the counter, whose row only one act at a time has: the same act twice at once comes one by one.
        const entry = await takeArrivals(transaction, 1);
        if (request !== undefined) {
          const before = await acted(transaction, { warning, request });
          if (before !== undefined) return { entry: before, repeated: true };
        }
        await transaction
          .insertInto('warning_entry')
          .values({ entry, warning, at, account, request: request ?? null, act: JSON.stringify(act) })
          .execute();
        return { entry: { entry, at, account, act }, repeated: false };
      });
    },
  };
}

async function acted(
  db: RecordDb,
  { warning, request }: { readonly warning: WarningId; readonly request: string },
): Promise<WarningEntry | undefined> {
  const row = await db
    .selectFrom('warning_entry')
    .selectAll()
    .where('warning', '=', warning)
    .where('request', '=', request)
    .executeTakeFirst();
  return row === undefined ? undefined : toEntry(row);
}

async function withEntries(db: RecordDb, rows: readonly Row[]): Promise<StoredWarning[]> {
  const entries = new Map<WarningId, WarningEntry[]>();
  for (const some of portions(rows.map(({ warning }) => warning))) {
    const found = await db
      .selectFrom('warning_entry')
      .selectAll()
      .where('warning', 'in', some)
      .orderBy('entry')
      .execute();
    for (const row of found) entries.set(row.warning, [...(entries.get(row.warning) ?? []), toEntry(row)]);
  }
  return rows.map((row) => ({
    warning: row.warning,
    school: row.school,
    finding: Finding.parse(JSON.parse(row.finding)),
    openedAt: row.opened_at,
    goneAt: row.gone_at,
    entries: entries.get(row.warning) ?? [],
  }));
}

const toEntry = ({ entry, at, account, act }: EntryRow): WarningEntry => ({
  entry,
  at,
  account,
  act: WarningAct.parse(JSON.parse(act)),
});
