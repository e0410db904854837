import { randomUUID } from 'node:crypto';
import { type ClassId, TestDayId, TestDayPlan, TestDayTrace, TestDayView } from '@tizhi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLASS,
  OTHER_CLASS,
  SCHOOL,
  STATION,
  startSchool,
  subject,
  type TestSchool,
} from '../fixtures/school.ts';
import { nationalData } from '../national/national-data.ts';

const DAY = TestDayId.parse('td-kept');
const JUMP = 'standing_long_jump';

let school: TestSchool;
let teacher: string;
beforeAll(async () => {
  school = await startSchool();
  teacher = await school.signIn('teacher');
});
afterAll(() => school.close());

const today = (): string => new Date(school.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const read = async (path: string): Promise<unknown> =>
  (await school.get(`/api/test-days/${DAY}${path}`, teacher)).json();

/** A year later the class has another grade and name, and the first pupil sits elsewhere. */
async function promote(): Promise<void> {
  const { roster } = school.stores.records;
  const pupils = await roster.pupils(SCHOOL, CLASS);
  await roster.save(
    { school: SCHOOL, name: '合成实验学校' },
    [{ class: CLASS, school: SCHOOL, name: '八年级1班', grade: '8' }],
    pupils.map((pupil) =>
      pupil.subject === subject(1) ? { ...pupil, class: OTHER_CLASS, seat: 44 } : pupil,
    ),
  );
  await school.restart();
}

describe('a pupil who is promoted or changes class after a test day', () => {
  it('keeps the grade, class and score of that day, in the view, on the walk back and in the export', async () => {
    const body = {
      testDay: DAY,
      name: '秋季体测',
      date: today(),
      year: 2026,
      kind: 'regular',
      classes: [CLASS],
      stations: [{ station: STATION, item: JUMP, error: 1, errorSource: '出厂证书' }],
    };
    const planned = await fetch(`${school.url}/api/test-days`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: teacher },
      body: JSON.stringify(body),
    });
    TestDayPlan.parse(await planned.json());
    await school.attempts(
      { attempt: randomUUID() as never, subject: subject(1), value: 200, at: school.now() },
      { attempt: randomUUID() as never, subject: subject(2), value: 180, at: school.now() },
    );
    const look = async () => {
      const { pupils, summaries } = TestDayView.parse(await read(''));
      const trace = TestDayTrace.parse(await read(`/trace/${subject(1)}/${JUMP}`));
      const national = await nationalData(school.stores.records, {
        school: SCHOOL,
        of: { testDay: DAY },
        classes: ['七年级1班'],
      });
      return { pupils, summaries, trace, national };
    };
    const before = await look();
    expect(before.trace).toMatchObject({ className: '七年级1班', cell: { kind: 'threshold' } });
    expect(before.national.pupils[0]).toMatchObject({ class: CLASS, row: { grade: '7' } });
    await promote();
    expect(await look()).toEqual(before);
    const { testDays } = (await (await school.get('/api/test-days', teacher)).json()) as {
      testDays: { testDay: string; pupils: number }[];
    };
    expect(testDays.find(({ testDay }) => testDay === DAY)?.pupils).toBe(before.pupils.length);
    // The class of today is not one of that day.
    await expect(
      nationalData(school.stores.records, {
        school: SCHOOL,
        of: { testDay: DAY },
        classes: [OTHER_CLASS as ClassId],
      }),
    ).rejects.toMatchObject({ code: 'TIZHI_NOT_FOUND' });
  });
});
