import { utils as book, type CellObject, write } from '@e965/xlsx';
import { cellName } from '@tizhi/analytics';
import { gbk } from './gbk.fixture.ts';

/** A small seeded generator (mulberry32): the same roster for the same seed, everywhere. */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }
  pick<T>(from: readonly T[]): T {
    const one = from[this.below(from.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }
}

export type Column =
  | 'grade'
  | 'classCode'
  | 'className'
  | 'number'
  | 'nationality'
  | 'name'
  | 'sex'
  | 'birth'
  | 'address'
  | 'height'
  | 'run';

/** Usual ways to write each heading, the template's own first. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  grade: ['年级编号', '年 级 编 号', '年级代码'],
  classCode: ['班级编号', '班级代码'],
  className: ['班级名称', '班级', '班 级', '所在班级'],
  number: ['学籍号', '全国学籍号', '学籍号（必填）', '*学籍号'],
  nationality: ['民族代码', '民族'],
  name: ['姓名', '姓　名', '学生姓名', 'Name'],
  sex: ['性别', '性 别', '性别代码'],
  birth: ['出生日期', '出生年月日', '出生日期（年-月-日）'],
  address: ['家庭住址', '住址'],
  height: ['身高', '身高(cm)', '身高（厘米）'],
  run: ['1000米跑', '1000 米跑', '1000米'],
};
const COLUMNS = Object.keys(HEADINGS) as Column[];

export type FileKind = 'xls' | 'xlsx' | 'csv' | 'csv-gbk';
export const FILE_KINDS: readonly FileKind[] = ['xls', 'xlsx', 'csv', 'csv-gbk'];

/** A cell as a school's file holds it: text, a number, or a date cell (day number with a date format). */
export type FileCell = string | number | { readonly day: number } | null;

/** A pupil as the file means her: what reading must give. */
export interface Meant {
  readonly grade: string;
  readonly className: string;
  readonly studentNumber: string;
  readonly name: string;
  readonly sex: 'male' | 'female';
  readonly birthDate: string;
}

export interface RosterFile {
  readonly kind: FileKind;
  readonly sheets: readonly { readonly name: string; readonly rows: FileCell[][] }[];
  readonly columns: readonly Column[];
  /** Row (from 1) of the headings of each sheet. */
  readonly headingRow: number;
  readonly pupils: readonly (Meant & { readonly sheet: number; readonly row: number })[];
}

const SURNAMES = [...'甲乙丙丁戊己庚辛壬癸'];
const DAY_MS = 86_400_000;
/** The day number of a spreadsheet's date cell. */
const dayNumber = (iso: string): number => (Date.parse(`${iso}T00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS;
const wide = (text: string): string =>
  text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** A right roster in one of the many ways in which schools write one. All pupils are synthetic and say so. */
export function rightRoster(seed: number): RosterFile {
  const dice = new Dice(seed);
  const kind = FILE_KINDS[seed % FILE_KINDS.length] ?? 'xlsx';
  const isText = kind.startsWith('csv');
  const perSheet = !isText && dice.below(2) === 0;
  const columns = shuffled(
    COLUMNS.filter((column) => !(perSheet && column === 'className' && dice.below(2) === 0)),
    dice,
  );
  const headings = columns.map((column) => dice.pick(HEADINGS[column]));
  const title: FileCell[][] = dice.below(2) === 0 ? [] : [['合成学校学生名册'], []];
  const headingRow = title.length + 1;
  const pupils: (Meant & { sheet: number; row: number })[] = [];
  const sheets: { name: string; rows: FileCell[][] }[] = [];
  const classes = 1 + dice.below(3);
  for (let of = 1; of <= classes; of += 1) {
    const className = `八年级${of}班`;
    if (perSheet || sheets.length === 0)
      sheets.push({ name: perSheet ? className : '名册', rows: [...title.map((row) => [...row]), headings] });
    const sheet = sheets.length - 1;
    const rows = sheets[sheet]?.rows ?? [];
    // Many files repeat the headings over each class.
    if (!perSheet && of > 1 && dice.below(3) === 0) rows.push([], headings);
    const count = 4 + dice.below(5);
    for (let n = 1; n <= count; n += 1) {
      if (dice.below(10) === 0) rows.push(columns.map(() => (dice.below(2) === 0 ? null : ' ')));
      const meant: Meant = {
        grade: '8',
        className,
        studentNumber: `G0${String(seed).padStart(5, '0')}${of}${String(n).padStart(2, '0')}`,
        name: `合成${dice.pick(SURNAMES)}${dice.pick(SURNAMES)}`,
        sex: dice.pick(['male', 'female'] as const),
        birthDate: `201${2 + dice.below(2)}-0${1 + dice.below(9)}-${10 + dice.below(18)}`,
      };
      rows.push(columns.map((column) => written(column, { meant, of, isText, dice })));
      pupils.push({ ...meant, sheet, row: rows.length });
    }
  }
  return { kind, sheets, columns, headingRow, pupils };
}

function written(
  column: Column,
  { meant, of, isText, dice }: { meant: Meant; of: number; isText: boolean; dice: Dice },
): FileCell {
  const number = (value: number): FileCell => (isText || dice.below(2) === 0 ? String(value) : value);
  switch (column) {
    case 'grade':
      return dice.pick<FileCell>([number(22), '22', wide('22'), ' 22 ', '初二', '八年级']);
    case 'classCode':
      return number(22_010_000 + of);
    case 'className':
      return dice.pick([meant.className, `${meant.className} `, meant.className.replace('班', ' 班')]);
    case 'number':
      return dice.pick([meant.studentNumber, ` ${meant.studentNumber}`, wide(meant.studentNumber)]);
    case 'nationality':
      return dice.pick<FileCell>([number(1), '01', '汉族', '汉', null]);
    case 'name':
      return dice.pick([meant.name, ` ${meant.name}　`, [...meant.name].join(' ')]);
    case 'sex':
      return meant.sex === 'male'
        ? dice.pick<FileCell>([number(1), '男', '男 ', '１'])
        : dice.pick<FileCell>([number(2), '女', '女生', '２']);
    case 'birth': {
      const [year, month, day] = meant.birthDate.split('-').map(Number);
      const texts = [
        meant.birthDate,
        `${year}/${month}/${day}`,
        `${year}年${month}月${day}日`,
        meant.birthDate.replaceAll('-', ''),
        wide(meant.birthDate),
      ];
      return isText ? dice.pick(texts) : dice.pick<FileCell>([...texts, { day: dayNumber(meant.birthDate) }]);
    }
    case 'address':
      return dice.pick(['合成路 1 号', '合成小区，2 栋', null]);
    case 'height':
      return number(150 + dice.below(200) / 10);
    case 'run':
      // Girls from grade 7 on must leave it empty.
      return meant.sex === 'female' ? null : dice.pick([`3'45"`, `4′05″`, '3:50', '3.27', null]);
  }
}

function shuffled<T>(from: readonly T[], dice: Dice): T[] {
  return from
    .map((one) => ({ one, at: dice.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** The place of a pupil's cell, as `sheet!cell`. */
export function placeOf(file: RosterFile, column: Column, pupil: { sheet: number; row: number }): string {
  return `${sheetName(file, pupil.sheet)}!${cellName(file.columns.indexOf(column), pupil.row)}`;
}
export const sheetName = ({ kind, sheets }: RosterFile, index: number): string =>
  kind.startsWith('csv') ? '' : (sheets[index]?.name ?? '');

/** The file's bytes, through the library as any program would write them. */
export function bytesOf(file: RosterFile): Buffer {
  if (file.kind === 'csv' || file.kind === 'csv-gbk') {
    const text = (file.sheets[0]?.rows ?? []).map((row) => row.map(csvCell).join(',')).join('\r\n');
    return file.kind === 'csv' ? Buffer.from(text, 'utf8') : Buffer.from(gbk(text));
  }
  const workbook = book.book_new();
  for (const { name, rows } of file.sheets)
    book.book_append_sheet(workbook, book.aoa_to_sheet(rows.map((row) => row.map(bookCell))), name);
  return write(workbook, { type: 'buffer', bookType: file.kind === 'xls' ? 'biff8' : 'xlsx' });
}

function bookCell(cell: FileCell): CellObject | null {
  if (cell === null) return null;
  if (typeof cell === 'object') return { t: 'n', v: cell.day, z: 'm/d/yy' };
  return typeof cell === 'number' ? { t: 'n', v: cell } : { t: 's', v: cell };
}

const csvCell = (cell: FileCell): string => {
  const text = cell === null ? '' : typeof cell === 'object' ? String(cell.day) : String(cell);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
