import { GRADE_CODES_ALLOWED, gradeCodeOf } from '../grade-code.ts';
import type { Bilingual } from '../item-cell.ts';
import { BIRTH_DATE_ALLOWED, readBirthDate } from '../roster/birth-date.ts';
import {
  PERSON_ALLOWED,
  type PersonCell,
  readClassCode,
  readName,
  readNationalityCell,
  readText,
  STUDENT_NUMBER,
} from '../roster/person-cell.ts';
import { type ExportCell, filled, MISSING, refuse, WRONG } from './export-cell.ts';
import type { ExportOptions, ExportPupil, MayBeEmpty } from './national-export.ts';

export type PersonalField =
  | 'gradeCode'
  | 'classCode'
  | 'className'
  | 'studentNumber'
  | 'nationality'
  | 'name'
  | 'sex'
  | 'birthDate'
  | 'address'
  | 'idNumber'
  | 'origin';

type Write = (pupil: ExportPupil, options: ExportOptions) => ExportCell;

/** A text must be read back as it is written: what the reader would change or refuse is not exported. */
function text(
  value: string | null | undefined,
  of: {
    readonly read: (cell: string) => PersonCell<string>;
    readonly allowed: Bilingual;
    readonly mayBeEmpty?: MayBeEmpty;
  },
): ExportCell {
  const read = of.read(value ?? '');
  if (read.kind === 'empty')
    return of.mayBeEmpty === undefined
      ? refuse(MISSING, of.allowed)
      : { kind: 'empty', of: of.mayBeEmpty, allowed: of.allowed };
  if (read.kind === 'invalid') return refuse(read.problem, of.allowed);
  return read.value === value ? filled(value) : refuse(WRONG, of.allowed);
}

const WRITERS: Readonly<Record<PersonalField, Write>> = {
  gradeCode: ({ grade, gradeCode }) => {
    const code = gradeCodeOf(grade, gradeCode);
    return code === null
      ? refuse(MISSING, { zh: GRADE_CODES_ALLOWED, en: GRADE_CODES_ALLOWED })
      : filled(code);
  },
  classCode: ({ classCode }) =>
    text(classCode, { read: readClassCode, allowed: PERSON_ALLOWED.classCode, mayBeEmpty: 'classCode' }),
  className: ({ className }) => text(className, { read: readText, allowed: PERSON_ALLOWED.className }),
  studentNumber: ({ studentNumber }) =>
    STUDENT_NUMBER.test(studentNumber)
      ? filled(studentNumber)
      : refuse(studentNumber === '' ? MISSING : WRONG, PERSON_ALLOWED.studentNumber),
  nationality: ({ nationality }) =>
    text(nationality, {
      read: readNationalityCell,
      allowed: PERSON_ALLOWED.nationality,
      mayBeEmpty: 'nationality',
    }),
  name: ({ name }) => text(name, { read: readName, allowed: PERSON_ALLOWED.name }),
  sex: ({ sex }) => filled(sex === 'male' ? '1' : '2'),
  birthDate: ({ birthDate }, { today }) => {
    const read = readBirthDate(birthDate, today);
    if (read.kind === 'invalid') return refuse(read.problem, BIRTH_DATE_ALLOWED);
    return read.date === birthDate ? filled(birthDate) : refuse(WRONG, BIRTH_DATE_ALLOWED);
  },
  address: ({ address }) =>
    text(address, { read: readText, allowed: PERSON_ALLOWED.address, mayBeEmpty: 'address' }),
  idNumber: ({ idNumber }) =>
    text(idNumber, { read: readText, allowed: PERSON_ALLOWED.address, mayBeEmpty: 'idNumber' }),
  origin: ({ origin }) =>
    text(origin, { read: readText, allowed: PERSON_ALLOWED.address, mayBeEmpty: 'origin' }),
};

export const isPersonalField = (field: string): field is PersonalField => field in WRITERS;

/** A cell that says who the pupil is. */
export const personCell = (field: PersonalField, pupil: ExportPupil, options: ExportOptions): ExportCell =>
  WRITERS[field](pupil, options);
