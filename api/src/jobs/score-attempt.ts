import { bodyMassIndex, roundItemValue, STANDARD_VERSION, scoreItem } from '@tizhi/analytics';
import {
  type AttemptBody,
  convert,
  type Grade,
  ITEMS,
  type ItemKey,
  type ScoredItemKey,
  type Sex,
} from '@tizhi/contracts';
import type { AttemptScore } from '@tizhi/storage';

/** Who made the attempt, as far as the standard asks. */
export interface Scored {
  readonly grade: Grade;
  readonly sex: Sex;
}

type Judgement = Omit<AttemptScore, 'attempt' | 'at'>;

/** The value in the item's unit; `undefined` where it is missing, doubtful or in a unit of another kind. */
export function trustedValue({ item, value, unit, doubt }: AttemptBody): number | undefined {
  if (value === null || doubt !== null) return undefined;
  return convert(value, unit, ITEMS[item].unit);
}

/** Scores an attempt at an item that stands for itself. `undefined`: not to be scored for this pupil. */
export function scoreAttempt(body: AttemptBody, pupil: Scored): Judgement | undefined {
  const value = trustedValue(body);
  if (value === undefined || isHalfOfBmi(body.item)) return undefined;
  return judge(body.item, value, pupil, null);
}

/** Scores the body-mass index of a height and a weight, both rounded as the standard stores them. */
export function scoreBodyMassIndex(
  { heightCm, weightKg }: { readonly heightCm: number; readonly weightKg: number },
  pupil: Scored,
): Judgement | undefined {
  const bmi = bodyMassIndex(roundItemValue('height', heightCm), roundItemValue('weight', weightKg));
  return judge('bmi', bmi, pupil, bmi);
}

function judge(item: ScoredItemKey, value: number, pupil: Scored, bmi: number | null): Judgement | undefined {
  const found = scoreItem({ item, grade: pupil.grade, sex: pupil.sex, value });
  if (found === undefined) return undefined;
  return {
    standardVersion: STANDARD_VERSION,
    score: found.score,
    bonus: found.bonus,
    level: found.level,
    bmi,
  };
}

export const isHalfOfBmi = (item: ItemKey): item is 'height' | 'weight' =>
  item === 'height' || item === 'weight';
