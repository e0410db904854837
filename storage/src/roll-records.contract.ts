import type { ClassId, DeviceId, TestDayId, TestDayPlan } from '@tizhi/contracts';
import { beforeEach, expect, it } from 'vitest';
import { schoolYearAt } from './grade-in-year.ts';
import type { Subject } from './record-harness.contract.ts';
import { attempt, CLASS, commitOf, NOON, pupil, SCHOOL, subjectOf } from './record-samples.contract.ts';
import type { SchoolClass } from './record-store.ts';

const DAY = 'day-1' as TestDayId;
const OTHER: SchoolClass = { ...CLASS, class: 'class-2' as ClassId, name: '二班', nationalCode: '0402' };
const PROMOTED: SchoolClass = { ...CLASS, name: '五年级一班', grade: '5' };
/** The day in China, so many days from now. */
const dayFromNow = (days: number): string =>
  new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
const OVER = dayFromNow(-2);
const LONG_OVER = dayFromNow(-20);
const TO_COME = dayFromNow(30);

const plan = (more: Partial<TestDayPlan> = {}): TestDayPlan => ({
  testDay: DAY,
  school: SCHOOL.school,
  name: '秋季体测',
  date: TO_COME,
  year: schoolYearAt(Date.now()),
  kind: 'regular',
  classes: [CLASS.class],
  stations: [{ station: 'jump-mat' as DeviceId, item: 'standing_long_jump', error: null, errorSource: null }],
  rules: {},
  ...more,
});
const place = (n: number) => ({
  subject: subjectOf(n),
  class: CLASS.class,
  className: CLASS.name,
  nationalCode: null,
  grade: CLASS.grade,
  seat: n,
});

/** Grade and class of a test day's pupils. */
export function describeRolls({ store }: Subject): void {
  const roll = () => store().testDays.roll(DAY);
  const roster = (classes: SchoolClass[], ...pupils: Parameters<typeof pupil>[]) =>
    store().roster.save(
      SCHOOL,
      classes,
      pupils.map((of) => pupil(...of)),
    );
  const moved = () => roster([CLASS, OTHER], [1, { class: OTHER.class, seat: 9 }]);

  beforeEach(() => roster([CLASS], [2], [1]));

  it('follow the roster until the day begins', async () => {
    await store().testDays.save(plan());
    expect(await roll()).toEqual([place(1), place(2)]);
    await roster([PROMOTED], [3]);
    await moved();
    const now = (n: number) => ({ ...place(n), className: CLASS.name });
    expect(await roll()).toEqual([now(2), now(3)]);
  });

  it('keep grade, class and seat once the day is over, whatever becomes of a pupil', async () => {
    await store().testDays.save(plan({ date: OVER }));
    await moved();
    await roster([PROMOTED], [2, { seat: 30 }]);
    expect(await roll()).toEqual([place(1), place(2)]);
  });

  it('of a day of an earlier school year that is planned afterwards have the grade of that year', async () => {
    await store().testDays.save(plan({ date: dayFromNow(-500), year: schoolYearAt(Date.now()) - 2 }));
    expect(await roll()).toEqual([1, 2].map((n) => ({ ...place(n), grade: '2' })));
    await store().testDays.save(plan({ testDay: 'day-0' as TestDayId, year: schoolYearAt(Date.now()) - 4 }));
    expect(await store().testDays.roll('day-0' as TestDayId)).toEqual([]);
  });

  it('keep them from the first decision on', async () => {
    await store().testDays.save(plan());
    const decisions = [{ kind: 'closed', reason: '' } as const];
    await store().testDays.append({ testDay: DAY, at: NOON, account: null, decisions });
    await roster([PROMOTED]);
    expect(await roll()).toEqual([place(1), place(2)]);
  });

  it('keep them from the first attempt of the day on', async () => {
    await store().testDays.save(plan());
    const at = Date.parse(`${TO_COME}T04:00:00Z`);
    await store().inbox.commit(commitOf({ attempts: [attempt({ at, station: 'jump-mat' as DeviceId })] }));
    await roster([PROMOTED]);
    expect(await roll()).toEqual([place(1), place(2)]);
  });

  it('take a pupil in who comes while the day is on or was lately, and nobody long after', async () => {
    await store().testDays.save(plan({ date: OVER }));
    await roster([CLASS], [3]);
    expect(await roll()).toEqual([1, 2, 3].map(place));
    await store().testDays.save(plan({ date: LONG_OVER }));
    await roster([CLASS], [4]);
    await store().testDays.save(plan({ date: LONG_OVER, name: '改名' }));
    expect(await roll()).toEqual([1, 2, 3].map(place));
  });

  it('change with the classes of the plan, also long after', async () => {
    await roster([OTHER], [4, { class: OTHER.class }]);
    await store().testDays.save(plan({ date: LONG_OVER }));
    await roster([PROMOTED]);
    await store().testDays.save(plan({ date: LONG_OVER, classes: [CLASS.class, OTHER.class] }));
    const fourth = { ...place(4), class: OTHER.class, className: OTHER.name, nationalCode: '0402' };
    expect(await roll()).toEqual([place(1), place(2), fourth]);
    await store().testDays.save(plan({ date: LONG_OVER, classes: [OTHER.class] }));
    expect(await roll()).toEqual([fourth]);
    await store().testDays.save(plan({ date: LONG_OVER }));
    const anew = (n: number) => ({ ...place(n), className: PROMOTED.name, grade: PROMOTED.grade });
    expect(await roll()).toEqual([anew(1), anew(2)]);
  });

  it('are of one test day each, and come from a file as from anywhere', async () => {
    await store().testDays.save(plan());
    await store().testDays.save(plan({ testDay: 'day-2' as TestDayId, date: OVER }));
    const file = {
      school: SCHOOL,
      classes: [{ ...PROMOTED, class: CLASS.class }],
      pupils: [],
    };
    await store().roster.import({ ...file, preview: true });
    expect(await roll()).toEqual([place(1), place(2)]);
    await store().roster.import(file);
    expect((await roll()).map(({ grade }) => grade)).toEqual(['5', '5']);
    expect(await store().testDays.roll('day-2' as TestDayId)).toEqual([place(1), place(2)]);
    expect(await store().testDays.roll('day-9' as TestDayId)).toEqual([]);
  });
}
