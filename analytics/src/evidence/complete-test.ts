import type {
  BmiLevel,
  ClassId,
  FitnessTest,
  Grade,
  Level,
  ScoredItemKey,
  Sex,
  SubjectId,
} from '@tizhi/contracts';
import { itemsOf, scorePupil } from '../standard/index.ts';

/** A pupil's test and the class whose numbers it belongs to; `null`: not known. */
export interface EvidenceTest {
  readonly subject: SubjectId;
  readonly class: ClassId | null;
  readonly test: FitnessTest;
}

export interface CompleteItem {
  readonly item: ScoredItemKey;
  /** In the item's unit. */
  readonly value: number;
  /** 0-100. */
  readonly score: number;
  /** What the item gives to the total: score by weight, and its bonus. */
  readonly points: number;
  readonly level: Level | BmiLevel;
}

/** A test with a total. */
export interface CompleteTest {
  readonly subject: SubjectId;
  readonly class: ClassId | null;
  readonly schoolYear: number;
  readonly grade: Grade;
  readonly sex: Sex;
  readonly testedOn: string | null;
  readonly total: number;
  readonly level: Level;
  readonly items: ReadonlyMap<ScoredItemKey, CompleteItem>;
}

/**
 * Scores a test; `undefined` while an item is missing. Who has no total is in no number of a report: were pupils with
 * some items counted in those, the differences of the counts would tell how many were exempt.
 */
export function completeTest({ subject, class: own, test }: EvidenceTest): CompleteTest | undefined {
  const { schoolYear, grade, sex, testedOn, values } = test;
  const scored = scorePupil({ grade, sex, values });
  if (scored.total === null || scored.level === null) return undefined;
  const items = new Map<ScoredItemKey, CompleteItem>();
  for (const { item, weight } of itemsOf(grade, sex)) {
    const found = scored.items[item];
    if (found === undefined) return undefined;
    const { value, score, bonus, level } = found;
    items.set(item, { item, value, score, points: (score * weight) / 100 + bonus, level });
  }
  const { total, level } = scored;
  return { subject, class: own, schoolYear, grade, sex, testedOn, total, level, items };
}
