import { cellName } from '@tizhi/analytics';
import {
  type Column,
  type Dice,
  type FileCell,
  placeOf,
  type RosterFile,
  sheetName,
} from './roster.fixture.ts';

/** Puts one mistake into a roster. Gives the place that the refusal must name (`sheet!cell`, or a sheet). */
export type Mistake = (file: RosterFile, dice: Dice) => string;

const at =
  (column: Column, cell: FileCell | ((before: FileCell) => FileCell)): Mistake =>
  (file, dice) =>
    put(file, { column, pupil: dice.pick(file.pupils), cell });

function put(
  file: RosterFile,
  of: {
    readonly column: Column;
    readonly pupil: RosterFile['pupils'][number];
    readonly cell: FileCell | ((before: FileCell) => FileCell);
  },
): string {
  const { column, pupil, cell } = of;
  const row = file.sheets[pupil.sheet]?.rows[pupil.row - 1];
  const index = file.columns.indexOf(column);
  if (row === undefined || index === -1) throw new Error(`there is no ${column} in row ${pupil.row}`);
  row[index] = typeof cell === 'function' ? cell(row[index] ?? null) : cell;
  return placeOf(file, column, pupil);
}

const ofSex = ({ pupils }: RosterFile, sex: 'male' | 'female') => pupils.find((pupil) => pupil.sex === sex);

/** Each way in which schools' files go wrong. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a wrong grade code': at('grade', '17'),
  'a wrong sex code': at('sex', '3'),
  'a wrong nationality code': at('nationality', '77'),
  'an empty name': at('name', null),
  'a name of spaces': at('name', ' 　 '),
  'no student number': at('number', null),
  'no sex': at('sex', ''),
  'no birth date': at('birth', null),
  'a day that is not in the calendar': at('birth', '2013-02-30'),
  'a birth date in the future': at('birth', '2099-01-01'),
  'a date whose order is not clear': at('birth', '3/4/13'),
  'a month without a day': at('birth', '2013年5月'),
  'a height in metres': at('height', '1.65'),
  'a height of another kind': at('height', '高'),
  'a number in scientific notation': at('number', '1.10105E+17'),
  'the time 3.5': (file, dice) =>
    put(file, { column: 'run', pupil: ofSex(file, 'male') ?? girlAsBoy(file, dice), cell: '3.5' }),
  'a boys’ run of a girl': (file, dice) =>
    put(file, { column: 'run', pupil: ofSex(file, 'female') ?? boyAsGirl(file, dice), cell: `3'45"` }),
  'a number cell that lost letters and zeros': (file, dice) => {
    const isText = file.kind.startsWith('csv');
    return put(file, {
      column: 'number',
      pupil: dice.pick(file.pupils),
      cell: isText ? '1234567' : 1_234_567,
    });
  },
  'a number twice': (file) => {
    const [first, second] = [file.pupils[0], file.pupils[1]];
    if (first === undefined || second === undefined) throw new Error('too few pupils');
    return put(file, { column: 'number', pupil: second, cell: first.studentNumber });
  },
  'a missing heading': (file, dice) => {
    const column = dice.pick(['number', 'name', 'sex', 'birth'] as const);
    const headings = file.sheets[0]?.rows[file.headingRow - 1] ?? [];
    const changed = [...headings];
    changed[file.columns.indexOf(column)] = '备注';
    file.sheets[0]?.rows.splice(file.headingRow - 1, 1, changed);
    return `${sheetName(file, 0)}!row ${file.headingRow}`;
  },
  'a heading twice': (file) => {
    const headings = file.sheets[0]?.rows[file.headingRow - 1] ?? [];
    const name = headings[file.columns.indexOf('name')] ?? null;
    file.sheets[0]?.rows.splice(file.headingRow - 1, 1, [...headings, name]);
    return `${sheetName(file, 0)}!${cellName(headings.length, file.headingRow)}`;
  },
};

function girlAsBoy(file: RosterFile, dice: Dice): RosterFile['pupils'][number] {
  const pupil = dice.pick(file.pupils);
  put(file, { column: 'sex', pupil, cell: '1' });
  return pupil;
}
function boyAsGirl(file: RosterFile, dice: Dice): RosterFile['pupils'][number] {
  const pupil = dice.pick(file.pupils);
  put(file, { column: 'sex', pupil, cell: '2' });
  return pupil;
}
