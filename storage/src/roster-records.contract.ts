import { randomUUID } from 'node:crypto';
import type { AttemptId, ClassId, DeviceId, SchoolId, TestDayDecision, TestDayId } from '@tizhi/contracts';
import { expect, it } from 'vitest';
import type { Subject } from './record-harness.contract.ts';
import { attempt, CLASS, commitOf, NOON, pupil, SCHOOL, subjectOf } from './record-samples.contract.ts';
import type { SchoolClass } from './record-store.ts';

const contains = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes).includes(Buffer.from(text, 'utf8'));

/** Pupils, and the encryption of who they are. */
export function describeRoster({ store, harness }: Subject): void {
  const seats = async (inClass?: ClassId) =>
    (await store().roster.pupils(SCHOOL.school, inClass)).map(({ seat }) => seat);

  it('gives pupils back as they were saved, in seat order', async () => {
    const pupils = [3, 1, 2].map((n) => pupil(n, { measuredMaxBpm: n === 1 ? 201 : null }));
    await store().roster.save(SCHOOL, [CLASS], pupils);
    expect(await store().roster.pupils(SCHOOL.school)).toEqual([pupils[1], pupils[2], pupils[0]]);
    expect(await store().roster.school(SCHOOL.school)).toEqual(SCHOOL);
    expect(await store().roster.schools()).toEqual([SCHOOL.school]);
    expect(await store().roster.classes(SCHOOL.school)).toEqual([CLASS]);
    expect(await store().roster.school('elsewhere' as SchoolId)).toBeUndefined();
  });

  it('replaces what is saved again and leaves the others', async () => {
    const other: SchoolClass = { ...CLASS, class: 'class-2' as ClassId, name: '二班' };
    await store().roster.save(SCHOOL, [CLASS, other], [pupil(1), pupil(2)]);
    const moved = pupil(1, { class: other.class, seat: 9, tag: null, name: '合成新名' });
    await store().roster.save({ ...SCHOOL, name: '新校名' }, [], [moved]);
    expect(await store().roster.pupils(SCHOOL.school)).toEqual([pupil(2), moved]);
    expect(await store().roster.pupils(SCHOOL.school, other.class)).toEqual([moved]);
    expect((await store().roster.school(SCHOOL.school))?.name).toBe('新校名');
  });

  it('saves all of a roster or nothing', async () => {
    const stray = pupil(2, { class: 'no-such-class' as ClassId });
    await expect(store().roster.save(SCHOOL, [CLASS], [pupil(1), stray])).rejects.toThrow();
    expect(await seats()).toEqual([]);
    expect(await store().roster.school(SCHOOL.school)).toBeUndefined();
  });

  it('writes no name and no number to the disk in the clear, at any time', async () => {
    const { name, studentNumber } = pupil(1);
    const inTheClear = async () => {
      const bytes = await harness().bytes();
      return [name, studentNumber].filter((text) => contains(bytes, text));
    };
    await store().roster.save(SCHOOL, [CLASS], [pupil(1)]);
    expect(contains(await harness().bytes(), subjectOf(1))).toBe(true); // the search does find what is there
    expect(await inTheClear()).toEqual([]);
    await store().roster.save(SCHOOL, [CLASS], [pupil(1, { seat: 2 })]);
    expect(await inTheClear()).toEqual([]);
    await store().roster.erase(subjectOf(1));
    expect(await inTheClear()).toEqual([]);
    await store().close();
    expect(await inTheClear()).toEqual([]);
  });

  it('encrypts the same name differently for each pupil and each time', async () => {
    const sealed = async () => Buffer.from(await harness().tableBytes()).toString('latin1');
    await store().roster.save(SCHOOL, [CLASS], [pupil(1, { name: '同名' })]);
    const before = await sealed();
    await store().roster.save(SCHOOL, [CLASS], [pupil(1, { name: '同名' })]);
    expect(await sealed()).not.toBe(before);
  });

  it('erases the person and keeps the measurement', async () => {
    await store().roster.save(SCHOOL, [CLASS], [pupil(1), pupil(2)]);
    await store().inbox.commit(commitOf({ attempts: [attempt({ subject: subjectOf(1) })] }));
    await store().roster.erase(subjectOf(1));
    expect(await seats()).toEqual([2]);
    const [kept] = await store().results.ofSubject(subjectOf(1), 'standing_long_jump', 9);
    expect(kept?.body).toMatchObject({ subject: subjectOf(1), value: 182 });
    expect(contains(await harness().tableBytes(), 'bib-1')).toBe(false);
    expect(contains(await harness().tableBytes(), 'bib-2')).toBe(true); // the search does find what is there
  });

  it("erases cards, bibs, reasons and written texts of the person, and nobody else's", async () => {
    const testDay = 'day-1' as TestDayId;
    const [hers, others] = [1, 2].map(() => randomUUID() as AttemptId);
    if (hers === undefined || others === undefined) throw new Error('two ids');
    await store().roster.save(SCHOOL, [CLASS], [pupil(1), pupil(2)]);
    await store().testDays.save({
      ...{ testDay, school: SCHOOL.school, name: '体测', date: '2025-09-08', year: 2025, kind: 'regular' },
      ...{ classes: [CLASS.class], rules: {} },
      stations: [
        {
          station: 'jump-mat' as DeviceId,
          item: 'standing_long_jump',
          error: null,
          errorSource: null,
        },
      ],
    });
    const heard = [
      attempt({ attempt: hers, subject: subjectOf(1), tag: 'worn-7' }),
      attempt({ subject: null, tag: 'worn-7' }),
      attempt({ subject: null, tag: 'bib-1' }),
      attempt({ attempt: others, subject: subjectOf(2), tag: 'worn-8' }),
    ];
    await store().inbox.commit(commitOf({ attempts: heard }));
    const written = (n: number): TestDayDecision => ({
      ...{ kind: 'entered', attempt: randomUUID() as AttemptId, item: 'run_50m', value: 9.1 },
      ...{ subject: subjectOf(n), at: NOON, by: 'hand', raw: `written-${n}` },
    });
    const decisions: TestDayDecision[] = [
      { kind: 'bib_given', tag: 'worn-7', subject: subjectOf(1) },
      { kind: 'bib_given', tag: 'worn-8', subject: subjectOf(2) },
      { kind: 'voided', attempt: hers, reason: 'reason-of-1' },
      { kind: 'voided', attempt: others, reason: 'reason-of-2' },
      {
        kind: 'state_set',
        subject: subjectOf(1),
        item: 'run_50m',
        state: 'exempt',
        reason: 'illness-of-1',
      },
      written(1),
      written(2),
    ];
    await store().testDays.append({ testDay, at: NOON, account: null, decisions });
    await store().roster.erase(subjectOf(1));
    const entries = await store().testDays.entries(testDay);
    expect(entries.map(({ decision }) => decision.kind)).toEqual(decisions.map(({ kind }) => kind));
    const bytes = await harness().tableBytes();
    for (const gone of ['worn-7', 'bib-1', 'reason-of-1', 'illness-of-1', 'written-1'])
      expect(contains(bytes, gone), gone).toBe(false);
    for (const stays of ['worn-8', 'bib-2', 'reason-of-2', 'written-2'])
      expect(contains(bytes, stays), stays).toBe(true);
    // Nobody's queue may take an attempt for its own because its tag is gone.
    const tags = (await store().testDays.attemptsOf(testDay)).map(({ body }) => body.tag);
    expect(tags.toSorted()).toEqual(['#erased', '#erased', '#erased', 'worn-8']);
  });

  it('takes an erasure twice, and of somebody it does not know', async () => {
    await store().roster.save(SCHOOL, [CLASS], [pupil(1)]);
    for (const n of [1, 1, 7]) await store().roster.erase(subjectOf(n));
    expect(await seats()).toEqual([]);
  });

  it('gives a pupil who comes back a new key', async () => {
    await store().roster.save(SCHOOL, [CLASS], [pupil(1)]);
    await store().roster.erase(subjectOf(1));
    await store().roster.save(SCHOOL, [CLASS], [pupil(1)]);
    expect(await store().roster.pupils(SCHOOL.school)).toEqual([pupil(1)]);
  });
}
