import { randomUUID } from 'node:crypto';
import type { Finding, SchoolId, WarningAct, WarningId } from '@tizhi/contracts';
import { beforeEach, expect, it } from 'vitest';
import { finding } from './care-samples.contract.ts';
import type { Subject } from './record-harness.contract.ts';
import { accountOf, CLASS, NOON, outcome, pupil, SCHOOL, subjectOf } from './record-samples.contract.ts';

const { school } = SCHOOL;

/** What rules found, and what people did about it. */
export function describeWarnings({ store }: Subject): void {
  const subjects = [1, 2].map(subjectOf);
  beforeEach(() => store().roster.save(SCHOOL, [CLASS], [pupil(1), pupil(2)]));
  const keep = (findings: Finding[], at = NOON, of = subjects) =>
    store().care.warnings.keep({ school, at, subjects: of, findings });
  const all = () => store().care.warnings.list({ school, limit: 99 });
  const only = async () => {
    const [one] = await all();
    if (one === undefined) throw new Error('no warning');
    return one;
  };
  const note: WarningAct = { kind: 'note', note: '已电话' };

  it('are one warning for ever of a rule, a pupil and a school year', async () => {
    expect(await keep([finding(1), finding(2)])).toBe(2);
    const before = await all();
    expect(await keep([finding(1), finding(2)], NOON + 9)).toBe(0);
    expect(await all()).toEqual(before);
    const newer = finding(1, { severity: 'critical', ruleVersion: 2 });
    expect(await keep([newer, finding(2)], NOON + 9)).toBe(1);
    const after = (await all()).find((each) => each.finding.subject === subjectOf(1));
    expect(after).toMatchObject({ finding: newer, openedAt: NOON });
    expect(
      await keep(
        [newer, finding(1, { schoolYear: 2026 }), finding(1, { rule: 'other' })],
        NOON,
        subjects.slice(0, 1),
      ),
    ).toBe(2);
    expect(new Set((await all()).map(({ warning }) => warning)).size).toBe(4);
  });

  it('are gone when they are found no more, and back when they are; other pupils do not count', async () => {
    await keep([finding(1), finding(2)]);
    const gone = async () => (await all()).map(({ goneAt, finding: of }) => [of.subject, goneAt]).sort();
    expect(await keep([], NOON + 1, [subjectOf(1)])).toBe(1);
    expect(await keep([], NOON + 2, [subjectOf(1)])).toBe(0);
    expect(await gone()).toEqual([
      [subjectOf(1), NOON + 1],
      [subjectOf(2), null],
    ]);
    await keep([finding(1)], NOON + 3, [subjectOf(1)]);
    expect((await gone())[0]).toEqual([subjectOf(1), null]);
  });

  it('are found by two at the same moment and opened once', async () => {
    await Promise.all([1, 2, 3, 4].map((n) => keep([finding(1), finding(2)], NOON + n)));
    expect(await all()).toHaveLength(2);
  });

  it('are listed the newest first, of a school, of some pupils, and no more than asked for', async () => {
    await keep([finding(1)], NOON, [subjectOf(1)]);
    await keep([finding(2)], NOON + 1, [subjectOf(2)]);
    const { warnings } = store().care;
    const listed = async (more: { limit: number; subjects?: typeof subjects }) =>
      (await warnings.list({ school, ...more })).map((each) => each.finding.subject);
    expect(await listed({ limit: 9 })).toEqual([subjectOf(2), subjectOf(1)]);
    expect(await listed({ limit: 1 })).toEqual([subjectOf(2)]);
    expect(await listed({ limit: 9, subjects: [subjectOf(1)] })).toEqual([subjectOf(1)]);
    expect(await listed({ limit: 9, subjects: [] })).toEqual([]);
    const trend = finding(1, { rule: 'a-trend', shownAs: 'trend' });
    await keep([finding(1), trend], NOON + 2, [subjectOf(1)]);
    const shown = async (shownAs: 'alarm' | 'trend') =>
      (await warnings.list({ school, shownAs, limit: 9 })).map((each) => each.finding.rule);
    expect(await shown('trend')).toEqual(['a-trend']);
    expect(await shown('alarm')).toEqual(['total-fell', 'total-fell']);
    await keep([finding(1), { ...trend, shownAs: 'alarm' }], NOON + 3, [subjectOf(1)]);
    expect(await shown('trend')).toEqual([]);
    expect(await warnings.list({ school: 'elsewhere' as SchoolId, limit: 9 })).toEqual([]);
  });

  it('grow by acts in their order, and an act sent again is stored once', async () => {
    await keep([finding(1)]);
    const { warning } = await only();
    const { warnings } = store().care;
    const request = randomUUID();
    const send = () => warnings.append({ warning, at: NOON, account: accountOf(1), request, act: note });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ repeated }) => repeated).sort()).toEqual([false, true, true]);
    expect(new Set(answers.map(({ entry }) => entry.entry)).size).toBe(1);
    expect(await warnings.acted(warning, request)).toEqual(answers[0]?.entry);
    expect(await warnings.acted(warning, randomUUID())).toBeUndefined();
    const escalated: WarningAct = { kind: 'escalate', after: 60_000 };
    for (const at of [1, 2]) await warnings.append({ warning, at: NOON + at, account: null, act: escalated });
    const { entries } = await only();
    expect(entries.map(({ act }) => act.kind)).toEqual(['note', 'escalate', 'escalate']);
    expect(entries.map(({ entry }) => entry)).toEqual(
      entries.map(({ entry }) => entry).toSorted((a, b) => a - b),
    );
    expect(await warnings.find(warning)).toEqual(await only());
    expect((await keep([], NOON + 5)) && (await only()).entries).toEqual(entries);
  });

  it('that are not there take no act', async () => {
    const warning = randomUUID() as WarningId;
    const act = store().care.warnings.append({ warning, at: NOON, account: null, act: note });
    expect(await outcome(act)).toBe('TIZHI_NOT_FOUND');
    expect(await store().care.warnings.find(warning)).toBeUndefined();
  });
}
