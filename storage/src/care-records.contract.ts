import { randomUUID } from 'node:crypto';
import type { ClassId, SchoolId } from '@tizhi/contracts';
import { beforeEach, expect, it } from 'vitest';
import { draft, finding, fitnessTest } from './care-samples.contract.ts';
import type { Subject } from './record-harness.contract.ts';
import { accountOf, CLASS, NOON, outcome, pupil, SCHOOL, subjectOf } from './record-samples.contract.ts';

const { school } = SCHOOL;

/** Histories, plans, walls and linkage. Warnings have a suite of their own. */
export function describeCare({ store, harness }: Subject): void {
  const people = [1, 2, 3].map(subjectOf);
  beforeEach(() => store().roster.save(SCHOOL, [CLASS], [pupil(1), pupil(2), pupil(3)]));

  it('histories are one test a school year, the oldest first, and the last import stands', async () => {
    const { histories } = store().care;
    await histories.saveTests([
      { subject: subjectOf(1), test: fitnessTest(2024, { grade: '6' }) },
      { subject: subjectOf(1), test: fitnessTest(2022) },
      { subject: subjectOf(2), test: fitnessTest(2022) },
    ]);
    const better = fitnessTest(2022, { values: { run_50m: 9.1 } });
    await histories.saveTests([{ subject: subjectOf(1), test: better }]);
    const found = await histories.testsOf(people);
    expect(found.get(subjectOf(1))).toEqual([better, fitnessTest(2024, { grade: '6' })]);
    expect([...found.keys()].sort()).toEqual([subjectOf(1), subjectOf(2)]);
    expect(await histories.testsOf([])).toEqual(new Map());
  });

  it('histories come in whole or not at all', async () => {
    const { histories } = store().care;
    const tests = [1, 9].map((n) => ({ subject: subjectOf(n), test: fitnessTest(2022) }));
    expect(await outcome(histories.saveTests(tests))).toBe('TIZHI_NOT_FOUND');
    expect(await histories.testsOf(people)).toEqual(new Map());
  });

  it('a new draft replaces the last one, a confirmed plan the plan before it', async () => {
    const { plans } = store().care;
    const [first, second, third] = [draft(1), draft(1), draft(1)];
    for (const one of [first, second]) await plans.saveDraft(one);
    expect(await plans.standing(people)).toEqual([second]);
    expect((await plans.find(first.prescription))?.state).toBe('replaced');
    const at = { at: NOON + 5, account: accountOf(1), startsOn: '2025-09-15' };
    const confirmed = await plans.confirm({ ...at, prescription: second.prescription });
    expect(confirmed).toEqual({
      ...second,
      state: 'confirmed',
      confirmedBy: accountOf(1),
      confirmedAt: NOON + 5,
      startsOn: '2025-09-15',
    });
    await plans.saveDraft(third);
    expect(await plans.standing(people)).toEqual([third, confirmed]);
    const held = await plans.confirm({ ...at, prescription: third.prescription });
    expect(await plans.standing([subjectOf(2), subjectOf(1)])).toEqual([held]);
  });

  it('a draft is decided once, however many decide it', async () => {
    const { plans } = store().care;
    const one = draft(1);
    await plans.saveDraft(one);
    const decide = (n: number) =>
      plans.confirm({
        prescription: one.prescription,
        at: NOON + n,
        account: accountOf(n),
        startsOn: '2025-09-15',
      });
    const decided = await Promise.all([1, 2, 3].map(decide));
    expect(decided.filter((each) => each !== undefined)).toHaveLength(1);
    const back = { prescription: one.prescription, reason: '受伤' };
    expect((await plans.withdraw(back))?.state).toBe('withdrawn');
    expect(await plans.withdraw(back)).toBeUndefined();
    expect(await decide(4)).toBeUndefined();
    expect(await plans.standing(people)).toEqual([]);
  });

  it('answers and sessions are the last ones said', async () => {
    const { plans } = store().care;
    const said = { at: NOON, account: accountOf(1), subject: subjectOf(1) };
    const answers = { answeredOn: '2025-09-08', answers: { asthma: true, fever: false } };
    await plans.saveAnswers({ ...said, answers: { answeredOn: '2025-09-01', answers: {} } });
    await plans.saveAnswers({ ...said, answers });
    expect(await plans.answersOf(people)).toEqual(new Map([[subjectOf(1), answers]]));
    expect(await outcome(plans.saveAnswers({ ...said, subject: subjectOf(9), answers }))).toBe(
      'TIZHI_NOT_FOUND',
    );
    const { prescription } = draft(1);
    await plans.saveDraft(draft(1, { prescription }));
    const done = (week: number, share: number) => ({
      week,
      session: 1,
      on: '2025-09-16',
      done: share,
      rpe: null,
    });
    for (const each of [done(2, 1), done(1, 0.5), done(1, 0.75)])
      await plans.saveSession({ prescription, done: each });
    expect(await plans.sessionsOf(prescription)).toEqual([done(1, 0.75), done(2, 1)]);
  });

  it('a display is known by its token until it is removed, and by its school only', async () => {
    const { walls } = store().care;
    const display = {
      display: 'wall-1',
      school,
      class: CLASS.class as ClassId,
      title: '三班角落',
      madeAt: NOON,
    };
    await walls.addDisplay({ ...display, tokenHash: 'hash-1' });
    expect(await walls.displays(school)).toEqual([{ ...display, seenAt: null }]);
    expect(await walls.byToken('hash-1', NOON + 1)).toEqual({ ...display, seenAt: NOON + 1 });
    await walls.byToken('hash-1', NOON + 1_000);
    expect(await walls.displays(school)).toEqual([{ ...display, seenAt: NOON + 1 }]);
    expect(await walls.byToken('hash-2', NOON)).toBeUndefined();
    expect(await walls.displays('elsewhere' as SchoolId)).toEqual([]);
    expect(await walls.removeDisplay('elsewhere' as SchoolId, 'wall-1')).toBe(false);
    expect(await walls.removeDisplay(school, 'wall-1')).toBe(true);
    expect(await walls.byToken('hash-1', NOON)).toBeUndefined();
  });

  it('a pupil has one label for the wall, or none', async () => {
    const { walls } = store().care;
    await walls.saveLabel(subjectOf(1), '小燕子');
    await walls.saveLabel(subjectOf(2), '12');
    await walls.saveLabel(subjectOf(1), '飞鱼');
    await walls.saveLabel(subjectOf(2), null);
    expect(await walls.labelsOf(people)).toEqual(new Map([[subjectOf(1), '飞鱼']]));
    expect(await outcome(walls.saveLabel(subjectOf(9), '7'))).toBe('TIZHI_NOT_FOUND');
  });

  it('who is one is decided in order, and what is sent again is stored once', async () => {
    const { links } = store().care;
    const row = (n: number) => ({ file: '2022.xlsx', row: n });
    const decided = (kind: 'merge' | 'unmerge', request: string) =>
      links.append({
        school,
        at: NOON,
        account: accountOf(1),
        request,
        decision: { kind, a: row(2), b: row(3) },
        reason: '同名同生日',
      });
    const request = randomUUID();
    const [one, same] = await Promise.all([decided('merge', request), decided('merge', request)]);
    expect(same?.entry).toEqual(one?.entry);
    expect([one?.repeated, same?.repeated].sort()).toEqual([false, true]);
    const undone = await decided('unmerge', randomUUID());
    expect(await links.entries(school)).toEqual([one?.entry, undone.entry]);
    expect(await links.entries('elsewhere' as SchoolId)).toEqual([]);
  });

  it('an erased pupil leaves nothing behind, in no table and no byte', async () => {
    const { histories, warnings, plans, walls } = store().care;
    const [first, other] = [draft(1), draft(2)];
    for (const n of [1, 2]) {
      const subject = subjectOf(n);
      await histories.saveTests([{ subject, test: fitnessTest(2022, { values: { height: 130.125 + n } }) }]);
      await warnings.keep({ school, at: NOON, subjects: [subject], findings: [finding(n)] });
      await plans.saveDraft(n === 1 ? first : other);
      await plans.saveAnswers({
        subject,
        answers: { answeredOn: `2025-09-0${n}`, answers: {} },
        at: NOON,
        account: accountOf(1),
      });
      await walls.saveLabel(subject, `LABEL${n}`);
    }
    for (const { warning, finding: of } of await warnings.list({ school, limit: 9 }))
      await warnings.append({
        warning,
        at: NOON,
        account: accountOf(1),
        act: { kind: 'note', note: `NOTE-${of.subject}` },
      });
    for (const { prescription } of [first, other])
      await plans.saveSession({
        prescription,
        done: {
          week: 1,
          session: 1,
          on: prescription === first.prescription ? '2025-10-01' : '2025-10-02',
          done: 1,
          rpe: 3,
        },
      });
    await store().roster.erase(subjectOf(1));
    expect([...(await histories.testsOf(people)).keys()]).toEqual([subjectOf(2)]);
    expect((await warnings.list({ school, limit: 9 })).map((each) => each.finding.subject)).toEqual([
      subjectOf(2),
    ]);
    expect(await plans.standing(people)).toEqual([other]);
    expect([...(await plans.answersOf(people)).keys()]).toEqual([subjectOf(2)]);
    expect(await plans.sessionsOf(first.prescription)).toEqual([]);
    expect(await walls.labelsOf(people)).toEqual(new Map([[subjectOf(2), 'LABEL2']]));
    const bytes = Buffer.from(await harness().tableBytes());
    const kept = (texts: string[]) => texts.filter((text) => bytes.includes(text));
    // The search does find what is there.
    const theirs = ['132.125', 'NOTE-pupil-2', 'LABEL2', '2025-09-02', '2025-10-02', other.prescription];
    expect(kept(theirs)).toEqual(theirs);
    expect(
      kept(['131.125', 'NOTE-pupil-1', 'LABEL1', '2025-09-01', '2025-10-01', first.prescription]),
    ).toEqual([]);
    // What comes late does not bring her back.
    expect(await outcome(plans.saveDraft(draft(1)))).toBe('TIZHI_NOT_FOUND');
    await warnings.keep({ school, at: NOON, subjects: people, findings: [finding(1), finding(2)] });
    expect(await warnings.list({ school, limit: 9 })).toHaveLength(1);
  });
}
