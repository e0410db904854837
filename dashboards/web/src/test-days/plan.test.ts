import { describe, expect, it } from 'vitest';
import { newTestDay, type PlanDraft, requestOf, schoolYearOf, todayInChina } from './plan.ts';
import { CLASS } from './test-day.fixture.ts';

const draft: PlanDraft = {
  name: ' 秋季体测 ',
  date: '2026-11-24',
  kind: 'regular',
  classes: [CLASS],
  stations: [{ row: 'r', station: 'mat-1 ', item: 'standing_long_jump' }],
};

describe('a planned test day', () => {
  it('is asked for under the id that its form made once', () => {
    const testDay = newTestDay(draft.date);
    expect(testDay).toMatch(/^td-2026-11-24-[0-9a-f]{8}$/);
    expect(requestOf(draft, testDay)).toMatchObject({
      testDay,
      name: '秋季体测',
      year: 2026,
      stations: [{ station: 'mat-1', item: 'standing_long_jump', error: null }],
    });
  });

  it.each([
    { name: ' ' },
    { date: '' },
    { classes: [] },
    { stations: [{ row: 'r', station: '跳远', item: 'standing_long_jump' as const }] },
  ])('is not sent with %o', (change) => {
    expect(requestOf({ ...draft, ...change }, newTestDay(draft.date))).toBeNull();
  });

  it('belongs to the school year that begins in September', () => {
    expect(['2026-08-31', '2026-09-01', '2027-06-15'].map(schoolYearOf)).toEqual([2025, 2026, 2026]);
  });

  it('is on the day that it is in China', () => {
    expect(todayInChina(Date.parse('2026-11-24T17:00:00Z'))).toBe('2026-11-25');
  });
});
