import { expect, it } from 'vitest';
import { measureText, measureWithUnit, topOf } from './measure-text.ts';

it.each([
  ['run_1000m', 225, `3'45"`],
  ['shuttle_50m_x8', 119.6, `2'00"`],
  ['run_50m', 8.1, '8.1'],
  ['pull_up', 7, '7'],
  ['total', 72.26, '72.3'],
  ['blood_pressure', 131, '131'],
] as const)('%s %d reads %s', (measure, value, text) => {
  expect(measureText(measure, value)).toBe(text);
});

it('a unit is in the language of the reader; minutes and seconds are their own', () => {
  expect(measureWithUnit({ measure: 'run_50m', unit: 's' }, 8.1, 'zh')).toBe('8.1 秒');
  expect(measureWithUnit({ measure: 'run_800m', unit: 's' }, 225, 'zh')).toBe(`3'45"`);
  expect(measureWithUnit({ measure: 'blood_pressure', unit: 'mmHg' }, 131, 'en')).toBe('131 mmHg');
});

it('a shorter run is better, a longer jump is better', () => {
  expect(topOf('run_50m')).toBe('low');
  expect(topOf('standing_long_jump')).toBe('high');
  expect(topOf('total')).toBe('high');
});
