import type { ClassId, SchoolId } from '@tizhi/contracts';
import { expect, it } from 'vitest';
import type { Subject } from './record-harness.contract.ts';
import { CLASS, outcome, pupil, SCHOOL, subjectOf } from './record-samples.contract.ts';
import type { ImportedPupil, Pupil, RosterImport } from './record-store.ts';

const ofFile = (n: number, more: Partial<ImportedPupil> = {}): ImportedPupil => {
  const { sex, birthDate, name, studentNumber } = pupil(n);
  return { subject: null, inClass: 0, sex, birthDate, name, studentNumber, ...more };
};
const file = (pupils: readonly ImportedPupil[], more: Partial<RosterImport> = {}): RosterImport => ({
  school: SCHOOL,
  classes: [{ class: null, name: CLASS.name, grade: CLASS.grade }],
  pupils,
  ...more,
});

/** Rosters taken over from a file. */
export function describeRosterImport({ store }: Subject): void {
  const all = () => store().roster.pupils(SCHOOL.school);
  const changes = async (from: RosterImport) =>
    (await store().roster.import(from)).pupils.map(({ change }) => change);

  it('fill an empty school, with seats in the order of the file', async () => {
    const registry = { ethnicity: '01', address: '合成路1号' };
    const { classes, pupils } = await store().roster.import(
      file([ofFile(1, { registry }), ofFile(2)], {
        classes: [{ class: null, name: CLASS.name, grade: CLASS.grade, nationalCode: '20250401' }],
      }),
    );
    expect(classes.map(({ change }) => change)).toEqual(['added']);
    const inClass = classes[0]?.class as ClassId;
    expect(await store().roster.classes(SCHOOL.school)).toEqual([
      { ...CLASS, class: inClass, nationalCode: '20250401' },
    ]);
    const expected = [1, 2].map((n) => ({
      ...pupil(n, { class: inClass, tag: null }),
      subject: pupils[n - 1]?.subject,
      ...(n === 1 ? { registry } : {}),
    }));
    expect(await all()).toEqual(expected);
  });

  it('know a pupil by the student number, change what the file says, and leave everybody else', async () => {
    await store().roster.save(SCHOOL, [CLASS], [pupil(1, { measuredMaxBpm: 199 }), pupil(2), pupil(3)]);
    const { classes, pupils } = await store().roster.import(
      file([
        ofFile(1, { name: '合成改名' }),
        ofFile(2),
        ofFile(4, { studentNumber: ' SYNTHETIC-NUMBER-4 ' }),
      ]),
    );
    expect(classes).toEqual([{ class: CLASS.class, change: 'same' }]);
    expect(pupils).toMatchObject([
      { subject: subjectOf(1), change: 'changed' },
      { subject: subjectOf(2), change: 'same' },
      { change: 'added' },
    ]);
    expect(await all()).toEqual([
      pupil(1, { measuredMaxBpm: 199, name: '合成改名' }),
      pupil(2),
      pupil(3),
      { ...pupil(4, { tag: null }), subject: pupils[2]?.subject },
    ]);
  });

  it('know a pupil by the subject, whose number may then be another', async () => {
    await store().roster.save(SCHOOL, [CLASS], [pupil(1)]);
    const corrected = ofFile(1, { subject: subjectOf(1), studentNumber: 'CORRECTED', tag: null, seat: 7 });
    expect(await changes(file([corrected]))).toEqual(['changed']);
    expect(await all()).toEqual([pupil(1, { studentNumber: 'CORRECTED', tag: null, seat: 7 })]);
    expect(await store().roster.byStudentNumber(SCHOOL.school, 'CORRECTED')).toBe(subjectOf(1));
    expect(await store().roster.byStudentNumber(SCHOOL.school, pupil(1).studentNumber)).toBeUndefined();
  });

  it('move a pupil to another class, behind those who sit there', async () => {
    const other = { ...CLASS, class: 'class-2' as ClassId, name: '二班', nationalCode: '02' };
    await store().roster.save(SCHOOL, [CLASS, other], [pupil(1), pupil(5, { class: other.class })]);
    const renamed = { class: null, name: '新二班', grade: '5' as const, nationalCode: '02' };
    const change = await store().roster.import(file([ofFile(1)], { classes: [renamed] }));
    expect(change).toEqual({
      classes: [{ class: other.class, change: 'changed' }],
      pupils: [{ subject: subjectOf(1), change: 'changed', movedFrom: CLASS.class }],
    });
    expect(await store().roster.pupils(SCHOOL.school, other.class)).toEqual([
      pupil(5, { class: other.class }),
      pupil(1, { class: other.class, seat: 6 }),
    ]);
  });

  it('change nothing the second time', async () => {
    await store().roster.import(file([ofFile(1), ofFile(2)]));
    const before = await all();
    expect(await changes(file([ofFile(1), ofFile(2)]))).toEqual(['same', 'same']);
    expect(await all()).toEqual(before);
  });

  it('tell in a preview what they would do, and do nothing', async () => {
    await store().roster.save(SCHOOL, [CLASS], [pupil(1)]);
    const pupils = [ofFile(1, { name: '合成改名' }), ofFile(2)];
    expect(await changes(file(pupils, { preview: true }))).toEqual(['changed', 'added']);
    expect(await all()).toEqual([pupil(1)]);
    expect(await changes(file(pupils))).toEqual(['changed', 'added']);
  });

  it.each<[string, () => RosterImport]>([
    ['names a pupil twice', () => file([ofFile(1), ofFile(2), ofFile(1, { name: '合成' })])],
    ['gives two pupils one number', () => file([ofFile(1, { subject: subjectOf(1) }), ofFile(1)])],
    ['puts a pupil into a class that is not there', () => file([ofFile(1), ofFile(2, { inClass: 1 })])],
    ['names a pupil of another school', () => file([ofFile(1), ofFile(8, { subject: subjectOf(9) })])],
    [
      'names a class of another school',
      () => file([ofFile(1)], { classes: [{ class: 'class-9' as ClassId, name: '九班', grade: '4' }] }),
    ],
  ])('are refused whole where one %s', async (_, wrong) => {
    const elsewhere = 'elsewhere' as SchoolId;
    const theirs = { ...CLASS, school: elsewhere, class: 'class-9' as ClassId };
    const stranger: Pupil = pupil(9, { school: elsewhere, class: theirs.class });
    await store().roster.save({ school: elsewhere, name: '别处' }, [theirs], [stranger]);
    expect(await outcome(store().roster.import(wrong()))).toBe('TIZHI_REQUEST_INVALID');
    expect(await all()).toEqual([]);
    expect(await store().roster.pupils(elsewhere)).toEqual([stranger]);
  });

  it('come one after the other, so that a new pupil of two files is one pupil', async () => {
    await Promise.all([1, 2, 3].map(() => store().roster.import(file([ofFile(1), ofFile(2)]))));
    expect(await all()).toHaveLength(2);
    expect(await store().roster.classes(SCHOOL.school)).toHaveLength(1);
  });

  it('take a whole school at once', async () => {
    const classes = Array.from({ length: 20 }, (_, n) => ({
      class: null,
      name: `${n + 1}班`,
      grade: '4' as const,
    }));
    const pupils = Array.from({ length: 600 }, (_, n) => ofFile(n, { inClass: n % 20 }));
    expect(new Set(await changes(file(pupils, { classes })))).toEqual(new Set(['added']));
    expect(await all()).toHaveLength(600);
  });

  it('find a pupil by the number in her own school, until she is erased', async () => {
    const elsewhere = 'elsewhere' as SchoolId;
    await store().roster.save(SCHOOL, [CLASS], [pupil(1), pupil(2)]);
    const find = (n: number, school = SCHOOL.school) =>
      store().roster.byStudentNumber(school, ` ${pupil(n).studentNumber}`);
    expect(await find(2)).toBe(subjectOf(2));
    expect(await find(3)).toBeUndefined();
    expect(await find(2, elsewhere)).toBeUndefined();
    await store().roster.erase(subjectOf(2));
    expect(await find(2)).toBeUndefined();
    expect(await changes(file([ofFile(2)]))).toEqual(['added']);
  });
}
