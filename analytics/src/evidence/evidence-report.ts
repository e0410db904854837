import {
  type CohortTrend,
  type EvidenceReport,
  type GroupReport,
  type ProgrammeEffect,
  SMALLEST_GROUP,
  type SubjectId,
  TESTED_GRADES,
} from '@tizhi/contracts';
import { type CompleteTest, completeTest, type EvidenceTest } from './complete-test.ts';
import { groupReports } from './group-reports.ts';
import { type EvidenceProgramme, programmeEffects } from './programme-effects.ts';
import { yearGroups } from './year-groups.ts';

export interface EvidenceInput {
  /** At most one per pupil and school year; the school's own pupils. */
  readonly tests: readonly EvidenceTest[];
  readonly programmes?: readonly EvidenceProgramme[];
}

/**
 * What a school's fitness tests say about its groups, never about a pupil: distributions, level shares, means with
 * 95 % intervals, what each item costs a group, how cohorts went from grade 4 to 6 to 8, what programmes did. Groups
 * under 10 are left out, with as many others as keep them from being worked out; methods are in `docs/evidence.md`.
 * Choose from the report, do not make one of fewer tests: two reports on nearly the same pupils can be subtracted.
 */
export function evidenceReport(input: EvidenceInput): EvidenceReport {
  const steps = evidenceSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Tests scored between two pauses. */
const PORTION = 200;

/** The same in small steps, for a process that also has others to serve: it may pause wherever this yields. */
export function* evidenceSteps({
  tests,
  programmes = [],
}: EvidenceInput): Generator<undefined, EvidenceReport> {
  const complete: CompleteTest[] = [];
  for (let at = 0; at < tests.length; at += PORTION) {
    complete.push(...tests.slice(at, at + PORTION).flatMap((each) => completeTest(each) ?? []));
    yield;
  }
  const byYear = Map.groupBy(complete, ({ schoolYear }) => schoolYear);
  const groups: GroupReport[] = [];
  for (const [schoolYear, own] of [...byYear].sort(([a], [b]) => a - b))
    for (const report of groupReports(yearGroups(schoolYear, own))) {
      if (report !== undefined) groups.push(report);
      yield;
    }
  const bySubject: ReadonlyMap<SubjectId, readonly CompleteTest[]> = Map.groupBy(
    complete,
    ({ subject }) => subject,
  );
  const effects: ProgrammeEffect[] = [];
  for (const programme of programmes)
    for (const effect of programmeEffects(programme, bySubject)) {
      effects.push(effect);
      yield;
    }
  return { k: SMALLEST_GROUP, groups, trends: cohortTrends(groups), effects };
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
