import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRILLS, HEALTH_QUESTIONS } from '@tizhi/analytics';
import { Prescription } from '@tizhi/contracts';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main.ts';
import { BOY, csv, GIRL, type Pupil } from './score.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

function save(name: string, content: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await main(['prescribe', ...args], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { exit, out, err };
}

const pupils = (all: readonly Pupil[]) => save('pupils.csv', csv(all));
const KEYS = HEALTH_QUESTIONS.map(({ key }) => key);
const answers = (rows: readonly string[], headings = ['row', ...KEYS].join(',')) =>
  save('answers.csv', `${[headings, ...rows].join('\n')}\n`);
const noes = (row: number) => `${row},${KEYS.map(() => '否').join(',')}`;

describe('tizhi prescribe', () => {
  it('makes a plan for a pupil whose questions are answered, and asks for the other', async () => {
    const { exit, out, err } = await run(pupils([BOY, GIRL]), '--answers', answers([noes(2)]), '--json');
    expect({ exit, err }).toEqual({ exit: 0, err: [] });
    const [boy, girl] = out.map((line) => JSON.parse(line));
    expect(Prescription.parse(boy.prescription)).toMatchObject({ kind: 'plan', subject: 'row-2' });
    expect(girl).toMatchObject({ row: 3, prescription: { kind: 'refer', action: 'ask' } });
  });

  it('prints the plan in both languages, with its reasons, and that a teacher confirms it', async () => {
    const { exit, out } = await run(pupils([BOY]), '--answers', answers([noes(2)]), '--year', '2025');
    const text = out.join('\n');
    expect(exit).toBe(0);
    expect(text).toContain('重点 Focus: 柔韧 flexibility (坐位体前屈 Sit and reach, 74)');
    expect(text).toContain('每周 3 次 a week');
    expect(text).toContain('估计 estimated');
    expect(text).toContain('第 1 周第 3 次 Week 1, session 3');
    expect(text).toContain('处方草稿 plans: 1');
    expect(text).toContain('a teacher confirms');
  });

  it('asks for everybody where no answers were given', async () => {
    const { exit, out } = await run(pupils([BOY, GIRL]));
    expect(exit).toBe(0);
    expect(out.filter((line) => line.includes('先请家长回答 Ask a parent first'))).toHaveLength(2);
  });

  it('refers on a yes, and an exempt pupil too', async () => {
    const yes = `2,${KEYS.map((key) => (key === 'fainting' ? 'yes' : 'no')).join(',')}`;
    const exempt = { ...BOY, '1000米跑': '免测' };
    const { out } = await run(pupils([BOY, exempt]), '--answers', answers([yes, noes(3)]), '--json');
    const made = out.map((line) => JSON.parse(line).prescription);
    expect(made[0]).toMatchObject({ kind: 'refer', action: 'refer', answers: ['fainting'] });
    expect(made[1]).toMatchObject({ kind: 'refer', action: 'refer', answers: [] });
  });

  it('lists its drills and its questions', async () => {
    const { out } = await run('--drills');
    expect(out).toHaveLength(DRILLS.length + 2);
    for (const { id } of DRILLS) expect(out.some((line) => line.startsWith(`${id} `))).toBe(true);
    const questions = await run('--questions', '--json');
    expect(questions.out.map((line) => JSON.parse(line).key)).toEqual(KEYS);
    expect((await run('--questions')).out.join('\n')).toContain('fever');
  });

  it.each([
    ['no file', [], /TIZHI_USAGE: name a file/],
    ['a year that is none', ['PUPILS', '--year', 'last'], /TIZHI_USAGE: --year "last"/],
    ['a file that is not there', ['missing.csv'], /TIZHI_FILE_UNREADABLE/],
    ['a question that is none', ['PUPILS', '--answers', 'row,headache\n2,yes'], /"headache" is no question/],
    [
      'an answer that is neither',
      ['PUPILS', '--answers', 'row,fever\n2,maybe'],
      /row 2, fever: "maybe" is neither/,
    ],
    ['answers without rows', ['PUPILS', '--answers', 'fever\nyes'], /no column "row"/],
    ['a row that is no number', ['PUPILS', '--answers', 'row,fever\nx,yes'], /no row number/],
    ['a row twice', ['PUPILS', '--answers', 'row,fever\n2,no\n2,no'], /row 2 comes twice/],
    ['a row without a pupil', ['PUPILS', '--answers', 'row,fever\n9,no'], /no pupil stands in row 9/],
  ])('%s is one clear error and nothing is printed', async (_, args, error) => {
    const { exit, out, err } = await run(
      ...args.map((arg) =>
        arg === 'PUPILS' ? pupils([BOY]) : arg.includes('\n') ? save('bad.csv', arg) : arg,
      ),
    );
    expect({ exit, out }).toEqual({ exit: 2, out: [] });
    expect(err[0]).toMatch(error);
    expect(err).toHaveLength(2);
    expect(err[1]).not.toMatch(/ (is|no|comes|stands) /);
  });
});
