import { monthsBetween } from '@tizhi/analytics';
import type { FitnessTest, NotMeasured, PupilDayView, SchoolYear } from '@tizhi/contracts';
import type { Pupil } from '@tizhi/storage';

/** The school year of a day (ISO date): it begins in September. */
export const schoolYearOf = (day: string): SchoolYear =>
  Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 9 ? 1 : 0);

/** A pupil's official results of one school year as a test; `undefined`: nothing was measured or said. */
export function fitnessTestOf(of: {
  readonly view: PupilDayView;
  readonly pupil: Pupil;
  readonly year: SchoolYear;
  /** ISO date. */
  readonly testedOn: string;
}): FitnessTest | undefined {
  const { view, pupil, year, testedOn } = of;
  if (view.results.every(({ state }) => state === 'due')) return undefined;
  const values = view.results.flatMap(({ item, value }) => (value === null ? [] : [[item, value] as const]));
  const others = view.results.flatMap(({ item, value, state }) =>
    value === null ? [[item, whyNot(state)] as const] : [],
  );
  return {
    schoolYear: year,
    grade: view.grade,
    sex: view.sex,
    ageMonths: monthsBetween(pupil.birthDate, testedOn),
    testedOn,
    values: Object.fromEntries(values),
    notMeasured: Object.fromEntries(others),
    bloodPressure: null,
    source: 'test_day',
  };
}

const whyNot = (state: PupilDayView['results'][number]['state']): NotMeasured =>
  state === 'due' || state === 'done' ? 'missing' : state;
