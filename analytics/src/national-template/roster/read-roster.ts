import { gradeReader } from '../grade-code.ts';
import type { Bilingual } from '../item-cell.ts';
import { isBlank } from '../text.ts';
import { type ClassContext, classOfRow } from './class-of-row.ts';
import { compareRows } from './compare-rows.ts';
import { pupilsOf, type ReadRow } from './pupils-of-rows.ts';
import type { RosterOptions, RosterReading, RosterSheet } from './roster.ts';
import { type RosterBlock, type RosterRow, rosterBlocks } from './roster-blocks.ts';
import { type RosterError, rosterCellError, rosterSheetError } from './roster-error.ts';
import type { RosterField } from './roster-headings.ts';
import { readPersonRow } from './roster-row.ts';
import { RowCells } from './row-cells.ts';

interface Findings {
  readonly rows: ReadRow[];
  readonly errors: RosterError[];
  readonly warnings: RosterError[];
}

/**
 * Reads pupils and classes from the sheets of a national reporting file or a class list: one class per sheet or
 * many, headings in any order and by their usual names, titles above them, headings repeated further down.
 * A pupil is given only where each of its cells is right; `errors` names every cell that is not. Pure.
 */
export function readRoster(sheets: readonly RosterSheet[], options: RosterOptions): RosterReading {
  const findings: Findings = { rows: [], errors: [], warnings: [] };
  const passedOver: string[] = [];
  for (const sheet of sheets) {
    const { blocks, errors } = rosterBlocks(sheet);
    if (blocks.length === 0 && errors.length === 0) passedOver.push(sheet.name);
    findings.errors.push(...errors);
    for (const block of blocks) readBlock({ sheet: sheet.name, block, options, findings });
  }
  const { rows } = findings;
  const compared = compareRows(rows, options.today);
  const errors = [...findings.errors, ...rows.flatMap(({ row }) => row.errors), ...compared.errors];
  if (rows.length === 0 && errors.length === 0)
    errors.push(
      rosterSheetError(sheets[0]?.name ?? '', passedOver.length === sheets.length ? NO_HEADINGS : NO_PUPILS),
    );
  const inOrder = sorterOf(sheets);
  return {
    ...pupilsOf(rows),
    errors: errors.toSorted(inOrder),
    warnings: [...findings.warnings, ...compared.warnings].toSorted(inOrder),
    passedOver,
  };
}

const NO_HEADINGS: Bilingual = {
  zh: '没有可识别的表头（需要 学籍号、姓名、性别、出生日期）',
  en: 'no heading is recognised (学籍号, 姓名, 性别, 出生日期 are needed)',
};
const NO_PUPILS: Bilingual = { zh: '没有学生', en: 'it holds no pupil' };
const NO_CLASS: Bilingual = {
  zh: '看不出班级（请加“班级名称”列、用班级作工作表名，或在导入时指定班级）',
  en: 'nothing says the class (add the column 班级名称, name the sheet after the class, or give the class)',
};
const NO_GRADE: Bilingual = {
  zh: '看不出年级（请加“年级编号”列、在班级名称中写明，或在导入时指定年级）',
  en: 'nothing says the grade (add the column 年级编号, say it in the class name, or give the grade)',
};

function readBlock(at: {
  readonly sheet: string;
  readonly block: RosterBlock;
  readonly options: RosterOptions;
  readonly findings: Findings;
}): void {
  const { sheet, block, options, findings } = at;
  const { columns, titles } = block;
  const gradeColumn = columns.get('grade');
  const gradeOf = gradeReader(
    gradeColumn?.text ?? '',
    block.rows.map(({ cells }) => cells[gradeColumn?.index ?? -1] ?? null),
  );
  const context: ClassContext = { sheet, titles, gradeOf, options };
  const rules = { today: options.today, numberCells: options.numberCells ?? 'refuse' };
  const problems = new Set<Bilingual>();
  for (const each of block.rows) {
    const row = new RowCells({ sheet, row: each, columns });
    if (!tellsOfPupil(row, block)) {
      findings.warnings.push(passedOverRow(row, each));
      continue;
    }
    const of = classOfRow(row, context);
    if (of.problem !== undefined) problems.add(of.problem === 'no_class' ? NO_CLASS : NO_GRADE);
    findings.rows.push({ row, of, person: readPersonRow(row, of.grade, rules) });
  }
  findings.errors.push(...[...problems].map((problem) => rosterSheetError(sheet, problem)));
}

/** Files are prepared with classes and seats before the pupils are filled in. */
const PREPARED: ReadonlySet<RosterField> = new Set(['grade', 'className', 'classCode', 'seat']);

const tellsOfPupil = (row: RowCells, { columns }: RosterBlock): boolean =>
  [...columns.keys()].some((field) => !PREPARED.has(field) && !isBlank(row.cell(field)));

function passedOverRow({ sheet, row }: RowCells, { cells }: RosterRow): RosterError {
  const index = cells.findIndex((cell) => !isBlank(cell));
  return rosterCellError({
    sheet,
    row,
    index,
    column: '',
    shown: '',
    problem: { zh: '该行没有学生，已略过', en: 'the row names no pupil and is passed over' },
    allowed: { zh: '学生或空行', en: 'a pupil or a blank row' },
  });
}

/** By sheet, then by row; what concerns the whole sheet first. */
function sorterOf(sheets: readonly RosterSheet[]): (a: RosterError, b: RosterError) => number {
  const order = new Map(sheets.map(({ name }, index) => [name, index] as const));
  const sheetOf = ({ sheet }: RosterError): number => order.get(sheet) ?? 0;
  return (a, b) => sheetOf(a) - sheetOf(b) || (a.row ?? 0) - (b.row ?? 0);
}
