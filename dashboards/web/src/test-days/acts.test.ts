import { TestDayDecision } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { type Act, actsOn, decisionOf, EMPTY_FORM } from './acts.ts';
import { attempt, subject } from './test-day.fixture.ts';

const NOW = 1_700_000_000_000;
const jump = attempt();
const place = { subject: subject(3), item: 'run_1000m' } as const;
const filled = { text: '190', reason: ' 录错 ', foul: 'over_line', to: subject(4), state: 'exempt' } as const;

describe('what a person decides', () => {
  it.each([
    [
      { kind: 'foul', attempt: jump },
      { kind: 'fouled', foul: 'over_line', reason: '录错' },
    ],
    [
      { kind: 'void', attempt: jump },
      { kind: 'voided', reason: '录错' },
    ],
    [
      { kind: 'restore', attempt: jump },
      { kind: 'restored', reason: '录错' },
    ],
    [
      { kind: 'correct', attempt: jump },
      { kind: 'corrected', value: 190, reason: '录错' },
    ],
    [
      { kind: 'give', attempt: jump },
      { kind: 'claimed', subject: subject(4), reason: '录错' },
    ],
    [
      { kind: 'release', attempt: jump },
      { kind: 'released', reason: '录错' },
    ],
    [
      { kind: 'retest', ...place },
      { kind: 'retest_granted', ...place, reason: '录错' },
    ],
    [
      { kind: 'state', ...place },
      { kind: 'state_set', ...place, state: 'exempt', reason: '录错' },
    ],
  ] satisfies [Act, object][])('%o is the decision %o', (act, decision) => {
    const decided = decisionOf(act, filled, NOW);
    const named = 'attempt' in act ? { attempt: jump.attempt } : {};
    expect(decided).toEqual({ ok: true, decision: { ...decision, ...named } });
    expect(TestDayDecision.safeParse(decided.ok && decided.decision).success).toBe(true);
  });

  it.each(['void', 'restore', 'correct', 'give', 'release'] as const)(
    '%s is not taken without a reason',
    (kind) => {
      expect(decisionOf({ kind, attempt: jump }, { ...filled, reason: '  ' }, NOW)).toEqual({
        ok: false,
        why: 'needReason',
      });
    },
  );

  it('a foul says which one; the rule is its reason', () => {
    expect(decisionOf({ kind: 'foul', attempt: jump }, { ...filled, reason: '' }, NOW).ok).toBe(true);
    expect(decisionOf({ kind: 'foul', attempt: jump }, EMPTY_FORM, NOW)).toEqual({
      ok: false,
      why: 'needChoice',
    });
  });

  it('a state and a gift are chosen, never taken for granted', () => {
    const reasoned = { ...EMPTY_FORM, reason: '合成' };
    for (const act of [
      { kind: 'state', ...place },
      { kind: 'give', attempt: jump },
    ] as const) {
      expect(decisionOf(act, reasoned, NOW)).toEqual({ ok: false, why: 'needChoice' });
    }
  });

  it('an entry by hand keeps what was typed as the end of the walk back', () => {
    const decided = decisionOf({ kind: 'hand', ...place }, { ...EMPTY_FORM, text: ' 3:45 ' }, NOW);
    expect(decided).toMatchObject({
      ok: true,
      decision: { kind: 'entered', ...place, value: 225, at: NOW, by: 'hand', raw: '3:45' },
    });
    expect(TestDayDecision.safeParse(decided.ok && decided.decision).success).toBe(true);
  });

  it.each([
    ['abc', 'badValue'],
    ['3:99', 'badValue'],
    ['30', 'range'],
  ])('an entry of "%s" is asked for again: %s', (text, why) => {
    expect(decisionOf({ kind: 'hand', ...place }, { ...EMPTY_FORM, text }, NOW)).toEqual({ ok: false, why });
  });
});

describe('what can be done with an attempt', () => {
  it('a foul or a void can be taken back, and a void one is not judged further', () => {
    expect(actsOn(attempt({ foul: 'fell', status: 'foul' }))).toEqual([
      'restore',
      'correct',
      'give',
      'release',
      'void',
    ]);
    expect(actsOn(attempt({ status: 'void' }))).toEqual(['restore']);
    expect(actsOn(jump)).toEqual(['foul', 'correct', 'give', 'release', 'void']);
  });

  it("nobody's attempt cannot be put back into the tray", () => {
    expect(actsOn(attempt({ subject: null, status: 'unclaimed' }))).not.toContain('release');
  });
});
