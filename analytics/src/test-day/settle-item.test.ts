import { describe, expect, it } from 'vitest';
import { attemptId, place, pupil, resultOf, scene } from './test-day.fixture.ts';

const ann = pupil('ann', { tag: 'a' });
const jump = { stations: [place('s-1', 'standing_long_jump')] };
const by = { tag: 'a' };

const statuses = (day: ReturnType<typeof scene>, item: Parameters<typeof resultOf>[2]) =>
  resultOf(day.fold(), 'ann', item).attempts.map(({ status }) => status);

describe('which attempt counts', () => {
  it('of three jumps the longest, of equal ones the first; the fourth is one too many', () => {
    const day = scene([ann], jump);
    day.hear('standing_long_jump', 200, by);
    const best = day.hear('standing_long_jump', 211.9, by);
    day.hear('standing_long_jump', 211, by);
    day.hear('standing_long_jump', 250, by);
    expect(statuses(day, 'standing_long_jump')).toEqual(['valid', 'counts', 'valid', 'extra']);
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump')).toMatchObject({
      attempt: best,
      value: 211,
      display: '211',
      state: 'done',
      attemptsLeft: 0,
    });
  });

  it('of two runs the faster, when a retest is granted', () => {
    const day = scene([ann], { stations: [place('s-1', 'run_50m')] });
    day.hear('run_50m', 8.01, by);
    day.hear('run_50m', 7.8, by);
    expect(resultOf(day.fold(), 'ann', 'run_50m').value).toBe(8.1);
    day.decide({ kind: 'retest_granted', subject: ann.subject, item: 'run_50m', reason: 'a dog' });
    expect(resultOf(day.fold(), 'ann', 'run_50m').value).toBe(7.8);
  });

  it('of two weighings the last, even where the plan says best', () => {
    const day = scene([ann], {
      stations: [place('s-1', 'weight')],
      rules: { weight: { attempts: 2, counts: 'best', rounding: 'half_up' } },
    });
    day.hear('weight', 60, by);
    day.hear('weight', 50.04, by);
    expect(resultOf(day.fold(), 'ann', 'weight').value).toBe(50);
  });

  it('never a foul, which uses its turn up; never a void one, which uses none', () => {
    const day = scene([ann], jump);
    const foul = day.hear('standing_long_jump', 240, by);
    const test = day.hear('standing_long_jump', 230, by);
    day.hear('standing_long_jump', 200, by);
    day.decide({ kind: 'fouled', attempt: foul, foul: 'over_line', reason: '' });
    day.decide({ kind: 'voided', attempt: test, reason: 'the teacher jumped' });
    expect(statuses(day, 'standing_long_jump')).toEqual(['foul', 'void', 'counts']);
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump').attemptsLeft).toBe(1);
    day.decide({ kind: 'restored', attempt: foul, reason: 'video' });
    expect(statuses(day, 'standing_long_jump')).toEqual(['counts', 'void', 'valid']);
  });

  it('never what the device doubts, until a person states the number', () => {
    const day = scene([ann], jump);
    const attempt = day.hear('standing_long_jump', 240, { ...by, doubt: 'manual' });
    expect(statuses(day, 'standing_long_jump')).toEqual(['doubtful']);
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump')).toMatchObject({
      value: null,
      display: '-',
      state: 'due',
      attemptsLeft: 3,
    });
    day.decide({ kind: 'corrected', attempt, value: 204, reason: 'measured with a tape' });
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump')).toMatchObject({
      value: 204,
      attempts: [{ measured: 240, value: 204, corrected: true, doubt: 'manual', status: 'counts' }],
    });
  });

  it('never a value in a unit of another kind', () => {
    const day = scene([ann], jump);
    day.hear('standing_long_jump', 2.04, { ...by, unit: 'm' });
    day.hear('standing_long_jump', 204, { ...by, unit: 'kg' });
    const { attempts } = resultOf(day.fold(), 'ann', 'standing_long_jump');
    expect(attempts).toMatchObject([
      { measured: 204, status: 'counts' },
      { measured: null, status: 'doubtful', doubt: 'no_value' },
    ]);
  });

  it("is rounded as the plan says where it says so, and as the item's own rule where not", () => {
    const planned = scene([ann], {
      stations: [place('s-1', 'run_50m')],
      rules: { run_50m: { attempts: 1, counts: 'best', rounding: 'truncate' } },
    });
    planned.hear('run_50m', 8.09, by);
    expect(resultOf(planned.fold(), 'ann', 'run_50m').value).toBe(8);
  });
});

describe('why there is no result', () => {
  const state = (to: 'due' | 'exempt' | 'deferred' | 'absent') =>
    ({
      kind: 'state_set',
      subject: ann.subject,
      item: 'standing_long_jump',
      state: to,
      reason: 'r',
    }) as const;

  it.each(['exempt', 'deferred'] as const)('%s stands above what was measured, and is no 0', (to) => {
    const day = scene([ann], jump);
    day.hear('standing_long_jump', 200, by);
    day.decide(state(to));
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump')).toMatchObject({
      state: to,
      stateReason: 'r',
      value: null,
      score: null,
      attemptsLeft: 0,
    });
    day.decide(state('due'));
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump')).toMatchObject({ state: 'done', value: 200 });
  });

  it('absent gives way to a measurement', () => {
    const day = scene([ann], jump);
    day.decide(state('absent'));
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump').state).toBe('absent');
    day.hear('standing_long_jump', 200, by);
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump')).toMatchObject({ state: 'done', value: 200 });
  });
});

describe('what a person enters', () => {
  it('stands at the time when it was measured, not when it was written down', () => {
    const rules = { weight: { attempts: 2, counts: 'last', rounding: 'half_up' } } as const;
    const day = scene([ann], { stations: [place('s-1', 'weight')], rules });
    day.hear('weight', 50, by);
    const entered = { kind: 'entered', item: 'weight', at: 1, by: 'hand', raw: '60' } as const;
    day.decide({ ...entered, attempt: attemptId(900), value: 60, subject: ann.subject });
    expect(resultOf(day.fold(), 'ann', 'weight')).toMatchObject({
      value: 50,
      attempts: [{ value: 60 }, { value: 50 }],
    });
  });

  it('is an attempt with its words kept, and one with nobody waits in the tray', () => {
    const day = scene([ann], jump);
    const entered = { kind: 'entered', item: 'standing_long_jump', at: 1, by: 'hand' } as const;
    day.decide({ ...entered, attempt: attemptId(900), value: 205, subject: ann.subject, raw: '2,05' });
    day.decide({ ...entered, attempt: attemptId(901), value: 199, subject: null, raw: '199' });
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump')).toMatchObject({ value: 205 });
    expect(day.fold().tray).toMatchObject([{ attempt: attemptId(901), by: 'hand', station: null }]);
  });
});
