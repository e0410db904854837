import type { TestDayEvent } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { applyEvent } from './day-state.ts';
import { attempt, dayOf, pupil, result } from './test-day.fixture.ts';

const day = dayOf([1, 2, 3].map((seat) => pupil(seat, [result('run_50m')])));
const event = (changes: Partial<TestDayEvent>): TestDayEvent => ({
  version: 'v2',
  serverAt: 2_000,
  reset: false,
  closed: false,
  pupils: [],
  tray: [],
  stations: [],
  summaries: day.summaries,
  ...changes,
});

describe('a test day as it changes', () => {
  it('puts a changed pupil in the place of the old one and keeps the order', () => {
    const changed = pupil(2, [result('run_50m', { state: 'done', display: '8.1' })]);
    const tray = [attempt({ subject: null })];
    const { view, stale } = applyEvent(day, event({ pupils: [changed], tray }));
    expect(view.pupils).toEqual([day.pupils[0], changed, day.pupils[2]]);
    expect(view).toMatchObject({ version: 'v2', tray });
    expect(stale).toBe(false);
  });

  it('is read anew where too much changed at once, or a pupil came whom the page never had', () => {
    expect(applyEvent(day, event({ reset: true })).stale).toBe(true);
    expect(applyEvent(day, event({ reset: true, version: day.version })).stale).toBe(false);
    expect(applyEvent(day, event({ pupils: [pupil(9, [])] })).stale).toBe(true);
  });

  it('shows that it was closed', () => {
    expect(applyEvent(day, event({ closed: true })).view.closed).toBe(true);
  });
});
