/** Calendar days, `YYYY-MM-DD`, in the page's own time zone. */
const dayText = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((n, at) => String(n).padStart(at === 0 ? 4 : 2, '0'))
    .join('-');

const dateOf = (day: string): Date => {
  const [year = 2000, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 12);
};

export const today = (): string => dayText(new Date());

export function addDays(day: string, days: number): string {
  const date = dateOf(day);
  date.setDate(date.getDate() + days);
  return dayText(date);
}

/** The Monday after a day: a plan's weeks begin as the school's do. */
export function nextMonday(day: string): string {
  const weekday = dateOf(day).getDay();
  return addDays(day, weekday === 0 ? 1 : 8 - weekday);
}

/** Noon of a day, ms: for writing it in words. */
export const noonOf = (day: string): number => dateOf(day).getTime();

/** Which week of a plan a day lies in, 1 being the first; below 1 before it begins. */
export const weekOf = (startsOn: string, day: string): number =>
  Math.floor(Math.round((noonOf(day) - noonOf(startsOn)) / 86_400_000) / 7) + 1;
