import { describeFailure, type TestDayDecision } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDay, anyDecision } from './any-day.fixture.ts';
import { foldTestDay, refuseDecision } from './index.ts';
import { attemptId, DAY, place, pupil, scene, station, subject } from './test-day.fixture.ts';

const ann = pupil('ann', { tag: 'a' });
const bo = pupil('bo', { tag: 'b' });
const long = 'standing_long_jump';
const first = attemptId(1);

function day() {
  const made = scene([ann, bo], { stations: [place('s-1', long)] });
  made.hear(long, 200, { tag: 'a' });
  return made;
}

const codeOf = (made: ReturnType<typeof scene>, decision: TestDayDecision) =>
  refuseDecision({ input: made.input, fold: made.fold(), decision })?.code;

const entered = {
  kind: 'entered',
  attempt: attemptId(50),
  item: long,
  value: 200,
  subject: ann.subject,
  at: 1,
  by: 'hand',
  raw: '200',
} as const;

describe('a decision is refused', () => {
  const reason = 'r';
  it.each<[TestDayDecision, string]>([
    [{ kind: 'claimed', attempt: attemptId(99), subject: ann.subject, reason }, 'TIZHI_ATTEMPT_UNKNOWN'],
    [{ kind: 'fouled', attempt: attemptId(99), foul: 'fell', reason }, 'TIZHI_ATTEMPT_UNKNOWN'],
    [{ kind: 'claimed', attempt: first, subject: subject('nobody'), reason }, 'TIZHI_PUPIL_UNKNOWN'],
    [{ kind: 'claimed', attempt: first, subject: ann.subject, reason }, 'TIZHI_DECISION_NEEDLESS'],
    [{ kind: 'restored', attempt: first, reason }, 'TIZHI_DECISION_NEEDLESS'],
    [{ kind: 'corrected', attempt: first, value: 401, reason }, 'TIZHI_VALUE_OUT_OF_RANGE'],
    [{ ...entered, value: 49 }, 'TIZHI_VALUE_OUT_OF_RANGE'],
    [{ ...entered, attempt: first }, 'TIZHI_ATTEMPT_EXISTS'],
    [{ ...entered, item: 'run_800m', value: 230 }, 'TIZHI_ITEM_NOT_DUE'],
    [{ kind: 'retest_granted', subject: ann.subject, item: 'run_800m', reason }, 'TIZHI_ITEM_NOT_DUE'],
    [{ kind: 'state_set', subject: ann.subject, item: long, state: 'absent', reason }, 'TIZHI_RESULT_STANDS'],
    [{ kind: 'queued', station: station('s-9'), subjects: [] }, 'TIZHI_STATION_UNKNOWN'],
    [{ kind: 'queued', station: station('s-1'), subjects: [subject('nobody')] }, 'TIZHI_PUPIL_UNKNOWN'],
    [{ kind: 'skipped', station: station('s-1'), subject: bo.subject }, 'TIZHI_DECISION_NEEDLESS'],
    [{ kind: 'bib_given', tag: '7', subject: subject('nobody') }, 'TIZHI_PUPIL_UNKNOWN'],
    [{ kind: 'reopened', reason }, 'TIZHI_TESTDAY_OPEN'],
  ])('%j', (decision, code) => {
    expect(codeOf(day(), decision)).toBe(code);
  });

  it.each<[TestDayDecision]>([
    [{ kind: 'claimed', attempt: first, subject: bo.subject, reason }],
    [{ kind: 'released', attempt: first, reason }],
    [{ kind: 'fouled', attempt: first, foul: 'over_line', reason: '' }],
    [{ kind: 'voided', attempt: first, reason }],
    [{ kind: 'corrected', attempt: first, value: 50, reason }],
    [entered],
    [{ ...entered, subject: null }],
    [{ kind: 'state_set', subject: ann.subject, item: long, state: 'exempt', reason }],
    [{ kind: 'state_set', subject: bo.subject, item: long, state: 'absent', reason }],
    [{ kind: 'retest_granted', subject: ann.subject, item: long, reason }],
    [{ kind: 'queued', station: station('s-1'), subjects: [bo.subject] }],
    [{ kind: 'bib_given', tag: '7', subject: bo.subject }],
    [{ kind: 'closed', reason: '' }],
  ])('and not: %j', (decision) => {
    expect(codeOf(day(), decision)).toBeUndefined();
  });

  it('on a closed day, whatever it is, but to reopen it', () => {
    const made = day();
    made.decide({ kind: 'closed', reason: '' });
    expect(codeOf(made, { kind: 'voided', attempt: first, reason })).toBe('TIZHI_TESTDAY_CLOSED');
    expect(codeOf(made, { kind: 'reopened', reason })).toBeUndefined();
    made.decide({ kind: 'reopened', reason });
    expect(codeOf(made, { kind: 'voided', attempt: first, reason })).toBeUndefined();
  });

  it('with a sentence in both languages that leaves nothing open', () => {
    fc.assert(
      fc.property(anyDay, anyDecision, (input, decision) => {
        const refusal = refuseDecision({ input, fold: foldTestDay(input), decision });
        if (refusal === undefined) return;
        for (const language of ['zh', 'en'] as const)
          expect(describeFailure(refusal, language)).not.toMatch(/[{}?]/);
      }),
      { numRuns: 200 },
    );
  });

  it('or changes the day', () => {
    let taken = 0;
    const silent = new Set(['skipped', 'queued', 'bib_given', 'corrected', 'state_set', 'retest_granted']);
    fc.assert(
      fc.property(anyDay, anyDecision, (input, decision) => {
        const fold = foldTestDay(input);
        if (silent.has(decision.kind) || refuseDecision({ input, fold, decision }) !== undefined) return;
        taken += 1;
        const entry = { entry: 1000, testDay: DAY, at: 4_000_000_000_000, account: null, decision };
        expect(foldTestDay({ ...input, entries: [...input.entries, entry] })).not.toEqual(fold);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(30);
  });
});
