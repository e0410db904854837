import { ITEMS, type ItemKey } from '@tizhi/contracts';
import { type Heading, normalForm, readHeading } from '../headings.ts';
import { type Cell, plainText } from '../text.ts';
import { readVisionHeading, type VisionField } from '../vision.ts';

/** What a roster says of a person beside grade and sex. */
export type PersonField =
  | 'classCode'
  | 'className'
  | 'studentNumber'
  | 'nationality'
  | 'name'
  | 'birthDate'
  | 'address'
  | 'seat'
  | 'tag';
export type RosterField = 'grade' | 'sex' | PersonField | ItemKey | VisionField;

/**
 * Aliases in the normal form of the headings, the meant one first. The template itself, a district export and a
 * university sheet (reporting-template.md of the shared standard notes), and the usual words of class lists.
 * 序号 is none of them: it numbers the lines of a file. 身份证号 is not read: nothing here needs it.
 */
const ALIASES: Readonly<Record<PersonField, readonly string[]>> = {
  classCode: ['班级编号', '班级代码', '班级编码', 'classcode'],
  className: ['班级名称', '班级', '班别', '所在班级', '行政班', 'classname', 'class'],
  studentNumber: [
    '学籍号',
    '全国学籍号',
    '学籍编号',
    '学籍号码',
    '学号',
    '学生编号',
    'studentnumber',
    'studentno',
    'studentid',
  ],
  nationality: ['民族代码', '民族编号', '民族编码', '民族', 'nationality', 'ethnicity', 'ethnicgroup'],
  name: ['姓名', '学生姓名', '名字', 'name', 'studentname', 'fullname'],
  birthDate: ['出生日期', '出生年月日', '生日', '出生年月', 'birthdate', 'dateofbirth', 'birthday'],
  address: ['家庭住址', '家庭地址', '住址', '现住址', '地址', '通讯地址', 'homeaddress', 'address'],
  seat: ['座号', '座位号', '座位', '班内序号', '班内学号', '班级座号', 'seat', 'seatnumber', 'seatno'],
  tag: ['卡号', '号码布', '号码布号', '手环号', '手环编号', 'tag', 'card', 'cardnumber', 'bib', 'bibnumber'],
};

const FIELD_OF: ReadonlyMap<string, { readonly field: PersonField; readonly rank: number }> = new Map(
  (Object.entries(ALIASES) as [PersonField, readonly string[]][]).flatMap(([field, aliases]) =>
    aliases.map((alias, rank) => [alias, { field, rank }] as const),
  ),
);

/** A column of a roster: see {@link Heading}. */
export interface RosterColumn extends Omit<Heading, 'field'> {
  readonly field: RosterField;
  /** From 0. */
  readonly index: number;
}

/** Recognises a roster's heading; `undefined` for every other column. */
export function readRosterHeading(cell: Cell): Omit<RosterColumn, 'index'> | undefined {
  const text = plainText(cell);
  const person = FIELD_OF.get(normalForm(text));
  if (person !== undefined) return { ...person, text, inSeconds: false };
  return readVisionHeading(cell) ?? readHeading(cell);
}

/** Headings that say who somebody is: where few of them stand, a row is no row of headings. */
export const isPersonal = (field: RosterField): boolean =>
  field === 'grade' || field === 'sex' || field in ALIASES;

export const isItem = (field: RosterField): field is ItemKey => field in ITEMS;

/** Without these nobody can be told from another or be scored. */
export const REQUIRED_FIELDS = ['studentNumber', 'name', 'sex', 'birthDate'] as const satisfies RosterField[];

/** The heading as the template writes it, for the message that it is missing. */
export const headingOf: Readonly<Record<(typeof REQUIRED_FIELDS)[number], string>> = {
  studentNumber: '学籍号',
  name: '姓名',
  sex: '性别',
  birthDate: '出生日期',
};
