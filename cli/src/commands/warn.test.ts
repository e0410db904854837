import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Finding } from '@tizhi/contracts';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { runTizhi } from './run.fixture.ts';
import { HEADINGS, type Pupil } from './score.fixture.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const save = (name: string, text: string): string => {
  const file = join(folder.path, name);
  writeFileSync(file, text);
  return file;
};
const MORE = ['学校名称', '学年', '测试日期', '收缩压', '舒张压'];
const table = (pupils: readonly Pupil[], more: readonly string[] = MORE): string =>
  [[...HEADINGS, ...more], ...pupils.map((pupil) => [...HEADINGS, ...more].map((name) => pupil[name] ?? ''))]
    .map((row) => row.join(','))
    .join('\n');

/** A synthetic boy, weak in all and stunted at 10 years; his numbers differ between the schools. */
const FOURTH: Pupil = {
  学校名称: '合成小学',
  学年: '2020-2021',
  测试日期: '2020-10-15',
  年级编号: '14',
  学籍号: 'G110101201010150011',
  姓名: '合成学生甲',
  性别: '1',
  出生日期: '20101001',
  身高: '125.0',
  体重: '26.0',
  肺活量: '1000',
  '50米跑': '11.5',
  坐位体前屈: '-5.0',
  一分钟跳绳: '40',
  一分钟仰卧起坐: '12',
};
const SIXTH: Pupil = {
  ...FOURTH,
  学年: '2022-2023',
  测试日期: '2022-10-15',
  年级编号: '16',
  身高: '140.0',
  体重: '33.0',
  '50米×8往返跑': `2'20"`,
};
const other = { 学籍号: 'G110101201010150022', 姓名: '合成学生乙' };

const findings = async (...args: readonly string[]) => {
  const { code, out, err } = await runTizhi('warn', ...args, '--json');
  const lines = out === '' ? [] : out.split('\n').map((line) => JSON.parse(line));
  return { code, err, lines: lines as ({ file: string; row: number } & Finding)[] };
};

describe('tizhi warn', () => {
  const fourth = save('fourth.csv', table([{ ...FOURTH, ...other }, FOURTH]));
  const sixth = save('sixth.csv', table([SIXTH]));

  it('finds at the latest test of each pupil, with the row it came from and no student number', async () => {
    const { code, lines, err } = await findings(fourth, sixth);
    expect(code).toBe(0);
    for (const { file: _, row: __, ...finding } of lines) expect(() => Finding.parse(finding)).not.toThrow();
    const of = (file: string) =>
      lines.filter((line) => line.file === file).map(({ row, rule, schoolYear }) => [row, rule, schoolYear]);
    expect(of(sixth)).toEqual([
      [2, 'grade8-likely-fail', 2022],
      [2, 'total-fail', 2022],
    ]);
    expect(of(fourth)).toContainEqual([2, 'stunted', 2020]);
    expect(lines.filter(({ row, file }) => file === fourth && row === 3)).toEqual([]);
    expect(JSON.stringify(lines)).not.toMatch(/G1101|合成学生/);
    expect(err).toContain('测试 Tests: 3, 学生 pupils: 2');
  });

  it('takes who is who from tizhi link', async () => {
    const moved = save('moved.csv', table([{ ...SIXTH, ...other }]));
    const links = save(
      'links.csv',
      `file,row,person,probability,status\n${fourth},3,somebody,1,auto\n${moved},2,somebody,0.99,auto\n`,
    );
    const { lines, err } = await findings(fourth, moved, '--links', links);
    expect(lines.filter(({ file }) => file === moved).map(({ subject }) => subject)).toEqual([
      'somebody',
      'somebody',
    ]);
    expect(lines.find(({ file }) => file === moved)?.evidence.points).toHaveLength(3);
    expect(err).toContain('1 行 rows: 连接结果中没有 not in the links');
  });

  it('takes who is who from tizhi link --json as well', async () => {
    const moved = save('moved-too.csv', table([{ ...SIXTH, ...other }]));
    const links = join(folder.path, 'links.json');
    expect((await runTizhi('link', fourth, moved, '--json', '--out', links)).code).toBe(0);
    const persons = new Map(
      readFileSync(links, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ file, row, person }) => [`${file} ${row}`, person]),
    );
    const { code, lines, err } = await findings(fourth, moved, '--links', links);
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThan(0);
    for (const { file, row, subject } of lines) expect(subject).toBe(persons.get(`${file} ${row}`));
    expect(err).not.toContain('not in the links');
  });

  it('says nothing of growth without a test day, and does with --tested-on', async () => {
    const undated = save('undated.csv', table([{ ...FOURTH, 测试日期: '' }]));
    const rules = async (...more: string[]) =>
      (await findings(undated, ...more)).lines.map(({ rule }) => rule);
    expect(await rules()).not.toContain('stunted');
    expect(await rules('--tested-on', '10-15')).toContain('stunted');
  });

  it('leaves out two tests that one person had in one school year, and says so', async () => {
    const { lines, err } = await findings(save('doubled.csv', table([FOURTH, FOURTH])));
    expect(lines).toEqual([]);
    expect(err).toContain('2 行 rows: 同一学年有多次测试');
  });

  it('prints people a sentence in both languages, CSV a heading, and trends only when asked', async () => {
    const forPeople = await runTizhi('warn', sixth);
    expect(forPeople.out).toMatch(/预警 warning {2}总分不及格 Annual total below the pass mark/);
    expect(forPeople.out).toMatch(/总分 [\d.]+，低于 60 分。\n {4}The annual total is/);
    expect(forPeople.out).not.toContain('低于60分');
    expect((await runTizhi('warn', sixth, '--trends')).out).toContain('50米跑低于60分');
    const asCsv = await runTizhi('warn', sixth, '--csv');
    expect(asCsv.out).toMatch(
      /^file,row,person,school_year,rule,version,severity,shown_as,text_zh,text_en\n/,
    );
  });

  it('prints the rules with their precision', async () => {
    const { code, out } = await runTizhi('warn', '--rules');
    expect(code).toBe(0);
    expect(out).toMatch(/^grade8-likely-fail v1 +预警 alarm +预警 warning +\d\d % +teacher, admin$/m);
  });

  it.each([
    ['no file', () => [], 'TIZHI_USAGE'],
    ['a file twice', () => [fourth, fourth], 'TIZHI_USAGE'],
    ['a file that is not there', () => [join(folder.path, 'absent.csv')], 'TIZHI_FILE_UNREADABLE'],
    ['no 学年', () => [save('noyear.csv', table([FOURTH], ['学校名称']))], 'TIZHI_FILE_FORMAT'],
    [
      'a row without 学年',
      () => [save('hole.csv', table([FOURTH, { ...FOURTH, 学年: '' }]))],
      'TIZHI_FILE_FORMAT',
    ],
    ['no template', () => [save('none.csv', 'a,b\n1,2\n')], 'TIZHI_FILE_FORMAT'],
    ['links that are none', () => [fourth, '--links', save('bad.csv', 'a,b\n1,2\n')], 'TIZHI_FILE_FORMAT'],
    [
      'a link without a row',
      () => [fourth, '--links', save('b2.csv', 'file,row,person\nx,no,p\n')],
      'TIZHI_FILE_FORMAT',
    ],
    [
      'a line that is no link',
      () => [fourth, '--links', save('b3.json', '{"file":"x","row":2,"person":"p"}\n{"file":"x"}\n')],
      'TIZHI_FILE_FORMAT',
    ],
    ['a broken line', () => [fourth, '--links', save('b4.json', '{"file":\n')], 'TIZHI_FILE_FORMAT'],
    ['no links file', () => [fourth, '--links', join(folder.path, 'no.csv')], 'TIZHI_FILE_UNREADABLE'],
    ['no day', () => [fourth, '--tested-on', '15.10.'], 'TIZHI_USAGE'],
    ['two forms', () => [fourth, '--json', '--csv'], 'TIZHI_USAGE'],
  ] as const)('%s: one clear error, exit code 2, nothing printed', async (_, args, code) => {
    const out = join(folder.path, 'out.csv');
    const seen = await runTizhi('warn', ...args());
    expect(seen).toMatchObject({ code: 2, out: '' });
    expect(seen.err.split('\n')[0]).toMatch(new RegExp(`^${code}: `));
    expect(seen.err.split('\n')).toHaveLength(2);
    expect((await runTizhi('warn', ...args(), '--out', out)).code).toBe(2);
    expect(() => writeFileSync(out, '', { flag: 'wx' })).not.toThrow();
    (await import('node:fs')).rmSync(out);
  });
});
