import type { ClassOfRow } from './class-of-row.ts';
import type { RosterClass, RosterPupil } from './roster.ts';
import type { PersonRow } from './roster-row.ts';
import type { RowCells } from './row-cells.ts';

/** A row, the class it belongs to and the person it tells of, as far as they could be read. */
export interface ReadRow {
  readonly row: RowCells;
  readonly of: ClassOfRow;
  readonly person: PersonRow;
}

/** Names a class within one reading. */
export const classKey = ({ grade, gradeCode, code, name }: Omit<RosterClass, 'key'>): string =>
  JSON.stringify([gradeCode ?? grade, code, name]);

/** The classes in the file's order, and the pupils whose every cell is right. */
export function pupilsOf(rows: readonly ReadRow[]): {
  readonly classes: readonly RosterClass[];
  readonly pupils: readonly RosterPupil[];
} {
  const classes = new Map<string, RosterClass>();
  const lastSeat = new Map<string, number>();
  const pupils: RosterPupil[] = [];
  for (const { row, of, person } of rows) {
    if (of.class === null) continue;
    const key = classKey(of.class);
    classes.set(key, classes.get(key) ?? { ...of.class, key });
    const nextSeat = (lastSeat.get(key) ?? 0) + 1;
    lastSeat.set(key, nextSeat);
    const { name, studentNumber, sex, birthDate, seat = nextSeat } = person;
    if (row.errors.length > 0) continue;
    if (name === null || studentNumber === null || sex === null || birthDate === null || seat === null)
      continue;
    const place = { sheet: row.sheet, row: row.row, cell: row.cellName('studentNumber') };
    pupils.push({ ...person, ...place, class: key, seat, name, studentNumber, sex, birthDate });
  }
  return { classes: [...classes.values()], pupils };
}
