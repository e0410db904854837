import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeCare } from './care-records.contract.ts';
import { describeInbox } from './inbox-records.contract.ts';
import { describeProgrammes } from './programme-records.contract.ts';
import type { RecordHarness, Subject } from './record-harness.contract.ts';
import { accountOf, lesson, lessonOf, NOON, outcome, SCHOOL, subjectOf } from './record-samples.contract.ts';
import type { Account, RecordStore } from './record-store.ts';
import { describeResults } from './result-records.contract.ts';
import { describeRolls } from './roll-records.contract.ts';
import { describeRosterImport } from './roster-import.contract.ts';
import { describeRoster } from './roster-records.contract.ts';
import { describeExports, describeSeen, describeTestDays } from './test-day-records.contract.ts';
import { describeWarnings } from './warning-records.contract.ts';

/** The promises of {@link RecordStore}, run on every implementation of it. */
export function describeRecordStore(open: () => Promise<RecordHarness>): void {
  let harness: RecordHarness;
  let store: RecordStore;
  beforeAll(async () => {
    harness = await open();
  });
  beforeEach(async () => {
    store = await harness.empty();
  });
  afterAll(() => harness.remove());

  const subject: Subject = { store: () => store, harness: () => harness };
  describe('the inbox', () => describeInbox(subject));
  describe('the roster', () => describeRoster(subject));
  describe('rosters from a file', () => describeRosterImport(subject));
  describe('test days', () => describeTestDays(subject));
  describe('rolls of test days', () => describeRolls(subject));
  describe('who saw what', () => describeSeen(subject));
  describe('exports', () => describeExports(subject));
  describe('histories, plans and walls', () => describeCare(subject));
  describe('programmes', () => describeProgrammes(subject));
  describe('warnings', () => describeWarnings(subject));
  describe('results', () => describeResults(subject));
  describe('lessons', () => describeLessons(subject));
  describe('accounts and sessions', () => describeAccounts(subject));

  it('notes who did what, newest first', async () => {
    const notes = [1, 2, 3].map((n) => ({
      at: NOON + n,
      account: n === 2 ? null : accountOf(n),
      action: 'roster.import',
      detail: `class-${n}`,
    }));
    for (const note of notes) await store.audit.note(note);
    expect(await store.audit.latest(2)).toEqual([notes[2], notes[1]]);
  });

  it('answers a ping until it is closed, and closing twice is harmless', async () => {
    expect(await store.ping()).toBe(true);
    await store.close();
    await store.close();
    expect(await store.ping()).toBe(false);
  });

  it('tells an interruption as TIZHI_STORE_UNAVAILABLE, and goes on by itself after it', async () => {
    await harness.interrupt();
    try {
      expect(await outcome(store.results.saveCursor('score', 1))).toBe('TIZHI_STORE_UNAVAILABLE');
    } finally {
      await harness.resume();
    }
    await store.results.saveCursor('score', 2);
    expect(await store.results.cursor('score')).toBe(2);
  });
}

function describeLessons({ store }: Subject): void {
  it('are found, ended and listed newest first', async () => {
    for (const n of [2, 1, 3]) await store().lessons.save(lesson(n));
    await store().lessons.end(lessonOf(1), NOON + 9);
    expect(await store().lessons.find(lessonOf(1))).toEqual(lesson(1, { endedAt: NOON + 9 }));
    expect(await store().lessons.find(lessonOf(7))).toBeUndefined();
    const newest = await store().lessons.list(SCHOOL.school, 2);
    expect(newest.map((found) => found.lesson)).toEqual([lessonOf(3), lessonOf(2)]);
  });

  it('are replaced when they are saved again', async () => {
    await store().lessons.save(lesson(1));
    await store().lessons.save(lesson(1, { plannedEndAt: NOON }));
    expect(await store().lessons.list(SCHOOL.school, 9)).toEqual([lesson(1, { plannedEndAt: NOON })]);
  });

  it('bind a device to one pupil after another, and a new list replaces the old one', async () => {
    await store().lessons.save(lesson(1));
    const device = 'strap-1' as Parameters<RecordStore['lessons']['bind']>[1][number]['device'];
    const first = [
      { device, subject: subjectOf(2), from: NOON, to: NOON + 60_000 },
      { device, subject: subjectOf(1), from: NOON + 60_000, to: null },
    ];
    await store().lessons.bind(lessonOf(1), first);
    expect(await store().lessons.bindings(lessonOf(1))).toEqual(first);
    await store().lessons.bind(lessonOf(1), first.slice(1));
    expect(await store().lessons.bindings(lessonOf(1))).toEqual(first.slice(1));
    expect(await store().lessons.bindings(lessonOf(2))).toEqual([]);
    const lists = [first, first.toReversed(), first.slice(1)];
    await Promise.all([...lists, ...lists].map((list) => store().lessons.bind(lessonOf(1), list)));
    expect(lists).toContainEqual(await store().lessons.bindings(lessonOf(1)));
  });
}

function describeAccounts({ store }: Subject): void {
  const teacher: Account = {
    account: accountOf(1),
    school: SCHOOL.school,
    username: 'teacher',
    displayName: '王老师（合成）',
    role: 'teacher',
    passwordHash: '$argon2id$v=19$synthetic',
  };

  it('are found by user name and replaced by account', async () => {
    await store().accounts.save(teacher);
    await store().accounts.save({ ...teacher, role: 'admin' });
    expect(await store().accounts.byUsername('teacher')).toEqual({ ...teacher, role: 'admin' });
    expect(await store().accounts.byUsername('nobody')).toBeUndefined();
    expect(await store().accounts.find(teacher.account)).toEqual({ ...teacher, role: 'admin' });
    expect(await store().accounts.find(accountOf(9))).toBeUndefined();
    expect(await store().accounts.list(SCHOOL.school)).toEqual([{ ...teacher, role: 'admin' }]);
    expect(await store().accounts.list('elsewhere' as typeof SCHOOL.school)).toEqual([]);
  });

  it('a session opens its account until it expires or is closed', async () => {
    await store().accounts.save(teacher);
    for (const [tokenHash, expiresAt] of [
      ['short', NOON],
      ['long', NOON + 10],
    ] as const)
      await store().accounts.openSession({ tokenHash, account: teacher.account, expiresAt });
    expect(await store().accounts.bySession('short', NOON - 1)).toEqual(teacher);
    expect(await store().accounts.bySession('short', NOON)).toBeUndefined();
    expect(await store().accounts.bySession('short', NOON - 1)).toBeUndefined(); // thrown out for good
    expect(await store().accounts.bySession('long', NOON)).toEqual(teacher);
    await store().accounts.closeSession('long');
    expect(await store().accounts.bySession('long', NOON)).toBeUndefined();
    expect(await store().accounts.bySession('never', NOON)).toBeUndefined();
  });
}
