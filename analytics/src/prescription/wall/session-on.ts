import type { PlannedDrill, Prescription } from '@tizhi/contracts';

export type Plan = Extract<Prescription, { kind: 'plan' }>;

const DAY_MS = 86_400_000;

/**
 * The weekdays of the sessions by their number a week, Monday being 1. Everybody of a class trains on the same
 * days, and up to three sessions there is a day between any two, over the weekend too.
 */
export const SESSION_DAYS: readonly (readonly number[])[] = [
  [],
  [3],
  [1, 5],
  [1, 3, 5],
  [1, 2, 4, 5],
  [1, 2, 3, 4, 5],
  [1, 2, 3, 4, 5, 6],
];

/**
 * The session of a plan on a calendar day (`YYYY-MM-DD`), `null` on a day without one. Week 1 is the seven days
 * from `startsOn`; the sessions of a week come in the order of its days.
 */
export function sessionOn(of: {
  readonly plan: Plan;
  readonly startsOn: string;
  readonly day: string;
}): { readonly week: number; readonly session: number; readonly drills: readonly PlannedDrill[] } | null {
  const start = Date.parse(of.startsOn);
  const passed = Math.round((Date.parse(of.day) - start) / DAY_MS);
  if (!(passed >= 0)) return null;
  const index = Math.floor(passed / 7);
  const week = of.plan.weeks[index];
  if (week === undefined) return null;
  const days = SESSION_DAYS[week.sessions.length] ?? [];
  const isSessionDay = (offset: number): boolean =>
    days.includes(weekdayOf(start + (index * 7 + offset) * DAY_MS));
  const offset = passed % 7;
  if (!isSessionDay(offset)) return null;
  const session = Array.from({ length: offset + 1 }, (_, each) => each).filter(isSessionDay).length;
  const drills = week.sessions[session - 1]?.drills;
  return drills === undefined ? null : { week: week.week, session, drills };
}

/** Monday 1 ... Sunday 7. */
const weekdayOf = (at: number): number => new Date(at).getUTCDay() || 7;
