import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main.ts';
import { BOY, csv, GIRL } from './score.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

function save(name: string, content: string | Uint8Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await main(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { exit, out, err };
}

interface ScoredRow {
  readonly row: number;
  readonly items: Record<string, { value: number; score: number; level: string; bonus: number }>;
  readonly total: number | null;
  readonly level: string | null;
  readonly missing: string[];
  readonly errors: { column: string; value: string }[];
}

async function score(path: string, ...options: string[]): Promise<ScoredRow[]> {
  const { exit, out, err } = await run('score', path, '--json', ...options);
  const rows = out.map((line) => JSON.parse(line));
  const hopeless = rows.every(({ errors, total }) => errors.length > 0 && total === null);
  expect(exit).toBe(hopeless ? 1 : 0);
  expect(err.join('\n')).toMatch(hopeless ? /^TIZHI_NOTHING_SCORED: / : /^$/);
  return rows;
}

describe('tizhi score --json', () => {
  it('prints one object per pupil, exactly this', async () => {
    const { exit, out, err } = await run('score', save('a.csv', csv([BOY])), '--json');
    expect({ exit, err }).toEqual({ exit: 0, err: [] });
    expect(out).toEqual([
      [
        '{"row":2,"grade":"8","sex":"male","items":{',
        '"bmi":{"value":22.8,"score":80,"level":"overweight","bonus":0},',
        '"vital_capacity":{"value":3450,"score":85,"level":"good","bonus":0},',
        '"run_50m":{"value":8,"score":78,"level":"pass","bonus":0},',
        '"sit_and_reach":{"value":7.7,"score":74,"level":"pass","bonus":0},',
        '"standing_long_jump":{"value":209,"score":78,"level":"pass","bonus":0},',
        '"pull_up":{"value":16,"score":100,"level":"excellent","bonus":2},',
        '"run_1000m":{"value":207,"score":100,"level":"excellent","bonus":6}},',
        '"standardScore":85.6,"bonus":8,"total":93.6,"level":"excellent","missing":[],"errors":[],',
        '"standardVersion":"CN-NSPFS-2014"}',
      ].join(''),
    ]);
  });

  it('keeps the order and the row numbers of the file', async () => {
    const rows = await score(save('order.csv', csv([GIRL, {}, BOY, GIRL])));
    expect(rows.map(({ row, total }) => [row, total])).toEqual([
      [2, 120],
      [4, 93.6],
      [5, 120],
    ]);
  });

  it('a bad cell is an error, its item is missing, and there is no total', async () => {
    const [row] = await score(save('bad.csv', csv([{ ...BOY, '1000米跑': '3.5', 引体向上: '十' }])));
    expect(row).toMatchObject({
      standardScore: null,
      bonus: null,
      total: null,
      level: null,
      missing: ['pull_up', 'run_1000m'],
      errors: [
        { row: 2, column: '引体向上', value: '十', code: 'TIZHI_CELL_INVALID' },
        { row: 2, column: '1000米跑', value: '3.5', code: 'TIZHI_CELL_INVALID' },
      ],
    });
    expect(row?.items.vital_capacity?.score).toBe(85);
  });

  it.each(['身高', '体重'])('without %s there is no BMI', async (name) => {
    const [row] = await score(save('bmi.csv', csv([{ ...BOY, [name]: '' }])));
    expect(row).toMatchObject({ total: null, missing: ['bmi'], errors: [] });
  });

  it('an exempt item is missing, not 0 and not an error', async () => {
    const [row] = await score(save('exempt.csv', csv([{ ...BOY, '1000米跑': '免测' }])));
    expect(row).toMatchObject({ total: null, missing: ['run_1000m'], errors: [] });
  });

  it('no pull-up at all is a result of 0 points', async () => {
    const [row] = await score(save('zero.csv', csv([{ ...BOY, 引体向上: '0' }])));
    // 85.55 - 10.00 = 75.55 -> 75.6, and 6 points for the 1000 m.
    expect(row).toMatchObject({ total: 81.6, level: 'good', missing: [] });
    expect(row?.items.pull_up).toEqual({ value: 0, score: 0, level: 'fail', bonus: 0 });
  });

  it('an unknown grade or sex leaves items empty and says so', async () => {
    const rows = await score(
      save(
        'who.csv',
        csv([
          { ...BOY, 年级编号: '99' },
          { ...BOY, 性别: '3' },
        ]),
      ),
    );
    expect(rows).toMatchObject([
      {
        grade: null,
        sex: 'male',
        items: {},
        total: null,
        missing: [],
        errors: [{ column: '年级编号', value: '99' }],
      },
      {
        grade: '8',
        sex: null,
        items: {},
        total: null,
        missing: [],
        errors: [{ column: '性别', value: '3' }],
      },
    ]);
  });

  it("a boy's 800 m is an error that does not touch his total", async () => {
    const [row] = await score(save('cross.csv', csv([{ ...BOY, '800米跑': `3'30"` }])));
    expect(row).toMatchObject({ total: 93.6, errors: [{ column: '800米跑' }] });
  });

  it("a primary pupil's 1000 m is ignored", async () => {
    const [row] = await score(save('primary.csv', csv([{ ...BOY, 年级编号: '11' }])));
    expect(row).toMatchObject({ missing: ['rope_skip_1min'], errors: [] });
  });
});

describe('tizhi score for people', () => {
  it('prints a table in both languages, what is wrong, and a summary', async () => {
    const pupils = [BOY, GIRL, { ...BOY, '1000米跑': '免测', '50米跑': 'x' }];
    const { exit, out, err } = await run('score', save('people.csv', csv(pupils)));
    expect({ exit, err }).toEqual({ exit: 0, err: [] });
    const text = out.join('\n');
    expect(out[0]).toMatch(/年级 Grade.*总分 Total/);
    expect(text).toMatch(/^2 +8 +男 male +85\.6 +8 +93\.6 +优秀 excellent$/m);
    expect(text).toContain('缺项 missing: 50米跑 50 m run; 1000米跑 1000 m run (免测 exempt)');
    expect(text).toContain('第 4 行 50米跑：“x” 不是数字');
    expect(text).toContain('学生 Pupils: 3');
    expect(text).toContain('优秀 excellent: 2');
    expect(text).toContain('无总分 no total: 1');
    expect(text).toContain('有错误的行 Rows with errors: 1');
    expect(text).not.toContain('合成学生');
  });
});

describe('unusable files', () => {
  it.each([
    ['no headings', 'none.csv', 'a,b\n1,2\n', 'no heading'],
    ['nothing', 'empty.csv', '', 'empty'],
    ['nothing but a mark', 'mark.csv', '\ufeff\n', 'empty'],
    ['an empty workbook file', 'empty.xlsx', '', 'empty'],
    ['another extension', 'table.txt', csv([BOY]), '.csv, .xlsx or .xls'],
    ['text named .xlsx', 'text.xlsx', csv([BOY]), 'not an Excel workbook'],
    ['a broken workbook', 'broken.xlsx', 'PK\u0003\u0004 and nothing more', 'damaged'],
    ['a workbook named .csv', 'zip.csv', 'PK\u0003\u0004', 'Excel workbook'],
    ['an open quote', 'quote.csv', `${csv([BOY])}"22,1`, 'CSV is broken'],
    ['no sex', 'sex.csv', '年级编号,身高\n11,120\n', '性别'],
    ['bytes of no known text', 'bytes.csv', Uint8Array.from([0x80, 0xff, 0x81, 0xff]), 'UTF-8'],
  ])('%s: one clear line in each language, exit code 2', async (_name, file, content, words) => {
    const { exit, out, err } = await run('score', save(file, content), '--json');
    expect({ exit, out }).toEqual({ exit: 2, out: [] });
    expect(err).toHaveLength(2);
    expect(err[0]).toMatch(/^TIZHI_FILE_FORMAT: /);
    expect(err[0]).toContain(words);
  });

  it('a file that is not there', async () => {
    const { exit, err } = await run('score', join(folder.path, 'absent.csv'));
    expect(exit).toBe(2);
    expect(err[0]).toMatch(/^TIZHI_FILE_UNREADABLE: .*no such file/);
    expect(err).toHaveLength(2);
  });

  it('a folder', async () => {
    mkdirSync(join(folder.path, 'folder.csv'));
    const { exit, err } = await run('score', join(folder.path, 'folder.csv'));
    expect(exit).toBe(2);
    expect(err[0]).toMatch(/^TIZHI_FILE_UNREADABLE: .*it is a folder/);
  });
});
