import { randomUUID } from 'node:crypto';
import type {
  AttemptId,
  ClassId,
  DeviceId,
  SchoolId,
  TestDayDecision,
  TestDayId,
  TestDayPlan,
} from '@tizhi/contracts';
import { expect, it } from 'vitest';
import type { Subject } from './record-harness.contract.ts';
import { accountOf, attempt, commitOf, NOON, outcome, SCHOOL, subjectOf } from './record-samples.contract.ts';
import { EXPORTS_KEPT, type NationalExport, SIGHT_STEP_MS, type Sight } from './record-store.ts';

const day = (n: number): TestDayId => `day-${n}` as TestDayId;
/** NOON is 10:53 of 2025-09-08 in China. */
const MIDNIGHT = Date.parse('2025-09-08T00:00:00+08:00');
const DAY_MS = 86_400_000;

const plan = (n: number, more: Partial<TestDayPlan> = {}): TestDayPlan => ({
  testDay: day(n),
  school: SCHOOL.school,
  name: '秋季体测',
  date: '2025-09-08',
  year: 2025,
  kind: 'regular',
  classes: ['class-1' as ClassId],
  stations: [
    {
      station: 'jump-mat' as DeviceId,
      item: 'standing_long_jump',
      error: 1,
      errorSource: 'the maker',
    },
  ],
  rules: { standing_long_jump: { attempts: 3, counts: 'best', rounding: 'truncate' } },
  ...more,
});
const claimed = (id: AttemptId): TestDayDecision => ({
  kind: 'claimed',
  attempt: id,
  subject: subjectOf(1),
  reason: '号码布看错',
});
const retest: TestDayDecision = {
  kind: 'retest_granted',
  subject: subjectOf(1),
  item: 'run_50m',
  reason: '起跑器滑动',
};
const newAttempt = (): AttemptId => randomUUID() as AttemptId;

/** Test days, their decisions, and the attempts that belong to them. */
export function describeTestDays({ store, harness }: Subject): void {
  const act = (n: number, decisions: TestDayDecision[], at = NOON) =>
    store().testDays.append({ testDay: day(n), at, account: accountOf(1), decisions });

  it('take an act that a client sends again once, also when both come at the same moment', async () => {
    await store().testDays.save(plan(1));
    await store().testDays.save(plan(2));
    const request = randomUUID();
    const send = (n: number) =>
      store().testDays.append({
        testDay: day(n),
        at: NOON,
        account: accountOf(1),
        request,
        decisions: [retest, claimed(newAttempt())],
      });
    const [first, second] = await Promise.all([send(1), send(1)]);
    expect(second).toEqual(first);
    expect(await store().testDays.entries(day(1))).toEqual(first);
    expect(await store().testDays.appended(day(1), request)).toEqual(first);
    expect(await store().testDays.appended(day(2), request)).toBeUndefined();
    expect(await send(2)).toHaveLength(2);
  });

  it('are found as they were planned last, the newest day first', async () => {
    await store().testDays.save(plan(1));
    await store().testDays.save(plan(2, { date: '2025-10-20' }));
    await store().testDays.save(plan(3, { school: 'elsewhere' as SchoolId }));
    await store().testDays.save(plan(1, { name: '改名' }));
    expect(await store().testDays.find(day(1))).toEqual(plan(1, { name: '改名' }));
    expect(await store().testDays.find(day(9))).toBeUndefined();
    const listed = await store().testDays.list(SCHOOL.school);
    expect(listed.map(({ testDay }) => testDay)).toEqual([day(2), day(1)]);
  });

  it('give each decision a number that grows, in the order of their making', async () => {
    for (const n of [1, 2]) await store().testDays.save(plan(n));
    const first = await act(1, [retest, claimed(newAttempt())]);
    await act(2, [retest]);
    const last = await act(1, [{ kind: 'closed', reason: '' }], NOON + 5);
    const numbers = [...first, ...last].map(({ entry }) => entry);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(3);
    expect(await store().testDays.entries(day(1))).toEqual([...first, ...last]);
    expect(await store().testDays.entries(day(1), first[1]?.entry)).toEqual(last);
    expect(last).toMatchObject([{ at: NOON + 5, account: accountOf(1), testDay: day(1) }]);
    expect(await store().testDays.entries(day(9))).toEqual([]);
  });

  it('take the decisions of one act whole or not at all, and none for a day that is not there', async () => {
    await store().testDays.save(plan(1));
    const unwritable = { ...retest, toJSON: () => undefined };
    expect(await outcome(act(1, [retest, unwritable]))).not.toBe('done');
    expect(await store().testDays.entries(day(1))).toEqual([]);
    expect(await outcome(act(9, [retest]))).toBe('TIZHI_NOT_FOUND');
    expect(await act(1, [])).toEqual([]);
  });

  it('keep the decisions of people who act at the same time, each whole', async () => {
    await store().testDays.save(plan(1));
    await Promise.all(Array.from({ length: 12 }, (_, n) => act(1, [retest, retest, retest], NOON + n)));
    const entries = await store().testDays.entries(day(1));
    expect(entries).toHaveLength(36);
    expect(new Set(entries.map(({ entry }) => entry)).size).toBe(36);
    for (let at = 0; at < 36; at += 3)
      expect(new Set(entries.slice(at, at + 3).map((entry) => entry.at)).size).toBe(1);
  });

  it('take of acts that were judged on the same entries only one, whoever sends them', async () => {
    await store().testDays.save(plan(1));
    const judged = (after: number) =>
      store().testDays.appendAfter({
        ...{ testDay: day(1), at: NOON, account: accountOf(1) },
        ...{ decisions: [retest, retest], after },
      });
    for (const _ of [1, 2, 3]) {
      const last = (await store().testDays.entries(day(1))).at(-1)?.entry ?? 0;
      const made = await Promise.all(Array.from({ length: 6 }, () => judged(last)));
      expect(made.filter((entries) => entries !== undefined)).toHaveLength(1);
    }
    expect(await store().testDays.entries(day(1))).toHaveLength(6);
    expect(await judged(0)).toBeUndefined();
  });

  it('keep their decisions when the plan changes, and through a restart', async () => {
    await store().testDays.save(plan(1));
    const entries = await act(1, [retest]);
    await store().testDays.save(plan(1, { name: '改名' }));
    const again = await harness().reopen();
    expect(await again.testDays.entries(day(1))).toEqual(entries);
    await again.close();
  });

  it('have the attempts of their stations on their day in China, and those that a decision names', async () => {
    const [first, last] = [attempt({ at: MIDNIGHT }), attempt({ at: MIDNIGHT + DAY_MS - 1 })];
    const [before, after] = [attempt({ at: MIDNIGHT - 1 }), attempt({ at: MIDNIGHT + DAY_MS })];
    const otherItem = attempt({ item: 'height', value: 141 });
    const otherStation = attempt({ station: 'field-mat' as DeviceId });
    const [named, namedElsewhere] = [attempt({ station: 'spare' as DeviceId }), attempt({ at: 5 })];
    const stranger = attempt({}, 'elsewhere' as SchoolId);
    const attempts = [last, first, before, after, otherItem, otherStation, named, namedElsewhere, stranger];
    await store().inbox.commit(commitOf({ attempts }));
    for (const n of [1, 2]) await store().testDays.save(plan(n));
    await act(1, [claimed(named.body.attempt), claimed(first.body.attempt), claimed(stranger.body.attempt)]);
    await act(2, [claimed(namedElsewhere.body.attempt)]);
    const found = async (n: number) =>
      (await store().testDays.attemptsOf(day(n))).map(({ body }) => body.attempt);
    const ids = (...of: (typeof first)[]) => of.map(({ body }) => body.attempt);
    expect(await found(1)).toEqual(ids(first, otherItem, named, last));
    expect(await found(2)).toEqual(ids(namedElsewhere, first, otherItem, last));
    await store().testDays.save(plan(1, { stations: [] }));
    expect(await found(1)).toEqual(ids(first, named));
    expect(await found(9)).toEqual([]);
  });

  it('lead from an attempt back to its frame, or to the hand that wrote it, and to all that was decided', async () => {
    const measured = attempt();
    await store().inbox.commit(commitOf({ attempts: [measured] }));
    for (const n of [1, 2]) await store().testDays.save(plan(n));
    const byHand = newAttempt();
    const entered: TestDayDecision = {
      kind: 'entered',
      attempt: byHand,
      item: 'run_50m',
      value: 9.1,
      subject: null,
      at: NOON,
      by: 'stopwatch',
      raw: '9"1',
    };
    const [made] = await act(1, [entered, retest]);
    const [given] = await act(2, [claimed(byHand)]);
    expect(await store().testDays.entriesAbout(byHand)).toEqual([made, given]);
    expect(await store().results.find(byHand)).toBeUndefined();
    expect((await store().results.find(measured.body.attempt))?.body).toEqual(measured.body);
  });
}

/** Who saw which number. */
export function describeSeen({ store }: Subject): void {
  const jump = { testDay: day(1), subject: subjectOf(1), item: 'standing_long_jump' as const };
  const sight = (n: number, more: Partial<Sight> = {}): Sight => ({
    ...jump,
    at: NOON,
    account: accountOf(n),
    value: 182,
    attempt: '6f1c0e1e-50f5-4b86-8d4b-1d1b3a8f7a01' as AttemptId,
    ...more,
  });

  it('is told for each account and value with the first and the last time', async () => {
    const later = NOON + SIGHT_STEP_MS;
    await store().testDays.noteSeen([sight(1), sight(2, { at: NOON + 1 })]);
    await store().testDays.noteSeen([sight(1, { at: NOON + 2, value: 128 })]);
    await store().testDays.noteSeen([sight(1, { at: later }), sight(2, { at: later })]);
    expect(await store().testDays.whoSaw(jump)).toEqual([
      { ...sight(1), lastAt: later },
      { ...sight(2, { at: NOON + 1 }), lastAt: NOON + 1 }, // not yet a whole step after the first
      { ...sight(1, { at: NOON + 2, value: 128 }), lastAt: NOON + 2 },
    ]);
  });

  it('is told of one pupil, item and day only', async () => {
    const others = [{ testDay: day(2) }, { subject: subjectOf(2) }, { item: 'height' as const }];
    await store().testDays.noteSeen(others.map((other) => sight(1, other)));
    expect(await store().testDays.whoSaw(jump)).toEqual([]);
    expect(await store().testDays.whoSaw({ ...jump, ...others[1] })).toHaveLength(1);
  });

  it('is told beside it of those who saw it among all attempts, and of those who did not say who they are', async () => {
    const [elsewhere, nobody] = [sight(1, { testDay: null }), sight(1, { account: null, at: NOON + 1 })];
    await store().testDays.noteSeen([elsewhere, nobody, elsewhere]);
    expect(await store().testDays.whoSaw(jump)).toEqual([
      { ...elsewhere, lastAt: NOON },
      { ...nobody, lastAt: NOON + 1 },
    ]);
    expect(await store().testDays.whoSaw({ ...jump, testDay: day(2) })).toHaveLength(1);
  });

  it('takes a whole school at once, the same twice, and several pages at the same time', async () => {
    const pages = [1, 2, 3].map((n) =>
      Array.from({ length: 1_200 }, (_, at) => sight(n, { subject: subjectOf(at % 1_100) })),
    );
    await Promise.all(
      [...pages, ...pages].map((page, n) => store().testDays.noteSeen(n % 2 ? page.toReversed() : page)),
    );
    await store().testDays.noteSeen([]);
    const saw = await store().testDays.whoSaw({ ...jump, subject: subjectOf(1_099) });
    expect(saw.map(({ account }) => account)).toEqual([1, 2, 3].map(accountOf));
  });
}

/** National exports that were made. */
export function describeExports({ store }: Subject): void {
  const scope = { school: SCHOOL.school, year: 2025, testDay: null };
  const made = (n: number, more: Partial<NationalExport> = {}): NationalExport => ({
    ...scope,
    at: NOON + n,
    account: accountOf(1),
    rows: `rows ${n}`,
    ...more,
  });

  it('are told from the last one of the same year or test day', async () => {
    expect(await store().testDays.lastExport(scope)).toBeUndefined();
    const others = [{ year: 2024 }, { testDay: day(1) }, { school: 'elsewhere' as SchoolId }];
    for (const one of [made(1), made(2), ...others.map((other) => made(9, other))])
      await store().testDays.saveExport(one);
    expect(await store().testDays.lastExport(scope)).toEqual(made(2));
    for (const other of others)
      expect(await store().testDays.lastExport({ ...scope, ...other })).toEqual(made(9, other));
  });

  it('are kept for a while, and do not push out those of another year or day', async () => {
    await store().testDays.saveExport(made(0, { testDay: day(1) }));
    for (let n = 0; n <= EXPORTS_KEPT + 2; n += 1) await store().testDays.saveExport(made(n));
    expect((await store().testDays.lastExport(scope))?.rows).toBe(`rows ${EXPORTS_KEPT + 2}`);
    expect((await store().testDays.lastExport({ ...scope, testDay: day(1) }))?.rows).toBe('rows 0');
  });
}
