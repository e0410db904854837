import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { SubjectId } from './ids.ts';
import { Grade, ItemKey, Sex } from './items.ts';

/** A calendar day, `YYYY-MM-DD`. */
export const CalendarDay = z.iso.date();
export type CalendarDay = z.infer<typeof CalendarDay>;

/** The school year by its first calendar year: 2026 is September 2026 to August 2027. */
export const SchoolYear = z.int().min(2000).max(2100);
export type SchoolYear = z.infer<typeof SchoolYear>;

/** The grades whose fitness test this product follows through a pupil's school life. */
export const TESTED_GRADES = ['4', '6', '8'] as const satisfies readonly Grade[];
export const TestedGrade = z.enum(TESTED_GRADES);
export type TestedGrade = z.infer<typeof TestedGrade>;

/** Why a test has no result of an item: never a 0. */
export const NotMeasured = z.enum(['absent', 'exempt', 'deferred', 'missing']);
export type NotMeasured = z.infer<typeof NotMeasured>;

/** Official results of one pupil's test, each in the item's unit; an absent key was not measured. */
export const TestValues = z.partialRecord(ItemKey, health(z.number()));
export type TestValues = z.infer<typeof TestValues>;

/** One pupil's national fitness test of one school year, at whatever school it was taken. */
export const FitnessTest = z.object({
  schoolYear: internal(SchoolYear),
  grade: personal(Grade),
  sex: personal(Sex),
  /** Age at the test in months, by birth date and test date; `null`: one of them is unknown. */
  ageMonths: personal(z.int().min(0).max(360).nullable()),
  /** The day it was taken where that is known. */
  testedOn: internal(CalendarDay.nullable()),
  values: TestValues,
  /** Items without a value and why, where that was written down. */
  notMeasured: z.partialRecord(ItemKey, health(NotMeasured)),
  /** Blood pressure at the same check-up, mmHg; `null`: not taken. */
  bloodPressure: z
    .object({
      systolic: health(z.int().min(50).max(260)),
      diastolic: health(z.int().min(20).max(200)),
    })
    .nullable(),
  /** `test_day`: of this school's own test day; `import`: read from a national file. */
  source: internal(z.enum(['test_day', 'import'])),
});
export type FitnessTest = z.infer<typeof FitnessTest>;

/** Everything known of one pupil's tests, oldest first, at most one per school year. */
export const FitnessHistory = z.object({
  subject: personal(SubjectId),
  tests: z.array(FitnessTest),
});
export type FitnessHistory = z.infer<typeof FitnessHistory>;

/** Points of the Beijing 4/6/8 rule for one tested grade; the rule is not confirmed by an official text. */
export const GradePoints = z.object({
  ruleVersion: internal(z.string()),
  grade: personal(TestedGrade),
  /** `null`: no total, or the pupil is exempt or deferred: points are never derived then. */
  points: health(z.number().min(0).max(10).nullable()),
  /** Always shown beside the points. */
  confirmed: internal(z.literal(false)),
  /** What the row rests on, and whether the source itself contradicts it there. */
  support: internal(z.string()),
  suspect: internal(z.boolean()),
});
export type GradePoints = z.infer<typeof GradePoints>;
