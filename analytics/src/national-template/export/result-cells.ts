import { ITEMS, type ItemKey } from '@tizhi/contracts';
import { formatItemValue, isTimedInMinutes, stepsPerUnit } from '../../standard/measurement.ts';
import { allowedOf, type Bilingual, STATE_WORDS } from '../item-cell.ts';
import { forbiddenItemsOf, forbiddenTo, measuredItemsOf } from '../own-items.ts';
import { allowedVision, eyeOf, type VisionField, visionProblem } from '../vision.ts';
import { type ExportCell, filled, MISSING, refuse } from './export-cell.ts';
import type { ExportOptions, ExportPupil } from './national-export.ts';

const PROBLEMS = {
  no_result: {
    zh: '没有成绩，也没有原因（免测、缓测、缺考）',
    en: 'has neither a result nor the reason why',
  },
  both: { zh: '既有成绩又有缺测原因', en: 'has a result and a reason why there is none' },
  not_of_grade: { zh: '不是该年级的项目', en: 'is no item of this grade' },
  out_of_range: { zh: '超出范围', en: 'is out of range' },
  not_rounded: { zh: '小数位数不符', en: 'has too many decimals' },
} as const satisfies Record<string, Bilingual>;
const NOTHING: Bilingual = { zh: '空', en: 'nothing' };

/** The cell of an item: empty only where the group does not do it, or a state says why. */
export function itemCell(
  item: ItemKey,
  { grade, sex, values, states }: ExportPupil,
  options: Pick<ExportOptions, 'states'>,
): ExportCell {
  const value = values[item];
  const state = states[item];
  if (!measuredItemsOf(grade, sex).has(item)) {
    if (value === undefined) return filled(null);
    const { problem, allowed } = forbiddenItemsOf(grade, sex).has(item)
      ? forbiddenTo(sex)
      : { problem: PROBLEMS.not_of_grade, allowed: NOTHING };
    return refuse(problem, allowed);
  }
  const allowed = allowedOf(item);
  if (value === undefined) {
    if (state === undefined) return refuse(PROBLEMS.no_result, allowed);
    return filled(options.states === 'words' ? STATE_WORDS[state] : null);
  }
  if (state !== undefined) return refuse(PROBLEMS.both, allowed);
  const { min, max } = ITEMS[item];
  // Written so that a value that is no number at all is refused, too.
  if (!(value >= min && value <= max)) return refuse(PROBLEMS.out_of_range, allowed);
  const steps = value * stepsPerUnit(item);
  if (Math.abs(steps - Math.round(steps)) > 1e-6) return refuse(PROBLEMS.not_rounded, allowed);
  return filled(
    isTimedInMinutes(item) ? formatItemValue(item, value) : Math.round(steps) / stepsPerUnit(item),
  );
}

/** The cell of an eye's measure. A pupil without naked vision is told of once for each eye. */
export function visionCell(field: VisionField, { vision }: ExportPupil): ExportCell {
  const [side, part] = eyeOf(field);
  const eye = vision?.[side] ?? {};
  const allowed = allowedVision(part);
  const problem = visionProblem(part, eye);
  if (problem !== undefined) return refuse(problem, allowed);
  const value = eye[part];
  if (value !== undefined) return filled(value);
  return part === 'naked' ? { kind: 'empty', of: 'vision', allowed } : filled(null);
}

/** 学校名称 of the district variant. */
export const schoolCell = ({ schoolName }: Pick<ExportOptions, 'schoolName'>): ExportCell =>
  schoolName === undefined || schoolName === ''
    ? refuse(MISSING, { zh: '学校名称', en: 'the name of the school' })
    : filled(schoolName);
