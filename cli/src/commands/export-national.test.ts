import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRoster } from '@tizhi/analytics';
import { AttemptId, type ItemKey, SchoolId, type TestDayDecision, TestDayId } from '@tizhi/contracts';
import { openRecords, type RecordStore } from '@tizhi/storage';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rosterSheets } from './roster.ts';
import { runTizhi } from './run.fixture.ts';

const SCHOOL = SchoolId.parse('synthetic');
const AUTUMN = TestDayId.parse('autumn');
const MAKE_UP = TestDayId.parse('make-up');
// Synthetic pupils.
const ROSTER = [
  '年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,家庭住址',
  '22,22010001,八年级1班,SYN0001,1,合成甲,1,2013-03-04,合成路1号',
  '22,22010001,八年级1班,SYN0002,3,合成乙,2,2013-05-06,合成路2号',
].join('\n');
const BOY = {
  height: 165,
  weight: 62,
  vital_capacity: 3450,
  run_50m: 8,
  sit_and_reach: 7.7,
  standing_long_jump: 209,
  pull_up: 16,
  run_1000m: 225,
};
const GIRL = {
  height: 158,
  weight: 50,
  vital_capacity: 2900,
  run_50m: 8.4,
  sit_and_reach: 22.7,
  standing_long_jump: 180,
  sit_up_1min: 40,
};

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  minutes = 0;
  folder = temporaryFolder();
  vi.stubEnv('TIZHI_DATA_DIR', join(folder.path, 'data'));
  vi.stubEnv('TIZHI_INFLUX_URL', '');
  vi.stubEnv('TIZHI_SCHOOL', SCHOOL);
  writeFileSync(join(folder.path, 'roster.csv'), ROSTER);
  expect((await runTizhi('roster', 'import', join(folder.path, 'roster.csv'))).code).toBe(0);
  await withRecords(async (records) => {
    await plan(records, AUTUMN, '2026-10-10');
    await measure(records, { number: 'SYN0001', values: BOY });
    await measure(records, { number: 'SYN0002', values: GIRL });
  });
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

async function withRecords<T>(work: (records: RecordStore) => Promise<T>): Promise<T> {
  const records = await openRecords({ dataDir: join(folder.path, 'data') });
  try {
    return await work(records);
  } finally {
    await records.close();
  }
}

async function plan({ roster, testDays }: RecordStore, testDay: TestDayId, date: string): Promise<void> {
  const classes = (await roster.classes(SCHOOL)).map((own) => own.class);
  const kind = testDay === AUTUMN ? 'regular' : 'make_up';
  await testDays.save({
    ...{ testDay, school: SCHOOL, name: '合成体测', date, year: 2026, kind },
    ...{ classes, stations: [], rules: {} },
  });
}

/** Each attempt comes after the ones before: the day counts them in the order of their time. */
let minutes = 0;
const nextMinute = (): number => Date.parse('2026-10-10T02:00Z') + 60_000 * ++minutes;

async function measure(
  records: RecordStore,
  of: {
    readonly number: string;
    readonly values: { readonly [item in ItemKey]?: number };
    readonly on?: TestDayId;
  },
): Promise<void> {
  const decisions = await Promise.all(
    Object.entries(of.values).map(async ([item, value]): Promise<TestDayDecision> => {
      const subject = await subjectOf(records, of.number);
      const attempt = AttemptId.parse(randomUUID());
      const at = nextMinute();
      return { kind: 'entered', attempt, item: item as ItemKey, value, subject, at, by: 'hand', raw: 'x' };
    }),
  );
  await decide(records, decisions, of.on);
}

async function subjectOf({ roster }: RecordStore, number: string) {
  const subject = await roster.byStudentNumber(SCHOOL, number);
  if (subject === undefined) throw new Error(`no pupil ${number}`);
  return subject;
}
const decide = ({ testDays }: RecordStore, decisions: readonly TestDayDecision[], testDay = AUTUMN) =>
  testDays.append({ testDay, at: Date.now(), account: null, decisions });

/** The girl's run: why there is none. */
const exempt = () =>
  withRecords(async (records) => {
    const subject = await subjectOf(records, 'SYN0002');
    await decide(records, [
      { kind: 'state_set', subject, item: 'run_800m', state: 'exempt', reason: 'synthetic' },
    ]);
  });

const fileNamed = (name: string): string => join(folder.path, name);
const exportTo = (name: string, ...more: readonly string[]) =>
  runTizhi('export', 'national', '--out', fileNamed(name), ...more);
const ofAutumn = ['--testday', AUTUMN] as const;

async function readBack(name: string) {
  const reading = readRoster(await rosterSheets(fileNamed(name)), { today: '2026-11-24' });
  expect(reading.errors).toEqual([]);
  return reading.pupils.map(({ studentNumber, values, states }) => ({ studentNumber, values, states }));
}

describe('tizhi export national', () => {
  it.each(['x.xls', 'x.xlsx', 'x.csv'])('writes results that are read back the same (%s)', async (name) => {
    await exempt();
    expect(await exportTo(name, ...ofAutumn, '--states', 'words')).toMatchObject({ code: 0, err: '' });
    expect(await readBack(name)).toEqual([
      { studentNumber: 'SYN0001', values: BOY, states: {} },
      { studentNumber: 'SYN0002', values: GIRL, states: { run_800m: 'exempt' } },
    ]);
  });

  it('writes times as text cells in a file that old validators read', async () => {
    await exempt();
    await exportTo('x.xls', ...ofAutumn);
    const [sheet] = await rosterSheets(fileNamed('x.xls'));
    expect(sheet?.cells[1]).toContain(`3'45"`);
    expect(sheet?.cells[0]?.slice(0, 4)).toEqual(['年级编号', '班级编号', '班级名称', '学籍号']);
  });

  it('writes nothing while a result is missing without a reason, and names the cell', async () => {
    const { code, out, err } = await exportTo('x.xls', ...ofAutumn);
    expect(code).toBe(1);
    expect(err).toMatch(/^TIZHI_EXPORT_REFUSED: /);
    expect(out).toMatch(/^V3 800米跑/);
    expect(out).not.toContain('合成乙');
    expect(readdirSync(folder.path)).not.toContain('x.xls');
  });

  it('lists what is different from the last export, cell by cell', async () => {
    await exempt();
    expect((await exportTo('1.xls', ...ofAutumn)).out).toMatch(/no earlier export/);
    expect((await exportTo('2.xls', ...ofAutumn)).out).toMatch(/\+ 0 - 0 ~ 0$/);
    await withRecords(async (records) => {
      const subject = await subjectOf(records, 'SYN0001');
      await decide(records, [{ kind: 'retest_granted', subject, item: 'run_50m', reason: 'synthetic' }]);
      await measure(records, { number: 'SYN0001', values: { run_50m: 7.9 } });
    });
    const { out } = await exportTo('3.xls', ...ofAutumn);
    expect(out).toContain('~ M2 50米跑: 8 → 7.9');
    expect(out).toMatch(/\+ 0 - 0 ~ 1$/);
  });

  it('keeps of an export no name, number or address', async () => {
    await exempt();
    await exportTo('1.xls', ...ofAutumn);
    const kept = await withRecords(({ testDays }) =>
      testDays.lastExport({ school: SCHOOL, year: 2026, testDay: AUTUMN }),
    );
    for (const secret of ['SYN0001', '合成甲', '合成路', '2013-03-04'])
      expect(kept?.rows).not.toContain(secret);
    expect(kept?.rows).toContain(`3'45\\"`);
  });

  it('is noted as a sight of every value in it, by whoever got it', async () => {
    await exempt();
    const sights = () =>
      withRecords(async (records) => {
        const subject = await subjectOf(records, 'SYN0001');
        return records.testDays.whoSaw({ testDay: AUTUMN, subject, item: 'run_1000m' });
      });
    expect((await exportTo('x.csv', ...ofAutumn, '--as', 'nobody')).err).toMatch(/^TIZHI_NOT_FOUND: /);
    expect(await sights()).toEqual([]);
    await exportTo('x.csv', ...ofAutumn);
    expect(await sights()).toMatchObject([{ account: null, value: 225, testDay: AUTUMN }]);
  });

  it('of a year takes what a make-up day brought', async () => {
    await exempt();
    await withRecords(async (records) => {
      await plan(records, MAKE_UP, '2026-11-10');
      await measure(records, { number: 'SYN0002', values: { run_800m: 230 }, on: MAKE_UP });
    });
    expect((await exportTo('x.csv', '--year', '2026', '--class', '八年级1班')).code).toBe(0);
    expect((await readBack('x.csv'))[1]).toEqual({
      studentNumber: 'SYN0002',
      values: { ...GIRL, run_800m: 230 },
      states: {},
    });
  });

  it.each([
    [['--testday', 'nothing'], 'TIZHI_NOT_FOUND'],
    [['--year', '2001'], 'TIZHI_NOT_FOUND'],
    [['--year', '2026', '--class', '九年级1班'], 'TIZHI_NOT_FOUND'],
    [[], 'TIZHI_USAGE'],
    [['--year', '2026', '--testday', 'autumn'], 'TIZHI_USAGE'],
    [['--year', 'last'], 'TIZHI_USAGE'],
  ])('refuses %j with %s', async (options, code) => {
    const { err } = await exportTo('x.xls', ...options);
    expect(err).toMatch(new RegExp(`^${code}: `));
    expect(existsSync(fileNamed('x.xls'))).toBe(false);
  });

  it('refuses a file of another kind', async () => {
    expect((await exportTo('x.pdf', ...ofAutumn)).err).toMatch(/^TIZHI_USAGE: /);
  });
});
