import { cellName } from '../roster/roster-error.ts';
import type { Cell } from '../text.ts';
import { isVision } from '../vision.ts';
import { type ExportCell, filled, MISSING } from './export-cell.ts';
import { type ExportField, exportColumns } from './export-columns.ts';
import type { ExportOptions, ExportProblem, ExportPupil, NationalExport } from './national-export.ts';
import { isPersonalField, personCell } from './person-cells.ts';
import { itemCell, schoolCell, visionCell } from './result-cells.ts';

/**
 * Writes a national reporting file (国家学生体质健康标准 上报模板): the exact headings and column order of a variant,
 * row 1 the headings, one row per pupil below. Codes, ranges and the rules between columns are checked first:
 * while one cell would be refused nothing is written, and every such cell is named. Pure.
 */
export function writeNationalTemplate(
  pupils: readonly ExportPupil[],
  options: ExportOptions,
): NationalExport {
  const columns = exportColumns(options);
  const twice = numbersUsedBefore(pupils);
  const problems: ExportProblem[] = [];
  const notices: ExportProblem[] = [];
  const cells = pupils.map((pupil, index) =>
    columns.map(({ heading, field }, at): Cell => {
      const made = cellOf(field, pupil, options);
      const place = { pupil: index, cell: cellName(at, index + 2), column: heading };
      if (field === 'studentNumber' && twice.has(index)) problems.push({ ...place, ...TWICE });
      if (made.kind === 'cell') return made.cell;
      if (made.kind === 'problem') problems.push({ ...place, problem: made.problem, allowed: made.allowed });
      else {
        const found = { ...place, problem: MISSING, allowed: made.allowed };
        (options.allowEmpty.includes(made.of) ? notices : problems).push(found);
      }
      return null;
    }),
  );
  if (problems.length > 0) return { kind: 'refused', problems };
  return { kind: 'written', headings: columns.map(({ heading }) => heading), cells, notices };
}

const TWICE = {
  problem: { zh: '与前面的学生重复', en: 'is that of a pupil above' },
  allowed: { zh: '每人一个', en: 'one for each pupil' },
} as const;

/** Places of pupils whose student number one before them has. */
function numbersUsedBefore(pupils: readonly ExportPupil[]): ReadonlySet<number> {
  const seen = new Set<string>();
  return new Set(
    pupils.flatMap(({ studentNumber }, index) => {
      if (seen.has(studentNumber)) return [index];
      seen.add(studentNumber);
      return [];
    }),
  );
}

function cellOf(field: ExportField, pupil: ExportPupil, options: ExportOptions): ExportCell {
  if (field === 'nothing') return filled(null);
  if (field === 'schoolName') return schoolCell(options);
  if (isPersonalField(field)) return personCell(field, pupil, options);
  return isVision(field) ? visionCell(field, pupil) : itemCell(field, pupil, options);
}
