import type { Grade, Sex } from '@tizhi/contracts';
import { readSex, SEX_CODES_ALLOWED } from '../grade-code.ts';
import { readItemCells } from '../own-items.ts';
import { type Cell, isBlank } from '../text.ts';
import { BIRTH_DATE_ALLOWED, readBirthDate } from './birth-date.ts';
import {
  type CellRules,
  PERSON_ALLOWED,
  type PersonCell,
  readCode,
  readName,
  readNationalityCell,
  readSeat,
  readText,
  STUDENT_NUMBER,
  TAG,
} from './person-cell.ts';
import type { RosterPupil } from './roster.ts';
import { isItem } from './roster-headings.ts';
import type { RowCells } from './row-cells.ts';
import { readVisionCells } from './vision-cells.ts';

/** What a row says of its pupil, as far as it could be read; `null`: empty or wrong. */
export interface PersonRow
  extends Pick<RosterPupil, 'nationality' | 'address' | 'tag' | 'values' | 'states' | 'vision'> {
  /** `undefined`: the sheet has no such column. */
  readonly seat: number | null | undefined;
  readonly name: string | null;
  readonly studentNumber: string | null;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
}

/** Reads a row but for its class. Every bad cell becomes one error of the row and no value. */
export function readPersonRow(row: RowCells, grade: Grade | null, rules: CellRules): PersonRow {
  const required = { required: true };
  const studentNumber = row.take(
    'studentNumber',
    (cell) => readCode(cell, { rules, shape: STUDENT_NUMBER }),
    { ...required, allowed: PERSON_ALLOWED.studentNumber },
  );
  const nationality = row.take('nationality', readNationalityCell, { allowed: PERSON_ALLOWED.nationality });
  const name = row.take('name', readName, { ...required, allowed: PERSON_ALLOWED.name });
  const sex = row.take('sex', sexCell, { ...required, allowed: SEX_ALLOWED });
  const birthDate = row.take('birthDate', (cell) => dateCell(cell, rules.today), {
    ...required,
    allowed: BIRTH_DATE_ALLOWED,
  });
  const address = row.take('address', readText, { allowed: PERSON_ALLOWED.address });
  const seat = row.take('seat', readSeat, { ...required, allowed: PERSON_ALLOWED.seat });
  const tag = row.take('tag', (cell) => readCode(cell, { rules, shape: TAG }), {
    allowed: PERSON_ALLOWED.tag,
  });
  return {
    studentNumber: studentNumber ?? null,
    nationality: nationality ?? null,
    name: name ?? null,
    sex: sex ?? null,
    birthDate: birthDate ?? null,
    address: address ?? null,
    seat,
    tag,
    ...readItems(row, grade, sex ?? null),
    vision: readVisionCells(row),
  };
}

const SEX_ALLOWED = { zh: SEX_CODES_ALLOWED, en: SEX_CODES_ALLOWED };

function sexCell(cell: Cell): PersonCell<Sex> {
  if (isBlank(cell)) return { kind: 'empty' };
  const sex = readSex(cell);
  return sex === undefined
    ? { kind: 'invalid', problem: { zh: '不是性别代码', en: 'is not a sex' } }
    : { kind: 'value', value: sex };
}

function dateCell(cell: Cell, today: string): PersonCell<string> {
  if (isBlank(cell)) return { kind: 'empty' };
  const read = readBirthDate(cell, today);
  return read.kind === 'date' ? { kind: 'value', value: read.date } : read;
}

/** Which items a pupil does depends on grade and sex: without them none can be read. */
function readItems(
  row: RowCells,
  grade: Grade | null,
  sex: Sex | null,
): Pick<PersonRow, 'values' | 'states'> {
  if (grade === null || sex === null) return { values: {}, states: {} };
  const { values, states, problems } = readItemCells({
    grade,
    sex,
    columns: row.columnsOf(isItem),
    cells: row.cells,
  });
  for (const { column, problem, allowed } of problems) row.refuse(column.field, problem, allowed);
  return { values, states };
}
