import { expect, it } from 'vitest';
import { addDays, nextMonday, weekOf } from './dates.ts';

it.each([
  ['2026-11-28', '2026-11-30'],
  ['2026-11-29', '2026-11-30'],
  ['2026-11-30', '2026-12-07'],
  ['2026-12-31', '2027-01-04'],
])('the Monday after %s is %s', (day, monday) => {
  expect(nextMonday(day)).toBe(monday);
});

it.each([
  ['2026-11-29', 0],
  ['2026-11-30', 1],
  ['2026-12-06', 1],
  ['2026-12-07', 2],
  ['2027-01-24', 8],
])('%s lies in week %d of a plan that began on 30 November', (day, week) => {
  expect(weekOf('2026-11-30', day)).toBe(week);
});

it('days run over the ends of months and years', () => {
  expect(addDays('2026-12-28', 7)).toBe('2027-01-04');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
});
