import { describe, expect, it } from 'vitest';
import { clockText, readValue } from './value-entry.ts';

describe('a value written by hand', () => {
  it.each([
    ['run_1000m', `3'45"`, 225],
    ['run_1000m', '3:45', 225],
    ['run_1000m', '3：45', 225],
    ['run_1000m', '3′45″', 225],
    ['run_1000m', '3分45秒', 225],
    ['run_1000m', ' 4:05.3 ', 245.3],
    ['run_800m', '200', 200],
    ['run_50m', '8.1', 8.1],
    ['run_50m', '8．1', 8.1],
    ['sit_and_reach', '-3.5', -3.5],
    ['sit_and_reach', '−3.5', -3.5],
    ['standing_long_jump', '182', 182],
  ] as const)('%s "%s" is read as %d', (item, text, value) => {
    expect(readValue(item, text)).toEqual({ ok: true, value });
  });

  it.each([
    ['run_1000m', ''],
    ['run_1000m', '3:75'],
    ['run_1000m', "3'45'45"],
    ['standing_long_jump', '1:82'],
    ['standing_long_jump', '18a'],
    ['vital_capacity', '2 500'],
    ['run_50m', '8,1'],
  ] as const)('%s "%s" is not guessed at', (item, text) => {
    expect(readValue(item, text)).toEqual({ ok: false, why: 'unreadable' });
  });

  it.each([
    ['run_1000m', '3.45'],
    ['run_50m', '81'],
    ['standing_long_jump', '999'],
  ] as const)('%s "%s" is out of the legal range', (item, text) => {
    expect(readValue(item, text)).toEqual({ ok: false, why: 'range' });
  });
});

it.each([
  [0, '0.0'],
  [8_199, '8.1'],
  [60_000, '1:00.0'],
  [245_399, '4:05.3'],
  [-5, '0.0'],
])('%d ms on the stopwatch reads %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});
