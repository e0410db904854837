import { type ClassId, CreateTestDay, type ItemKey, TestDayId } from '@tizhi/contracts';
import { newUuid } from '../api/uuid.ts';

/** A new test day as the form has it. */
export interface PlanDraft {
  readonly name: string;
  /** ISO date. */
  readonly date: string;
  readonly kind: 'regular' | 'make_up';
  readonly classes: readonly ClassId[];
  /** `row` names the row of the form. */
  readonly stations: readonly { readonly row: string; readonly station: string; readonly item: ItemKey }[];
}

/** The id is made once for a form: sent again after a lost answer it is the same test day. */
export const newTestDay = (date: string): TestDayId => TestDayId.parse(`td-${date}-${newUuid().slice(0, 8)}`);

/** The school year of a date by its first calendar year; it begins on 1 September (学年). */
export function schoolYearOf(date: string): number {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return month >= 9 ? year : year - 1;
}

/** The request that plans the day; `null` where something is missing or not allowed. */
export function requestOf(draft: PlanDraft, testDay: TestDayId): CreateTestDay | null {
  const { name, date, kind, classes, stations } = draft;
  const parsed = CreateTestDay.safeParse({
    testDay,
    name: name.trim(),
    date,
    year: schoolYearOf(date),
    kind,
    classes,
    stations: stations.map(({ station, item }) => ({
      station: station.trim(),
      item,
      error: null,
      errorSource: null,
    })),
  });
  return parsed.success ? parsed.data : null;
}

/** Today where the schools are, ISO date. */
export const todayInChina = (now: number): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
