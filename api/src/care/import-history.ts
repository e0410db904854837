import { matchHistory, type RosterSheet, readHistory } from '@tizhi/analytics';
import {
  type AccountId,
  type HistoryImportReport,
  type HistoryQuery,
  type Instant,
  MAX_HISTORY_PROBLEMS,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { dateInChina } from '../national/date-in-china.ts';
import type { Roster } from '../school/roster-cache.ts';

/**
 * Gives the tests of a national file of earlier years to this school's pupils, all of what is certain at once, or
 * nothing while one cell is wrong. Who is nobody's here, or might be two, is counted and not kept.
 */
export async function importHistory(
  records: RecordStore,
  file: {
    readonly sheets: readonly RosterSheet[];
    readonly query: HistoryQuery;
    readonly people: Roster;
    readonly account: AccountId;
    readonly at: Instant;
  },
): Promise<HistoryImportReport> {
  const { query, people, account, at } = file;
  const { name, year, testedOn } = query;
  const reading = readHistory(file.sheets, { today: dateInChina(at), year, testedOn });
  const schoolYears = [...new Set(reading.rows.map(({ test }) => test.schoolYear))].sort();
  if (reading.errors.length > 0)
    return {
      rows: reading.rows.length,
      linked: 0,
      review: 0,
      unlinked: 0,
      schoolYears,
      imported: false,
      problems: reading.errors.slice(0, MAX_HISTORY_PROBLEMS).map(({ sheet, cell, zh, en }) => ({
        file: name,
        cell: placeOf(sheet, cell ?? ''),
        problem: { zh, en },
      })),
    };
  const matches = matchHistory(reading.rows, [...people.pupils.values()]);
  const linked = matches.filter((match) => match.kind === 'linked');
  const review = matches.filter(({ kind }) => kind === 'review');
  await records.care.histories.saveTests(linked.map(({ subject, test }) => ({ subject, test })));
  const counts = {
    rows: matches.length,
    linked: linked.length,
    review: review.length,
    unlinked: matches.length - linked.length - review.length,
  };
  await records.audit.note({
    at,
    account,
    action: 'history.imported',
    detail: `${counts.linked} of ${counts.rows} rows, ${schoolYears.join(' ')}`,
  });
  return {
    ...counts,
    schoolYears,
    imported: true,
    problems: review.slice(0, MAX_HISTORY_PROBLEMS).map(({ row }) => ({
      file: name,
      cell: placeOf(row.sheet, row.cell),
      problem: NOT_CERTAIN,
    })),
  };
}

const NOT_CERTAIN = {
  zh: '不能确定是本校哪位学生（学籍号、姓名、出生日期互相矛盾，或有多人相符）：未导入，请核对后重新导入。',
  en: 'It is not certain whose this row is (number, name and birth date contradict, or fit several pupils): not imported. Check it and import it again.',
} as const;

const placeOf = (sheet: string, cell: string): string =>
  [sheet, cell].filter((part) => part !== '').join('!');
