import { ITEMS, ItemKey } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, formatItemValue, type ItemCell, readItemCell, roundItemValue } from '../index.ts';

const read = (item: ItemKey, cell: Cell, inSeconds = false): ItemCell =>
  readItemCell(item, cell, { inSeconds });
const value = (number: number): ItemCell => ({ kind: 'value', value: number });
const problemOf = (cell: ItemCell): string | undefined =>
  cell.kind === 'invalid' ? cell.problem.en : undefined;

describe('times', () => {
  it.each([
    `3'45"`,
    `3'45`,
    `3′45″`,
    `3′45`,
    `3’45”`,
    `3’45`,
    `3‘45“`,
    `3＇45＂`,
    `3'45''`,
    `3′45′′`,
    `3´45`,
    '3:45',
    '3：45',
    '03:45',
    '0:03:45',
    '00:03:45',
    '3:45:00',
    '3.45',
    '３．４５',
    '3。45',
    3.45,
    3.4499999999999997,
    ' 3\'45" ',
    `3' 45"`,
    '3分45秒',
    '3分钟45秒',
  ])('%s is 3 min 45 s', (cell) => {
    expect(read('run_1000m', cell)).toEqual(value(225));
  });

  it.each([
    ['3.05', 185],
    [3.05, 185],
    ['3.50', 230],
    ['4.00', 240],
    [4, 240],
    ['4', 240],
    [`4'00"`, 240],
    ['3.59', 239],
  ])('%s is %d s', (cell, seconds) => {
    expect(read('run_1000m', cell)).toEqual(value(seconds));
  });

  it.each([3.5, '3.5', `3'5"`, '3:5', '3′5'])('%s could be 5 or 50 seconds: refused', (cell) => {
    expect(problemOf(read('run_1000m', cell))).toContain('ambiguous');
  });

  it.each([225, '225', '345'])('%s could be seconds or minutes and seconds: refused', (cell) => {
    expect(problemOf(read('run_1000m', cell))).toContain('ambiguous');
  });

  it.each([225, '225', '225.0'])('%s is seconds where the heading says so', (cell) => {
    expect(read('run_1000m', cell, true)).toEqual(value(225));
  });

  it.each([`3'60"`, '3.60', '3.75', `3'4a`, 'abc', '3.450', '-3.45', `'45"`, `3'45"6`, '1e2'])(
    '%s is no time',
    (cell) => {
      expect(problemOf(read('run_1000m', cell))).toBe('is not a time in minutes and seconds');
    },
  );

  it.each([
    ['run_1000m', `1'59"`],
    ['run_1000m', `9'01"`],
    ['shuttle_50m_x8', `0'44"`],
    ['shuttle_50m_x8', `4'01"`],
  ] as const)('%s %s is out of range', (item, cell) => {
    expect(problemOf(read(item, cell))).toBe('is out of range');
  });

  it.each([
    ['run_1000m', `2'00"`, 120],
    ['run_1000m', `9'00"`, 540],
    ['shuttle_50m_x8', `0'45"`, 45],
    ['shuttle_50m_x8', '0.45', 45],
    ['shuttle_50m_x8', `4'00"`, 240],
  ] as const)('%s %s is the end of the range', (item, cell, seconds) => {
    expect(read(item, cell)).toEqual(value(seconds));
  });

  it('are read as they are written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('run_1000m' as const, 'run_800m' as const),
        fc.integer({ min: 120, max: 540 }),
        (item, seconds) => {
          expect(read(item, formatItemValue(item, seconds))).toEqual(value(seconds));
        },
      ),
    );
  });
});

describe('numbers', () => {
  it.each([
    ['run_50m', 8.1, 8.1],
    ['run_50m', '8.1', 8.1],
    ['run_50m', '８．１', 8.1],
    ['run_50m', '8.1秒', 8.1],
    ['run_50m', '8.1"', 8.1],
    ['run_50m', '8"1', 8.1],
    ['run_50m', '8.11', 8.2],
    ['run_50m', 8, 8],
    ['height', '160.5cm', 160.5],
    ['height', ' 160.5\u00a0', 160.5],
    ['weight', '45.0', 45],
    ['vital_capacity', '3000.0', 3000],
    ['vital_capacity', '3000 ml', 3000],
    ['sit_and_reach', '-3.5', -3.5],
    ['sit_and_reach', '－3.5', -3.5],
    ['sit_and_reach', '−3.5', -3.5],
    ['sit_and_reach', '+3.5', 3.5],
    ['pull_up', 0, 0],
    ['pull_up', '0', 0],
    ['pull_up', '12个', 12],
    ['rope_skip_1min', '150次', 150],
    ['standing_long_jump', 182.7, 182],
  ] as const)('%s %s is %d', (item, cell, number) => {
    expect(read(item, cell)).toEqual(value(number));
  });

  it.each([
    ['run_50m', 'abc'],
    ['run_50m', '8..1'],
    ['run_50m', '8,1'],
    ['run_50m', '8.1/8.2'],
    ['run_50m', '-'],
    ['height', '1e3'],
    ['height', '#N/A'],
    ['height', '0x10'],
    ['weight', Infinity],
    ['weight', Number.NaN],
  ] as const)('%s %s is no number', (item, cell) => {
    expect(problemOf(read(item, cell))).toBe('is not a number');
  });

  it.each([
    ['height', 79.9],
    ['height', 250.1],
    ['height', 1.65],
    ['vital_capacity', 0],
    ['vital_capacity', 10000],
    ['run_50m', 4.9],
    ['run_50m', 20.1],
    ['sit_and_reach', -30.1],
    ['rope_skip_1min', 301],
    ['pull_up', -1],
    ['standing_long_jump', 2.1],
  ] as const)('%s %d is out of range', (item, cell) => {
    expect(problemOf(read(item, cell))).toBe('is out of range');
  });

  it.each(ItemKey.options)('%s: both ends of the legal range are read', (item) => {
    for (const end of [ITEMS[item].min, ITEMS[item].max])
      expect(read(item, formatItemValue(item, end))).toEqual(value(end));
  });

  it.each(['vital_capacity', 'rope_skip_1min', 'sit_up_1min', 'pull_up'] as const)(
    '%s has no fractions',
    (item) => {
      expect(problemOf(read(item, ITEMS[item].max - 0.5))).toBe('is not a whole number');
    },
  );
});

describe('words', () => {
  it.each([
    ['免测', 'exempt'],
    ['免试', 'exempt'],
    ['免予执行', 'exempt'],
    ['（免测）', 'exempt'],
    ['缓测', 'deferred'],
    ['暂缓', 'deferred'],
    ['缺考', 'absent'],
    ['未测', 'absent'],
    [' 缺 考 ', 'absent'],
  ] as const)('%s is missing: %s, and never 0', (cell, state) => {
    expect(read('run_50m', cell)).toEqual({ kind: 'missing', state });
    expect(read('run_1000m', cell)).toEqual({ kind: 'missing', state });
  });

  it.each([null, '', '  ', '\u3000', '\u200b'])('%j is empty', (cell) => {
    expect(read('run_50m', cell)).toEqual({ kind: 'empty' });
  });
});

describe('any cell', () => {
  it('is read without an exception, and a value is in range and at its stored precision', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.stringMatching(/^[-0-9.:'"′″分秒免]{1,8}$/),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.constantFrom(...ItemKey.options), cell, fc.boolean(), (item, any, inSeconds) => {
        const answer = read(item, any, inSeconds);
        if (answer.kind !== 'value') return;
        expect(answer.value).toBeGreaterThanOrEqual(ITEMS[item].min);
        expect(answer.value).toBeLessThanOrEqual(ITEMS[item].max);
        expect(roundItemValue(item, answer.value)).toBe(answer.value);
      }),
      { numRuns: 2000 },
    );
  });
});
