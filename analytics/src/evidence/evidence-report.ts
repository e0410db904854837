import {
  type CohortTrend,
  type EvidenceReport,
  type GroupReport,
  SMALLEST_GROUP,
  type SubjectId,
  TESTED_GRADES,
} from '@tizhi/contracts';
import { type CompleteTest, completeTest, type EvidenceTest } from './complete-test.ts';
import { groupReports } from './group-reports.ts';
import { type EvidenceProgramme, programmeEffects } from './programme-effects.ts';
import { yearGroups } from './year-groups.ts';

/**
 * What a school's fitness tests say about its groups, never about a pupil: distributions, level shares, means with
 * 95 % intervals, what each item costs a group, how cohorts went from grade 4 to 6 to 8, what programmes did. Groups
 * under 10 are left out, with as many others as keep them from being worked out; methods are in `docs/evidence.md`.
 * Choose from the report, do not make one of fewer tests: two reports on nearly the same pupils can be subtracted.
 */
export function evidenceReport({
  tests,
  programmes = [],
}: {
  /** At most one per pupil and school year; the school's own pupils. */
  readonly tests: readonly EvidenceTest[];
  readonly programmes?: readonly EvidenceProgramme[];
}): EvidenceReport {
  const complete = tests.flatMap((each) => completeTest(each) ?? []);
  const byYear = Map.groupBy(complete, ({ schoolYear }) => schoolYear);
  const groups = [...byYear]
    .sort(([a], [b]) => a - b)
    .flatMap(([schoolYear, own]) => groupReports(yearGroups(schoolYear, own)));
  const bySubject: ReadonlyMap<SubjectId, readonly CompleteTest[]> = Map.groupBy(
    complete,
    ({ subject }) => subject,
  );
  return {
    k: SMALLEST_GROUP,
    groups,
    trends: cohortTrends(groups),
    effects: programmes.flatMap((programme) => programmeEffects(programme, bySubject)),
  };
}

/** From the grades' own reports, so that a trend tells nothing that they do not. */
function cohortTrends(groups: readonly GroupReport[]): CohortTrend[] {
  const points = new Map<number, CohortTrend['points']>();
  for (const { group, pupils, total } of groups) {
    const grade = TESTED_GRADES.find((tested) => tested === group.grade);
    if (grade === undefined || group.class !== null || group.sex !== null) continue;
    const cohort = group.schoolYear - (Number(grade) - Number(TESTED_GRADES[0]));
    const known = points.get(cohort) ?? [];
    points.set(cohort, [...known, { grade, schoolYear: group.schoolYear, pupils, total }]);
  }
  return [...points].sort(([a], [b]) => a - b).map(([cohort, own]) => ({ cohort, points: own }));
}
