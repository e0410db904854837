import { type FitnessTest, type GradePoints, TESTED_GRADES } from '@tizhi/contracts';
import { POINTS_BANDS, POINTS_RULE_VERSION } from './generated/points.ts';

/**
 * Points of the grade 4/6/8 rule for a test with this annual total (bonus included); `null` for another grade. The
 * rule rests on one unconfirmed source. No points without a total, nor where an item is exempt or deferred.
 */
export function pointsOf(
  { grade, notMeasured }: Pick<FitnessTest, 'grade' | 'notMeasured'>,
  total: number | null,
): GradePoints | null {
  const tested = TESTED_GRADES.find((one) => one === grade);
  if (tested === undefined) return null;
  const excused = Object.values(notMeasured).some((why) => why === 'exempt' || why === 'deferred');
  const band = total === null || excused ? undefined : POINTS_BANDS.find(({ from }) => total >= from);
  return {
    ruleVersion: POINTS_RULE_VERSION,
    grade: tested,
    points: band?.points ?? null,
    confirmed: false,
    support: band?.support ?? '',
    suspect: band?.suspect ?? false,
  };
}
