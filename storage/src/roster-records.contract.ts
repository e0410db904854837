import type { ClassId, SchoolId } from '@tizhi/contracts';
import { expect, it } from 'vitest';
import type { Subject } from './record-harness.contract.ts';
import { attempt, CLASS, commitOf, pupil, SCHOOL, subjectOf } from './record-samples.contract.ts';
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
