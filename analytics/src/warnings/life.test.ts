import { AccountId, SubjectId, type Warning, type WarningAct, WarningId } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACKNOWLEDGE_WITHIN_MS, escalationAt, escalationDue, foldWarning, refuseAct } from './index.ts';

const NURSE = AccountId.parse('nurse-a');
const OTHER = AccountId.parse('nurse-b');
const TEACHER = AccountId.parse('teacher-a');
const PEOPLE = [
  { account: NURSE, role: 'nurse' },
  { account: OTHER, role: 'nurse' },
  { account: TEACHER, role: 'teacher' },
] as const;
const DAY = 86_400_000;
const OPENED = 1_000 * DAY;

const warning = (
  entries: readonly (readonly [at: number, account: AccountId | null, act: WarningAct])[],
  said: { severity?: 'info' | 'warning' | 'critical'; shownAs?: 'alarm' | 'trend' } = {},
): Warning =>
  foldWarning({
    warning: WarningId.parse('3f2b1d1e-7b7e-4c51-9d5a-0d7a6a1d1c11'),
    finding: {
      rule: 'stunted',
      ruleVersion: 1,
      subject: SubjectId.parse('synthetic-pupil'),
      schoolYear: 2025,
      severity: said.severity ?? 'warning',
      shownAs: said.shownAs ?? 'alarm',
      evidence: { measure: 'height', unit: 'cm', points: [], line: 125.2, text: { zh: '。', en: '.' } },
    },
    openedAt: OPENED,
    entries: entries.map(([at, account, act], n) => ({ entry: n + 1, at: OPENED + at, account, act })),
  });

const acknowledge: WarningAct = { kind: 'acknowledge', note: null };
const act: WarningAct = { kind: 'act', note: 'parents called' };
const resolve: WarningAct = { kind: 'resolve', outcome: 'referred', note: 'seen by a doctor' };
const reopen: WarningAct = { kind: 'reopen', note: 'came back' };
const handTo = (to: AccountId): WarningAct => ({ kind: 'hand_over', to, note: null });
const escalate: WarningAct = { kind: 'escalate', after: 7 * DAY };

describe('the life of a warning', () => {
  it('goes from open to acknowledged, acting and resolved, and says whose it is', () => {
    const steps = [acknowledge, act, resolve].map((_, n) =>
      warning([acknowledge, act, resolve].slice(0, n + 1).map((one, at) => [at, NURSE, one] as const)),
    );
    expect(steps.map(({ state, owner }) => [state, owner])).toEqual([
      ['acknowledged', NURSE],
      ['acting', NURSE],
      ['resolved', NURSE],
    ]);
    expect(warning([])).toMatchObject({ state: 'open', owner: null });
  });

  it('a note changes nothing but is kept', () => {
    const noted = warning([[5, TEACHER, { kind: 'note', note: 'was ill on the day' }]]);
    expect(noted).toMatchObject({ state: 'open', owner: null, entries: [{ entry: 1, account: TEACHER }] });
  });

  it('reopened or handed over it waits again, for the one who has it now', () => {
    const life = [
      [0, NURSE, acknowledge],
      [DAY, NURSE, resolve],
    ] as const;
    expect(warning([...life, [2 * DAY, OTHER, reopen]])).toMatchObject({ state: 'open', owner: OTHER });
    const handed = warning([
      [0, NURSE, act],
      [3 * DAY, NURSE, handTo(OTHER)],
    ]);
    expect(handed).toMatchObject({ state: 'open', owner: OTHER });
    expect(escalationAt(handed)).toBe(OPENED + 3 * DAY + 7 * DAY);
  });
});

describe('the timer', () => {
  it('makes a warning late after 7 days, a critical one after a day, not a millisecond before', () => {
    for (const [severity, days] of [
      ['warning', 7],
      ['critical', 1],
    ] as const) {
      const open = warning([], { severity });
      expect(escalationDue(open, OPENED + days * DAY - 1)).toBeNull();
      expect(escalationDue(open, OPENED + days * DAY)).toEqual({ kind: 'escalate', after: days * DAY });
    }
  });

  it('never for information, for a trend, once acknowledged, or twice', () => {
    const never = [
      warning([], { severity: 'info' }),
      warning([], { shownAs: 'trend' }),
      warning([[0, NURSE, acknowledge]]),
      warning([[7 * DAY, null, escalate]]),
    ];
    expect(never.map((one) => escalationDue(one, OPENED + 1000 * DAY))).toEqual([null, null, null, null]);
    expect(never[3]?.escalatedAt).toBe(OPENED + 7 * DAY);
  });

  it('starts anew when a late one is handed over', () => {
    const handed = warning([
      [7 * DAY, null, escalate],
      [8 * DAY, OTHER, handTo(NURSE)],
    ]);
    expect(handed.escalatedAt).toBeNull();
    expect(escalationDue(handed, OPENED + 15 * DAY)).toEqual(escalate);
  });
});

describe('who may do what', () => {
  const open = warning([]);
  const acknowledged = warning([[0, NURSE, acknowledge]]);
  const resolved = warning([
    [0, NURSE, acknowledge],
    [1, NURSE, resolve],
  ]);
  const asNurse = { role: 'nurse', account: NURSE, people: PEOPLE } as const;

  it.each([
    ['acknowledge an open one', open, acknowledge, null],
    ['act on an open one', open, act, null],
    ['resolve an open one', open, resolve, 'TIZHI_WARNING_NOT_ACKNOWLEDGED'],
    ['reopen an open one', open, reopen, 'TIZHI_WARNING_NOT_RESOLVED'],
    ['acknowledge twice', acknowledged, acknowledge, 'TIZHI_WARNING_ACKNOWLEDGED'],
    ['resolve an acknowledged one', acknowledged, resolve, null],
    ['hand over to a nurse', acknowledged, handTo(OTHER), null],
    ['hand over to oneself', acknowledged, handTo(NURSE), 'TIZHI_WARNING_RECEIVER'],
    ['hand over to somebody who may not see it', acknowledged, handTo(TEACHER), 'TIZHI_WARNING_RECEIVER'],
    ['hand over to nobody', acknowledged, handTo(AccountId.parse('gone')), 'TIZHI_WARNING_RECEIVER'],
    ['act on a resolved one', resolved, act, 'TIZHI_WARNING_RESOLVED'],
    ['note on a resolved one', resolved, { kind: 'note', note: 'better' }, null],
    ['reopen a resolved one', resolved, reopen, null],
    ['play the clock', open, escalate, 'TIZHI_FORBIDDEN'],
  ] as const)('a nurse wants to %s', (_, on, wanted, code) => {
    expect(refuseAct({ warning: on, act: wanted, ...asNurse })).toBe(code);
  });

  it('a teacher does nothing to a growth warning', () => {
    for (const wanted of [
      acknowledge,
      act,
      resolve,
      reopen,
      handTo(OTHER),
      { kind: 'note', note: 'x' } as const,
    ])
      expect(
        refuseAct({ warning: open, act: wanted, role: 'teacher', account: TEACHER, people: PEOPLE }),
      ).toBe('TIZHI_FORBIDDEN');
  });

  it('the clock escalates what is open and does nothing else', () => {
    const clock = { role: null, account: null, people: PEOPLE } as const;
    expect(refuseAct({ warning: open, act: escalate, ...clock })).toBeNull();
    expect(refuseAct({ warning: acknowledged, act: escalate, ...clock })).toBe('TIZHI_WARNING_ACKNOWLEDGED');
    expect(refuseAct({ warning: open, act: acknowledge, ...clock })).toBe('TIZHI_FORBIDDEN');
  });

  it('whatever is allowed in any order leaves a valid warning with every entry, and a resolved one is never late', () => {
    const acts = fc.constantFrom<WarningAct>(
      acknowledge,
      act,
      resolve,
      reopen,
      handTo(OTHER),
      handTo(NURSE),
      escalate,
    );
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 12 }), (wanted) => {
        const entries: (readonly [number, AccountId | null, WarningAct])[] = [];
        for (const [at, one] of wanted.entries()) {
          const account = one.kind === 'escalate' ? null : NURSE;
          const role = account === null ? null : 'nurse';
          if (refuseAct({ warning: warning(entries), act: one, role, account, people: PEOPLE }) === null)
            entries.push([at * DAY, account, one]);
        }
        const left = warning(entries);
        expect(left.entries).toHaveLength(entries.length);
        if (left.state !== 'open') expect(escalationDue(left, OPENED + 1e6 * DAY)).toBeNull();
        else expect(left.escalatedAt !== null || escalationDue(left, OPENED + 1e6 * DAY) !== null).toBe(true);
        if (left.state === 'acknowledged' || left.state === 'acting') expect(left.owner).not.toBeNull();
      }),
    );
    expect(ACKNOWLEDGE_WITHIN_MS.warning).toBe(7 * DAY);
  });
});
