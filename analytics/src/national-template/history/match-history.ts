import type { FitnessTest, SubjectId } from '@tizhi/contracts';
import type { KnownPupil } from '../roster/match-roster.ts';
import type { HistoryRow } from './read-history.ts';

/** Whose a row of an earlier year is, among the pupils whom the school has now. */
export type HistoryMatch =
  | {
      readonly kind: 'linked';
      readonly row: HistoryRow;
      readonly subject: SubjectId;
      readonly test: FitnessTest;
    }
  /** More than one pupil, or one whose facts contradict: a person decides, nothing is taken over. */
  | { readonly kind: 'review'; readonly row: HistoryRow }
  | { readonly kind: 'unlinked'; readonly row: HistoryRow };

type Known = Pick<KnownPupil, 'subject' | 'sex' | 'birthDate' | 'name' | 'studentNumber'>;

/**
 * Gives each row to a pupil of the school: by the student number, where name or birth date agrees too; else by
 * name, birth date and sex together, where they name one pupil and one row of that school year. Numbers change
 * between schools, and a number typed wrongly is somebody else's: neither decides against everything else.
 */
export function matchHistory(rows: readonly HistoryRow[], pupils: readonly Known[]): HistoryMatch[] {
  const byNumber = new Map(pupils.map((pupil) => [pupil.studentNumber.trim().toUpperCase(), pupil]));
  const byPerson = Map.groupBy(pupils, personKey);
  const matches = rows.map((row): HistoryMatch => {
    const numbered = byNumber.get(row.studentNumber);
    const alike = byPerson.get(personKey(row)) ?? [];
    if (numbered !== undefined) {
      const agrees = numbered.name === row.name || numbered.birthDate === row.birthDate;
      const another = alike.some(({ subject }) => subject !== numbered.subject);
      return agrees && !another && numbered.sex === row.sex ? linked(row, numbered) : { kind: 'review', row };
    }
    const [only] = alike;
    if (only === undefined) return { kind: 'unlinked', row };
    return alike.length === 1 ? linked(row, only) : { kind: 'review', row };
  });
  return onceAYear(matches);
}

/** Two rows of one year that both seem to be one pupil's: nobody knows which is. */
function onceAYear(matches: readonly HistoryMatch[]): HistoryMatch[] {
  const keyOf = (match: HistoryMatch) =>
    match.kind === 'linked' ? `${match.subject} ${match.test.schoolYear}` : '';
  const groups = Map.groupBy(matches, keyOf);
  return matches.map((match) =>
    match.kind === 'linked' && (groups.get(keyOf(match))?.length ?? 0) > 1
      ? { kind: 'review', row: match.row }
      : match,
  );
}

const linked = (row: HistoryRow, { subject }: Known): HistoryMatch => ({
  kind: 'linked',
  row,
  subject,
  test: row.test,
});

const personKey = ({ name, birthDate, sex }: Pick<Known, 'name' | 'birthDate' | 'sex'>): string =>
  JSON.stringify([name.normalize('NFKC').replaceAll(/\s/g, ''), birthDate, sex]);
