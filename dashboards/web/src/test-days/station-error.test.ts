import { CreateTestDay, type DeviceId, TestDayPlan } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { placeIn, planWith, readError } from './station-error.ts';

const PLAN = TestDayPlan.parse({
  testDay: 'td-1',
  school: 'school-1',
  name: '体测',
  date: '2026-09-28',
  year: 2026,
  kind: 'regular',
  classes: ['class-1'],
  stations: [
    { station: 'mat', item: 'standing_long_jump', error: 1, errorSource: 'maker' },
    { station: 'scale', item: 'height', error: null, errorSource: null },
  ],
  rules: {},
});
const SCALE = { station: 'scale' as DeviceId, item: 'height' } as const;

describe('the stated error of a station', () => {
  it('is a number with its source, or unknown', () => {
    expect(readError('0,5', ' 校准 ')).toEqual({ error: 0.5, errorSource: '校准' });
    expect(readError(' ', 'maker')).toEqual({ error: null, errorSource: null });
    for (const text of ['-1', '1001', 'one']) expect(readError(text, 'maker')).toBe('number');
    expect(readError('1', ' ')).toBe('source');
  });

  it('changes one station of the plan, in words that the server takes', () => {
    const request = planWith(PLAN, SCALE, { error: 0.3, errorSource: 'calibration 2026' });
    const { stations, ...rest } = CreateTestDay.parse(request);
    expect(stations[0]).toEqual(PLAN.stations[0]);
    expect(placeIn({ ...PLAN, stations }, SCALE)).toMatchObject({ error: 0.3 });
    expect({ ...rest, school: PLAN.school, stations: PLAN.stations }).toEqual(PLAN);
  });
});
