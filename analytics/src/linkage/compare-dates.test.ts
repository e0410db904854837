import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf } from './cell-shapes.ts';
import { compareDates, swapDayMonth } from './compare-dates.ts';
import { levelName } from './levels.ts';

const compared = (a: string, b: string): string =>
  levelName('birth_date', compareDates(dateOf(a), dateOf(b)));

describe('two birth dates', () => {
  it.each([
    ['2014-09-01', '2014/9/1', 'same'],
    ['2014年9月1日', '20140901', 'same'],
    ['２０１４-０９-０１', '2014.9.1', 'same'],
    ['2014-09-01', '41883', 'same'],
    ['2014-03-05', '2014-05-03', 'day_and_month_swapped'],
    // No day of the calendar, and the very sign of the error.
    ['2014-03-25', '2014-25-03', 'day_and_month_swapped'],
    ['2014-09-12', '2014-09-21', 'neighbouring_digits_swapped'],
    ['2014-09-12', '2041-09-12', 'neighbouring_digits_swapped'],
    ['2014-09-12', '2014-09-17', 'one_digit'],
    ['2014-09-12', '2014-59-12', 'one_digit'],
    ['2014-09-12', '2014-09-28', 'same_month'],
    ['2014-09-12', '2009-09-12', 'same_day_of_year'],
    ['2014-09-12', '2013-11-03', 'different'],
    ['2014-09-12', '', 'missing'],
    ['2014-09-12', '王芳', 'missing'],
  ])('%s and %s are compared as %3$s', (a, b, level) => {
    expect(compared(a, b)).toBe(level);
    expect(compared(b, a)).toBe(level);
  });

  it('are compared alike either way round', () => {
    const date = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2020-12-31'),
      noInvalidDate: true,
    });
    const number = date.map((day) => dateOf(day.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(compareDates(a, b)).toBe(compareDates(b, a));
        expect(swapDayMonth(swapDayMonth(a))).toBe(a);
      }),
    );
  });
});
