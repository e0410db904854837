import type { Bilingual } from '../item-cell.ts';
import { plainText } from '../text.ts';
import { allowedVision, type Eye, eyeOf, isVision, type Vision, visionProblem } from '../vision.ts';
import type { RowCells } from './row-cells.ts';

const NOT_A_NUMBER: Bilingual = { zh: '不是数字', en: 'is not a number' };

/** The eyes that a row tells of; `null` where it tells nothing. */
export function readVisionCells(row: RowCells): Vision | null {
  const vision = { left: {} as Record<string, number>, right: {} as Record<string, number> };
  const fields = [...row.columnsOf(isVision)].map(([field]) => field);
  for (const field of fields) {
    const [side, part] = eyeOf(field);
    const text = plainText(row.cell(field)).replace(/^[−–—]/, '-');
    if (text === '') continue;
    if (/^[+-]?\d+(\.\d+)?$/.test(text)) vision[side][part] = Number(text);
    else row.refuse(field, NOT_A_NUMBER, allowedVision(part));
  }
  for (const field of fields) {
    const [side, part] = eyeOf(field);
    const problem = visionProblem(part, vision[side] as Eye);
    if (problem !== undefined) row.refuse(field, problem, allowedVision(part));
  }
  const isEmpty = [vision.left, vision.right].every((eye) => Object.keys(eye).length === 0);
  return isEmpty ? null : vision;
}
