import { readFileSync, writeFileSync } from 'node:fs';
import { type CertifiedReading, countedFrom, dataProblem, verifyCertificate } from '@tizhi/analytics';
import { certificateCrypto, issueCertificate, openSchoolKey } from '@tizhi/api';
import { LessonId, PublicKey, type SignedCertificate, systemProblem, TizhiError } from '@tizhi/contracts';
import { openStores, type Stores } from '@tizhi/storage';
import type { Command } from 'commander';
import { dataFiles, loadSettings, type Settings } from '../config.ts';
import { DEMO_SCHOOL } from '../demo/people.ts';
import type { Output } from '../output.ts';
import { makeFolder } from '../run/make-folder.ts';
import { readExport } from './certificate-data.ts';
import { certificatePage } from './certificate-page.ts';

interface IssueOptions {
  readonly config?: string;
  readonly out?: string;
  readonly json?: boolean;
}

interface VerifyOptions {
  readonly key?: string;
  readonly data?: readonly string[];
}

const CONFIG = [
  '-c, --config <file>',
  'settings file (default: tizhi.yaml if there is one) 配置文件',
] as const;
const RECENT = 10;

/** `tizhi certificate`: what became of every reading of a lesson, signed; and how anybody checks it. */
export function addCertificate(program: Command, output: Output): void {
  const certificate = program
    .command('certificate')
    .description(
      'Certify a lesson: readings heard, stored, doubtful, missing, per device. 签发课堂数据凭证。',
    )
    .argument('[lesson]', 'a lesson id; without one the last lessons are listed 课程编号')
    .option('--out <file>', 'also write the certificate as JSON 另存为 JSON 文件')
    .option('--json', 'print the JSON instead of the page 直接输出 JSON')
    .option(...CONFIG)
    .action(async (lesson: string | undefined, options: IssueOptions) => {
      const settings = loadSettings({ file: options.config });
      const stores = await openStores({ ...settings, readOnly: true });
      try {
        if (lesson === undefined) return await listLessons(stores, settings, output);
        const signed = await issue(stores, settings, lesson);
        if (options.out !== undefined) write(options.out, signed);
        if (options.json) output.out(JSON.stringify(signed));
        else for (const line of certificatePage(signed)) output.out(line);
      } finally {
        await stores.close();
      }
    });

  certificate
    .command('verify <file>')
    .description('Check a certificate, with no store and no network. 离线核验凭证。')
    .option('--key <key>', "the school's public key (tizhi certificate key) 学校公钥")
    .option(
      '--data <file...>',
      'count it again from exports (tizhi export telemetry and readings, --format json) 导出的数据',
    )
    .action(async (file: string, options: VerifyOptions) => {
      for (const line of await verified(file, options)) output.out(line);
    });

  certificate
    .command('key')
    .description("Print the school's public key; make one if there is none. 显示学校公钥。")
    .option(...CONFIG)
    .action((_options: unknown, command: Command) => {
      const { dataDir } = loadSettings({ file: command.optsWithGlobals<IssueOptions>().config });
      makeFolder(dataDir, 'TIZHI_DATA_DIR');
      output.out(openSchoolKey(dataFiles(dataDir).certificateKey).publicKey);
    });
}

async function issue(stores: Stores, { dataDir }: Settings, name: string): Promise<SignedCertificate> {
  const id = LessonId.safeParse(name);
  const lesson = id.success ? await stores.records.lessons.find(id.data) : undefined;
  const signed =
    lesson === undefined
      ? undefined
      : await issueCertificate({
          ...stores,
          school: lesson.school,
          lesson: lesson.lesson,
          key: openSchoolKey(dataFiles(dataDir).certificateKey),
          now: Date.now(),
        });
  if (signed === undefined) throw new TizhiError('TIZHI_NOT_FOUND', { what: `lesson 课程 "${name}"` });
  return signed;
}

async function listLessons({ records }: Stores, { school }: Settings, output: Output): Promise<void> {
  const schools = [...new Set([school, DEMO_SCHOOL.school])];
  const lists = await Promise.all(schools.map((each) => records.lessons.list(each, RECENT)));
  const lessons = lists.flat().sort((a, b) => b.startedAt - a.startedAt);
  if (lessons.length === 0) output.out('还没有课程。 There is no lesson yet.');
  for (const { lesson, class: inClass, startedAt, endedAt } of lessons.slice(0, RECENT))
    output.out(
      `${lesson}  ${inClass}  ${new Date(startedAt).toLocaleString('sv-SE')}  ${endedAt === null ? '进行中 in progress' : '已结束 ended'}`,
    );
}

function write(file: string, signed: SignedCertificate): void {
  try {
    writeFileSync(file, `${JSON.stringify(signed)}\n`, { mode: 0o600 });
  } catch (error) {
    throw usage(`cannot write ${file}: ${(error as Error).message}`, 'certificate');
  }
}

async function verified(file: string, { key, data }: VerifyOptions): Promise<string[]> {
  const known = key === undefined ? undefined : PublicKey.safeParse(key);
  if (known?.success === false)
    throw usage(`--key "${key}": ${known.error.issues[0]?.message}`, 'certificate verify');
  const checked = verifyCertificate(readJson(file), { crypto: certificateCrypto, key: known?.data });
  if (!checked.ok) throw new TizhiError(checked.failure.code, checked.failure.params);
  const { certificate, publicKey } = checked.value;
  const { totals, verdict, lesson } = certificate;
  const lines = [
    `核验通过 VALID: ${lesson}, ${verdict}`,
    `  收到 heard ${totals.heard}, 入库 stored ${totals.stored}, 存疑 doubtful ${totals.doubtful}, 缺失 missing ${totals.missing}`,
    `  哈希链 chain: ${totals.messages} 条消息 messages, ${totals.givenUp} 条放弃 given up`,
    key === undefined
      ? `  签名公钥 signed with ${publicKey}: 请与学校公钥比对 compare it with the school's (--key)`
      : `  签名公钥 signed with the given key ${publicKey}`,
  ];
  if (data === undefined) return lines;
  const isCounted = countedFrom(certificate);
  const readings: CertifiedReading[] = [];
  for (const exported of data) readings.push(...(await readExport(exported, isCounted)));
  const problem = dataProblem(certificate, readings);
  if (problem !== undefined) throw new TizhiError(problem.code, problem.params);
  return [...lines, `  数据相符 the data agree: ${readings.length} 行 rows`];
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TizhiError('TIZHI_CERTIFICATE_FORMAT', { problem: (error as Error).message });
  }
}

const usage = (problem: string, command: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, command: `tizhi ${command}` });
