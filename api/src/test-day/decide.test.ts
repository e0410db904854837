import { randomUUID } from 'node:crypto';
import {
  type AttemptId,
  ClassId,
  SchoolId,
  SubjectId,
  type TestDayDecision,
  TestDayId,
} from '@tizhi/contracts';
import { openStores, type RecordStore, type Stores } from '@tizhi/storage';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDays, type TestDays } from './open-test-days.ts';

const SCHOOL = SchoolId.parse('synthetic');
const CLASS = ClassId.parse('class-8-1');
const PUPIL = SubjectId.parse('s-1');
const DAY = TestDayId.parse('td-shared');

const folder = temporaryFolder();
/** Two connections, as two processes have them, each with its own picture of the day. */
let stores: Stores[] = [];
let first: TestDays;
let second: TestDays;
/** Happens in the second process after the first has judged and before it writes. */
let meanwhile: () => Promise<unknown> = async () => undefined;

const open = (records: RecordStore): TestDays => openTestDays({ records, school: SCHOOL, clock: Date.now });
/** The store as the first process has it: slow enough for the second to come between. */
const interrupted = (records: RecordStore): RecordStore => ({
  ...records,
  testDays: {
    ...records.testDays,
    async appendAfter(act) {
      const between = meanwhile;
      meanwhile = async () => undefined;
      await between();
      return records.testDays.appendAfter(act);
    },
  },
});

beforeAll(async () => {
  const [one, two] = [await openStores({ dataDir: folder.path }), await openStores({ dataDir: folder.path })];
  stores = [one, two];
  first = open(interrupted(one.records));
  second = open(two.records);
  const person = { birthDate: '2013-03-04', measuredMaxBpm: null, name: '合成甲', studentNumber: 'SYN1' };
  await one.records.roster.save(
    { school: SCHOOL, name: '合成学校' },
    [{ class: CLASS, school: SCHOOL, name: '八年级1班', grade: '8' }],
    [{ subject: PUPIL, school: SCHOOL, class: CLASS, seat: 1, tag: null, sex: 'male', ...person }],
  );
  await first.save(
    {
      ...{ testDay: DAY, school: SCHOOL, name: '体测', date: '2026-10-10', year: 2026, kind: 'regular' },
      ...{ classes: [CLASS], stations: [], rules: {} },
    },
    null,
  );
});
afterAll(async () => {
  for (const store of stores) await store.close();
  folder.remove();
});

const decide = (who: TestDays, ...decisions: TestDayDecision[]) =>
  who.decide({ testDay: DAY, account: null, request: randomUUID(), decisions });
const entered = (attempt: AttemptId, value: number): TestDayDecision => ({
  ...{ kind: 'entered', attempt, item: 'standing_long_jump', value, subject: PUPIL },
  ...{ at: 1_790_000_000_000 + value, by: 'hand', raw: String(value) },
});
const newAttempt = () => randomUUID() as AttemptId;
const values = async (who: TestDays) => {
  const [pupil] = (await who.view(DAY, null)).pupils;
  const jump = pupil?.results.find(({ item }) => item === 'standing_long_jump');
  return jump?.attempts.map(({ value, status }) => [value, status === 'void']);
};

describe('decisions of several processes on one test day', () => {
  it('are judged anew where another one decided meanwhile, and stored where they are still allowed', async () => {
    meanwhile = () => decide(second, entered(newAttempt(), 180));
    expect(await decide(first, entered(newAttempt(), 190))).toMatchObject({ repeated: false });
    for (const who of [first, second])
      expect(await values(who)).toEqual([
        [180, false],
        [190, false],
      ]);
  });

  it('are refused where what the other one decided forbids them', async () => {
    const attempt = newAttempt();
    await decide(first, entered(attempt, 200));
    const voided: TestDayDecision = { kind: 'voided', attempt, reason: '试机' };
    meanwhile = () => decide(second, voided);
    await expect(decide(first, voided)).rejects.toMatchObject({ code: 'TIZHI_DECISION_NEEDLESS' });
    expect((await values(first))?.at(-1)).toEqual([200, true]);
    meanwhile = () => decide(second, { kind: 'closed', reason: '' });
    await expect(decide(first, entered(newAttempt(), 210))).rejects.toMatchObject({
      code: 'TIZHI_TESTDAY_CLOSED',
    });
    expect(await values(second)).toHaveLength(3);
  });
});
