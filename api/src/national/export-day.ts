import {
  type ExportDifferences,
  type ExportProblem,
  type NationalExport,
  type PupilToExport,
  writeNationalTemplate,
} from '@tizhi/analytics';
import {
  type AccountId,
  type ExportCheck,
  type ExportQuery,
  type Instant,
  MAX_EXPORT_LISTED,
  type SchoolId,
  type TestDayId,
  TizhiError,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { dateInChina } from './date-in-china.ts';
import { differencesOf, type KeptExport, keptOf, readKept } from './last-export.ts';
import { type NationalData, nationalData } from './national-data.ts';
import type { Spreadsheets } from './spreadsheets.ts';

/** What is asked of a test day's national file. */
export interface AskedExport {
  readonly school: SchoolId;
  readonly schoolName: string;
  readonly testDay: TestDayId;
  readonly query: ExportQuery;
  readonly now: Instant;
}

interface Prepared {
  readonly data: NationalData;
  readonly made: NationalExport;
  readonly last: { readonly at: Instant; readonly kept: KeptExport } | undefined;
}

/** What the file would hold, what the national system would refuse in it, and how it differs from the last one. */
export async function checkExport(
  records: RecordStore,
  asked: AskedExport,
): Promise<{ readonly check: ExportCheck; readonly data: NationalData }> {
  const { data, made, last } = await prepare(records, asked);
  const problems = made.kind === 'refused' ? made.problems : [];
  const all =
    made.kind === 'written' && last !== undefined ? differencesOf(last.kept, keptOf(made, data)) : [];
  const changed = all.flatMap((each) => each.changed);
  const check = {
    rows: data.pupils.length,
    problemCount: problems.length,
    problems: problems.slice(0, MAX_EXPORT_LISTED).flatMap((problem) => problemView(problem, data)),
    lastAt: last?.at ?? null,
    added: all.flatMap((each) => each.added).length,
    removed: all.flatMap((each) => each.removed).length,
    differenceCount: changed.length,
    differences: changed.slice(0, MAX_EXPORT_LISTED).flatMap((cell) => differenceView(cell, data)),
  };
  return { check, data: { ...data, shown: shownOf(data, check) } };
}

/** Makes the file and remembers what it held. Throws `TIZHI_EXPORT_REFUSED` while one cell would be refused. */
export async function exportDay(
  { records, spreadsheets }: { readonly records: RecordStore; readonly spreadsheets: Spreadsheets },
  asked: AskedExport & { readonly account: AccountId },
): Promise<{ readonly name: string; readonly bytes: Uint8Array; readonly data: NationalData }> {
  const { school, testDay, query, now: at, account } = asked;
  const { data, made, last } = await prepare(records, asked);
  if (made.kind === 'refused')
    throw new TizhiError('TIZHI_EXPORT_REFUSED', { problems: made.problems.length });
  const name = `${testDay}.${query.format}`;
  const bytes = await spreadsheets.write(name, made);
  const rows = JSON.stringify({ ...last?.kept, ...keptOf(made, data) });
  await records.testDays.saveExport({ school, year: data.year, testDay, at, account, rows });
  const detail = `${testDay} ${query.variant} ${query.format} ${data.pupils.length} pupils`;
  await records.audit.note({ at, account, action: 'test-day.exported', detail });
  return { name, bytes, data };
}

async function prepare(records: RecordStore, asked: AskedExport): Promise<Prepared> {
  const { school, schoolName, testDay, query, now } = asked;
  const classes = query.class === undefined ? [] : [query.class];
  const data = await nationalData(records, { school, of: { testDay }, classes });
  const { variant, vision, states, allowEmpty = [] } = query;
  const made = writeNationalTemplate(
    data.pupils.map(({ row }) => row),
    { variant, vision, states, schoolName, today: dateInChina(now), allowEmpty: [allowEmpty].flat() },
  );
  const stored = await records.testDays.lastExport({ school, year: data.year, testDay });
  const kept = readKept(stored?.rows);
  return { data, made, last: stored && kept && { at: stored.at, kept } };
}

function problemView({ pupil, cell, column, problem, allowed }: ExportProblem, { pupils }: NationalData) {
  const of = pupils[pupil];
  if (of === undefined) return [];
  return [
    {
      ...whoOf(of),
      cell,
      column,
      zh: `${problem.zh}。允许：${allowed.zh}。`,
      en: `${problem.en}. Allowed: ${allowed.en}.`,
    },
  ];
}

function differenceView(
  { key, column, before, after }: ExportDifferences['changed'][number],
  { pupils }: NationalData,
) {
  const of = pupils.find(({ subject }) => subject === key);
  return of === undefined ? [] : [{ ...whoOf(of), column, before, after }];
}

const whoOf = ({ subject, seat, row }: PupilToExport) => ({
  subject,
  seat,
  name: row.name,
  className: row.className,
});

/** A check shows the values of those pupils only whom it names. */
function shownOf({ shown }: NationalData, { problems, differences }: ExportCheck): NationalData['shown'] {
  const named = new Set([...problems, ...differences].map(({ subject }) => subject));
  return shown.map((day) => ({ ...day, pupils: day.pupils.filter(({ subject }) => named.has(subject)) }));
}
