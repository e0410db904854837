import { expect, it } from 'vitest';
import { otherWeekday } from './wall-day.ts';

const MONDAY = '2026-11-30';

it.each([
  ['2026-11-29T15:59:00Z', '周一', 'Monday'],
  ['2026-11-29T16:00:00Z', null, null],
  ['2026-11-30T15:59:00Z', null, null],
  ['2026-11-30T16:00:00Z', '周一', 'Monday'],
])("Monday's practice at %s names its weekday (%s, %s) unless it is Monday in China", (now, zh, en) => {
  const at = Date.parse(now);
  expect(otherWeekday({ day: MONDAY, at, language: 'zh' })).toBe(zh);
  expect(otherWeekday({ day: MONDAY, at, language: 'en' })).toBe(en);
});
