import { type ClassId, GRADES, type Grade, type LevelSummary, type PupilDayView } from '@tizhi/contracts';

/**
 * Numbers and shares of levels among these pupils, as the national system gives them: the shares are of the
 * pupils with a total, for whom every item of the group is in; an exempt or unmeasured pupil is in neither the
 * good nor the bad ones. Per cent and mean with one decimal, rounded half-up in whole numbers.
 */
export function levelSummary(pupils: readonly PupilDayView[]): LevelSummary {
  const complete = pupils.filter(({ total }) => total !== null);
  const count = (level: PupilDayView['level']) => complete.filter((pupil) => pupil.level === level).length;
  const [excellent, good, pass, fail] = [count('excellent'), count('good'), count('pass'), count('fail')];
  const share = (part: number) => ratio(part * 1000, complete.length);
  const tenths = complete.reduce((sum, { total }) => sum + Math.round((total ?? 0) * 10), 0);
  return {
    pupils: pupils.length,
    complete: complete.length,
    excellent,
    good,
    pass,
    fail,
    excellentRate: share(excellent),
    atLeastGood: share(excellent + good),
    atLeastPass: share(excellent + good + pass),
    failRate: share(fail),
    meanTotal: ratio(tenths, complete.length),
  };
}

/** a / b in tenths, half-up, as a decimal; `null` where b is 0. */
const ratio = (a: number, b: number): number | null =>
  b === 0 ? null : Math.floor((2 * a + b) / (2 * b)) / 10;

export interface LevelSummaries {
  readonly school: LevelSummary;
  readonly grades: readonly { readonly grade: Grade; readonly summary: LevelSummary }[];
  readonly classes: readonly { readonly class: ClassId; readonly summary: LevelSummary }[];
}

/** The school, each grade (1 to university) and each class (by id), as the national system lists them. */
export function levelSummaries(pupils: readonly PupilDayView[]): LevelSummaries {
  const byGrade = Map.groupBy(pupils, ({ grade }) => grade);
  const byClass = Map.groupBy(pupils, (pupil) => pupil.class);
  return {
    school: levelSummary(pupils),
    grades: GRADES.flatMap((grade) => {
      const members = byGrade.get(grade);
      return members === undefined ? [] : [{ grade, summary: levelSummary(members) }];
    }),
    classes: [...byClass.keys()].sort().map((id) => ({
      class: id,
      summary: levelSummary(byClass.get(id) ?? []),
    })),
  };
}
