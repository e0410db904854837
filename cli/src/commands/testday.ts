import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openTestDays, Refusal, type TestDays } from '@tizhi/api';
import {
  ClassId,
  CreateTestDay,
  DecisionsRequest,
  ItemKey,
  ScoredItemKey,
  SubjectId,
  TestDayId,
  type TestDayPlan,
  TizhiError,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { Command } from 'commander';
import { pino } from 'pino';
import { z } from 'zod';
import { loadSettings, type Settings } from '../config.ts';
import type { Output } from '../output.ts';
import { otherSchoolsLine } from '../run/other-schools.ts';
import { openStoresOf } from '../run/roles.ts';
import { accountOf } from './account-named.ts';
import { dayListLines, dayTable, seenLines, traceLines } from './testday-text.ts';

interface Common {
  readonly config?: string;
  readonly json?: boolean;
  readonly as?: string;
}
interface Room {
  readonly testDays: TestDays;
  readonly records: RecordStore;
  readonly settings: Settings;
}

/** `tizhi testday`: a test day (体测日) from the command line, beside a school that runs. */
export function addTestDay(program: Command, output: Output): void {
  const testday = program.command('testday').description('Run a test day. 体测日管理。');
  const command = (name: string, description: string): Command =>
    testday
      .command(name)
      .description(description)
      .option('--json', 'print JSON 输出 JSON')
      .option('-c, --config <file>', 'settings file 配置文件');

  command('list', 'List test days with their counts. 列出体测日。').action(async (options: Common) => {
    const { days, hint } = await inRoom(options, async ({ testDays, records, settings }) => ({
      days: await testDays.list(),
      hint: await otherSchoolsLine(records, settings),
    }));
    if (hint !== undefined) output.err(hint);
    if (options.json) output.out(JSON.stringify(days));
    else for (const line of dayListLines(days)) output.out(line);
  });

  command(
    'create <file>',
    'Plan a test day from a JSON file (- reads standard input). 按 JSON 文件新建体测日。',
  )
    .option('--as <username>', 'the account that plans it 操作账号')
    .action(async (file: string, options: Common) => {
      const asked = read(CreateTestDay, file, 'create');
      const plan = await inRoom(options, async ({ testDays, records, settings }) => {
        const made: TestDayPlan = {
          ...asked,
          testDay: asked.testDay ?? TestDayId.parse(`td-${asked.date}-${randomBytes(4).toString('hex')}`),
          school: settings.school,
        };
        await testDays.save(made, await accountOf(records, options.as));
        return made;
      });
      output.out(options.json ? JSON.stringify(plan) : plan.testDay);
    });

  command('show <testday>', 'Show results, tray and stations. 显示成绩、待认领与测试站。')
    .option('--as <username>', 'the account that looks 查看账号')
    .option('--class <class>', 'this class only 只看某班')
    .action(async (name: string, options: Common & { class?: string }) => {
      const only = options.class === undefined ? undefined : idOf(ClassId, options.class, 'class 班级');
      const view = await inRoom(options, async ({ testDays, records }) =>
        testDays.view(testDayOf(name), await accountOf(records, options.as), only),
      );
      if (options.json) output.out(JSON.stringify(view));
      else for (const line of dayTable(view)) output.out(line);
    });

  command(
    'decide <testday> <file>',
    'Append decisions from a JSON array (- reads standard input), all or none. 追加裁决。',
  )
    .option('--as <username>', 'the account that decides 操作账号')
    .option('--request <uuid>', 'sent again with the same id it is stored once 请求编号，重复提交只记一次')
    .action(async (name: string, file: string, options: Common & { request?: string }) => {
      const decisions = read(DecisionsRequest.shape.decisions, file, 'decide');
      const request = options.request ?? randomUUID();
      if (!z.uuid().safeParse(request).success) throw usage(`"${request}" is not a UUID`, 'decide');
      const answer = await inRoom(options, async ({ testDays, records }) =>
        testDays.decide({
          testDay: testDayOf(name),
          request,
          decisions,
          account: await accountOf(records, options.as),
        }),
      );
      if (options.json) output.out(JSON.stringify(answer));
      else {
        const note = answer.repeated ? ' (already stored 此前已记录)' : '';
        output.out(`decisions 裁决: ${answer.entries.map(({ entry }) => entry).join(', ')}${note}`);
      }
    });

  command('trace <testday> <subject> <item>', 'Walk a score back to its raw frame. 从得分追溯到原始数据。')
    .option('--as <username>', 'the account that looks 查看账号')
    .action(async (name: string, who: string, what: string, options: Common) => {
      const item = ScoredItemKey.safeParse(what);
      if (!item.success) throw usage(`"${what}" is not one of ${ScoredItemKey.options.join(', ')}`, 'trace');
      const subject = idOf(SubjectId, who, 'pupil 学生');
      const of = { testDay: testDayOf(name), subject, item: item.data };
      const trace = await inRoom(options, async ({ testDays, records }) =>
        testDays.trace({ ...of, account: await accountOf(records, options.as) }),
      );
      if (options.json) output.out(JSON.stringify(trace));
      else for (const line of traceLines(trace)) output.out(line);
    });

  command(
    'seen <testday> <subject> <item>',
    "Who was shown which value of a pupil's item. 谁看过某学生某项目的哪个成绩。",
  ).action(async (name: string, who: string, what: string, options: Common) => {
    const item = ItemKey.safeParse(what);
    if (!item.success) throw usage(`"${what}" is not one of ${ItemKey.options.join(', ')}`, 'seen');
    const subject = idOf(SubjectId, who, 'pupil 学生');
    const of = { testDay: testDayOf(name), subject, item: item.data };
    const seen = await inRoom(options, ({ testDays }) => testDays.seen(of));
    if (options.json) output.out(JSON.stringify({ seen }));
    else for (const line of seenLines(seen)) output.out(line);
  });
}

async function inRoom<T>(options: Common, work: (room: Room) => Promise<T>): Promise<T> {
  const settings = loadSettings({ file: options.config });
  const stores = await openStoresOf({ settings, log: pino({ level: 'silent' }) });
  try {
    const { records } = stores;
    const testDays = openTestDays({ records, school: settings.school, clock: Date.now });
    return await work({ testDays, records, settings });
  } catch (error) {
    throw error instanceof Refusal ? inBoth(error) : error;
  } finally {
    await stores.close();
  }
}

/** A command's one sentence has one set of words: those of both languages. */
function inBoth(refusal: Refusal): TizhiError {
  const { code, params } = refusal.failure;
  const words = Object.entries(params).map(([name, en]) => [name, `${refusal.zhParams[name] ?? ''} (${en})`]);
  return new TizhiError(code, Object.fromEntries(words));
}

const testDayOf = (name: string): TestDayId => idOf(TestDayId, name, 'test day 体测日');

function idOf<S extends z.ZodType>(schema: S, text: string, what: string): z.output<S> {
  const id = schema.safeParse(text);
  if (!id.success) throw new TizhiError('TIZHI_NOT_FOUND', { what: `${what} "${text}"` });
  return id.data;
}

/** JSON of a file or of standard input, checked; says the field that is wrong and never its value. */
function read<S extends z.ZodType>(schema: S, file: string, command: string): z.output<S> {
  const parsed = schema.safeParse(jsonOf(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw usage(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`, command);
}

function jsonOf(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new TizhiError(
      'TIZHI_FILE_UNREADABLE',
      { file, problem: (error as Error).message },
      { cause: error },
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new TizhiError('TIZHI_FILE_FORMAT', { file, expected: 'JSON', problem: 'it is not valid JSON' });
  }
}

const usage = (problem: string, command: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, command: `tizhi testday ${command}` });
