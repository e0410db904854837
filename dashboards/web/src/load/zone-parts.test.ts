import { describe, expect, it } from 'vitest';
import { minutesText, percentText, zoneParts } from './zone-parts.ts';

describe('the bar of minutes', () => {
  it('has the zones in order, then what was not heard', () => {
    expect(zoneParts({ zoneMinutes: [1, 0, 0, 2, 0, 1], unknownMinutes: 4 })).toEqual([
      { key: 0, minutes: 1, percent: 12.5 },
      { key: 3, minutes: 2, percent: 25 },
      { key: 5, minutes: 1, percent: 12.5 },
      { key: 'unknown', minutes: 4, percent: 50 },
    ]);
  });

  it('of nothing has no parts', () => {
    expect(zoneParts({ zoneMinutes: [0, 0, 0, 0, 0, 0], unknownMinutes: 0 })).toEqual([]);
  });
});

describe('the texts', () => {
  it('write short times with a decimal and long ones without', () => {
    expect([0, 1.26, 9.96, 23.5].map(minutesText)).toEqual(['0.0', '1.3', '10', '24']);
  });

  it('write an unknown share as a dash, never as 0', () => {
    expect([percentText(null), percentText(0), percentText(0.756)]).toEqual(['-', '0%', '76%']);
  });
});
