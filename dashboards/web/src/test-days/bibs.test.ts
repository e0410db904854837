import type { SubjectId, TestDayPupilView } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { givingOf, losers, numbered } from './bibs.ts';

const id = (n: number) => `s-${n}` as SubjectId;
const wears = (n: number, tag: string | null) => ({ subject: id(n), seat: n, tag }) as TestDayPupilView;
const PUPILS = [wears(1, 'card-1'), wears(2, '12'), wears(3, null)];

describe('bibs of a class', () => {
  it('run in the order of the seats from the first number on', () => {
    expect([...numbered(PUPILS, 101).values()]).toEqual(['101', '102', '103']);
  });

  it('are given where something new was written, and nowhere else', () => {
    const draft = new Map([
      [id(1), ' 7 '],
      [id(2), '12'],
      [id(3), ''],
    ]);
    expect(givingOf(PUPILS, draft)).toEqual({
      ok: true,
      decisions: [{ kind: 'bib_given', tag: '7', subject: id(1) }],
    });
  });

  it('are not given while one of them is written twice', () => {
    const draft = new Map([
      [id(1), '7'],
      [id(3), '7'],
    ]);
    expect(givingOf(PUPILS, draft)).toEqual({ ok: false, twice: '7' });
  });

  it('tell from whom one is taken, unless a new one is given there at once', () => {
    const giving = givingOf(PUPILS, new Map([[id(3), '12']]));
    expect(giving.ok && losers(PUPILS, giving.decisions).map(({ seat }) => seat)).toEqual([2]);
    const both = givingOf(
      PUPILS,
      new Map([
        [id(3), '12'],
        [id(2), '13'],
      ]),
    );
    expect(both.ok && losers(PUPILS, both.decisions)).toEqual([]);
  });
});
