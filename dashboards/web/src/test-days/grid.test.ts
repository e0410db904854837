import { describe, expect, it } from 'vitest';
import { cellOf, claimants, itemsOf, lastAttempts, resultOf, withUnit } from './grid.ts';
import { attempt, dayOf, MAT, pupil, result } from './test-day.fixture.ts';

const shown = { bodiesShown: false };
const JUMP = 'standing_long_jump';
const done = (display = '182') => result(JUMP, { state: 'done', display, attempts: [attempt()] });

describe('a cell of the class grid', () => {
  it('shows a result as the standard writes it', () => {
    expect(cellOf(result('run_1000m', { state: 'done', display: `3'45"` }), shown)).toEqual({
      state: 'done',
      text: `3'45"`,
      hidden: false,
      chips: [],
    });
  });

  it.each(['due', 'exempt', 'deferred', 'absent'] as const)(
    'that is %s shows the state, never a number',
    (state) => {
      expect(cellOf(result(JUMP, { state, display: '0' }), shown)).toMatchObject({ state, text: null });
    },
  );

  it('marks a foul only while it leaves the pupil without a result', () => {
    const foul = attempt({ status: 'foul', foul: 'over_line' });
    expect(cellOf(result(JUMP, { attempts: [foul] }), shown).chips).toEqual(['foul']);
    expect(cellOf(result(JUMP, { state: 'done', attempts: [foul, attempt()] }), shown).chips).toEqual([]);
  });

  it('marks a proposed retest and a number that deserves a second look', () => {
    const interval = { low: 181, high: 183, lowScore: 78, highScore: 80, crossesLevel: true };
    const notices = [{ kind: 'same_as_neighbour' as const, low: null, high: null }];
    const attempts = [attempt({ notices })];
    expect(cellOf(result(JUMP, { state: 'done', interval, attempts }), shown).chips).toEqual([
      'retest',
      'notice',
    ]);
    const inside = { ...interval, crossesLevel: false };
    expect(
      cellOf(result(JUMP, { state: 'done', interval: inside, attempts: [attempt()] }), shown).chips,
    ).toEqual([]);
  });

  it('keeps the notice of an attempt that does not count to the drawer', () => {
    const notices = [{ kind: 'too_soon' as const, low: null, high: null }];
    const attempts = [attempt({ status: 'valid', notices }), attempt()];
    expect(cellOf(result(JUMP, { state: 'done', attempts }), shown).chips).toEqual([]);
  });

  it.each(['height', 'weight'] as const)('hides %s and its marks until it is asked for', (item) => {
    const notices = [{ kind: 'far_from_class' as const, low: 120, high: 170 }];
    const body = result(item, { state: 'done', display: '150.5', attempts: [attempt({ item, notices })] });
    expect(cellOf(body, shown)).toEqual({ state: 'done', text: null, hidden: true, chips: [] });
    expect(cellOf(body, { bodiesShown: true })).toMatchObject({ text: '150.5', hidden: false });
  });
});

describe('a class', () => {
  const pupils = [
    pupil(1, [done('250'), result('run_1000m')]),
    pupil(2, [result(JUMP), result('run_800m')]),
    pupil(3, [done('120'), result('run_1000m')]),
  ];

  it('has a column for every item that any of its pupils does, in the order of the standard', () => {
    expect(itemsOf(pupils)).toEqual([JUMP, 'run_1000m', 'run_800m']);
  });

  it('offers an attempt to those still due first, by seat, and never to a pupil who does not do the item', () => {
    const seats = (of: ReturnType<typeof claimants>) =>
      [of.due, of.others].map((all) => all.map(({ seat }) => seat));
    expect(seats(claimants(pupils, JUMP))).toEqual([[2], [1, 3]]);
    expect(seats(claimants(pupils, 'run_800m'))).toEqual([[2], []]);
  });

  it('knows which pupil has which item', () => {
    expect(resultOf(pupils[1] ?? pupil(9, []), 'run_1000m')).toBeUndefined();
  });
});

it('the last attempts at a station are those of that item there, of anybody, newest first', () => {
  const [old, late, elsewhere] = [
    attempt({ at: 10 }),
    attempt({ at: 30 }),
    attempt({ at: 40, item: 'height' }),
  ];
  const nobodys = attempt({ at: 20, subject: null, status: 'unclaimed' });
  const view = dayOf(
    [pupil(1, [result(JUMP, { attempts: [old, late] }), result('height', { attempts: [elsewhere] })])],
    { tray: [nobodys] },
  );
  const at = { station: MAT, item: JUMP } as const;
  expect(lastAttempts(view, at, 2)).toEqual([late, nobodys]);
  expect(lastAttempts(view, at, 9)).toHaveLength(3);
});

it('a value has its unit, and a time in minutes and seconds is its own', () => {
  expect(withUnit('run_1000m', `0'06"`, 'zh')).toBe(`0'06"`);
  expect(withUnit('run_50m', 0.2, 'en')).toBe('0.2 s');
  expect(withUnit('rope_skip_1min', '6', 'zh')).toBe('6 次');
});
