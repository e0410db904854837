import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LinkCandidate, type LinkEntry, LinkedRow } from '@tizhi/contracts';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../main.ts';
import { gbk } from './gbk.fixture.ts';
import { type LinkFile, linkBytes, linkFiles } from './link.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());
afterEach(() => vi.unstubAllEnvs());

const [FOUR, SIX, EIGHT] = linkFiles(240) as [LinkFile, LinkFile, LinkFile];
const KEY = 'a key of the tests, long enough';

const pathOf = (name: string): string => join(folder.path, name);
function save(name: string, content: string | Uint8Array): string {
  writeFileSync(pathOf(name), content);
  return pathOf(name);
}
const read = (name: string): string[] => readFileSync(pathOf(name), 'utf8').trimEnd().split('\n');

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await main(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { exit, out, err };
}

/** Links the three grades as files of this ending and reads what was written. */
async function linked(ending: string, ...options: string[]): Promise<readonly LinkedRow[]> {
  const files = [FOUR, SIX, EIGHT].map((file, n) =>
    save(`g${n}${ending}`, linkBytes(`g${n}${ending}`, file)),
  );
  const out = pathOf('links.jsonl');
  const { exit, err } = await run('link', ...files, '--out', out, '--json', ...options);
  expect({ exit, err }).toEqual({ exit: 0, err: [] });
  return read('links.jsonl').map((line) => LinkedRow.parse(JSON.parse(line)));
}

/** Pairs of rows that are one pupil and one person, pairs of one person only, pairs of one pupil only. */
function judged(links: readonly LinkedRow[]) {
  const pupils = [FOUR, SIX, EIGHT].flatMap(({ pupils: own }) => own);
  const pairs = (keys: readonly unknown[]): Set<string> => {
    const groups = Map.groupBy(keys.keys(), (row) => keys[row]);
    return new Set(
      [...groups.values()].flatMap((rows) =>
        rows.flatMap((a, n) => rows.slice(n + 1).map((b) => `${a} ${b}`)),
      ),
    );
  };
  const truth = pairs(pupils);
  const said = pairs(links.map(({ person, status }, row) => (status === 'auto' ? person : row)));
  const right = [...said].filter((pair) => truth.has(pair)).length;
  return { wrong: said.size - right, recall: right / truth.size };
}

describe('tizhi link', () => {
  it.each(['.csv', '.xlsx', '.xls'])(
    'finds the pupils of three %s files again, one line per row',
    async (ending) => {
      const links = await linked(ending);
      const { wrong, recall } = judged(links);
      expect(wrong).toBe(0);
      expect(recall).toBeGreaterThan(0.98);
      const rows = [FOUR, SIX, EIGHT].flatMap(({ cells }, n) =>
        cells.map((_, row) => [pathOf(`g${n}${ending}`), row + 2]),
      );
      expect(links.map(({ file, row }) => [file, row])).toEqual(rows);
    },
  );

  it('reads the occasion from the grade where there is no 学年', async () => {
    const files = [FOUR, SIX, EIGHT].map((file, n) =>
      save(`y${n}.csv`, linkBytes(`y${n}.csv`, file, '学年')),
    );
    const out = pathOf('y.csv');
    expect((await run('link', ...files, '--out', out)).exit).toBe(0);
    const [heading, ...lines] = read('y.csv');
    expect(heading).toBe('file,row,person,probability,status');
    const links = lines.map((line) => {
      const [file = '', row, person = '', probability, status] = line.split(',');
      return LinkedRow.parse({ file, row: Number(row), person, probability: Number(probability), status });
    });
    expect(judged(links).wrong).toBe(0);
    expect(judged(links).recall).toBeGreaterThan(0.98);
  });

  it('reads GB18030 text, titles above the headings and headings of other exports', async () => {
    const head = '某区学生体质健康数据\n学校,学年度,年级,班级,全国学籍号,学生姓名,性别,出生年月日\n';
    const text = (year: string, grade: string) =>
      `${head}第三小学,${year},${grade},2班,G110105201005146217,欧阳修远,男,2010/5/14\n`;
    const a = save('a.csv', gbk(text('2020学年', '四年级')));
    const b = save('b.csv', gbk(text('2022学年', '六年级')));
    const { exit, out } = await run('link', a, b, '--json');
    expect(exit).toBe(0);
    const [first, second] = out.flatMap((block) => block.split('\n')).map((line) => JSON.parse(line));
    expect(first).toMatchObject({ file: a, row: 3, status: 'auto' });
    expect(second).toMatchObject({ file: b, row: 3, person: first.person });
  });

  it('gives the same pseudonyms for the same key only, and none that says a name or a number', async () => {
    vi.stubEnv('TIZHI_LINK_KEY', KEY);
    const first = await linked('.csv');
    expect(await linked('.csv')).toEqual(first);
    const other = await linked('.csv', '--key-file', save('key', `${KEY}, but another\n`));
    expect(other.map(({ status }) => status)).toEqual(first.map(({ status }) => status));
    expect(other.some(({ person }, row) => person === first[row]?.person)).toBe(false);
    expect(first.every(({ person }) => /^p-[0-9a-f]{16}$/.test(person))).toBe(true);
  });

  it('names a person by the first number of the rows, so that a further file changes no pseudonym', async () => {
    vi.stubEnv('TIZHI_LINK_KEY', KEY);
    const [a, b, c] = ['', 'G110105201005146217', 'G110105201005146217'].map((number, n) =>
      save(
        `s${n}.csv`,
        `学年,年级编号,学籍号,姓名,性别,出生日期\n${2020 + 2 * n},${['14', '16', '22'][n]},${number},慕清扬,1,2010-05-14\n`,
      ),
    ) as [string, string, string];
    const personsOf = async (...files: string[]): Promise<Set<string>> => {
      const { out } = await run('link', ...files, '--json');
      const lines = out.flatMap((block) => block.split('\n'));
      return new Set(lines.map((line) => LinkedRow.parse(JSON.parse(line)).person));
    };
    const person = await personsOf(b, c);
    expect(person.size).toBe(1);
    expect(await personsOf(a, b, c)).toEqual(person);
  });

  it('lists the pairs to look at with what each field says', async () => {
    await linked('.csv', '--review', pathOf('review.jsonl'));
    const text = readFileSync(pathOf('review.jsonl'), 'utf8').trimEnd();
    const pairs = text === '' ? [] : text.split('\n').map((line) => LinkCandidate.parse(JSON.parse(line)));
    const two = '学年,年级编号,姓名,性别,出生日期\n';
    const a = save('p.csv', `${two}2020,14,王子轩,1,2010-05-14\n2020,14,王子轩,1,2010-05-14\n`);
    const b = save('q.csv', `${two}2022,16,王子轩,1,2010-05-14\n`);
    expect((await run('link', a, b, '--review', pathOf('r.csv'))).exit).toBe(0);
    const [heading, ...lines] = read('r.csv');
    expect(heading).toMatch(/^file_a,row_a,file_b,row_b,probability,number,number_weight,name,/);
    // Two rows of grade 4 say the very same: which of them is the row of grade 6 is for a person to decide.
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => Number(line.split(',')[4]) <= 0.5)).toBe(true);
    for (const pair of pairs) expect(pair.fields).toHaveLength(6);
  });
});

describe('decisions', () => {
  const entry = (n: number, kind: 'merge' | 'unmerge', a: [string, number], b: [string, number]): LinkEntry =>
    ({
      entry: n,
      at: 1_790_000_000_000 + n,
      account: null,
      decision: { kind, a: { file: a[0], row: a[1] }, b: { file: b[0], row: b[1] } },
      reason: 'seen the register',
    }) as LinkEntry;
  const HEAD = '学年,年级编号,学籍号,姓名,性别,出生日期\n';

  async function withDecisions(entries: readonly LinkEntry[]) {
    const a = save('d4.csv', `${HEAD}2020,14,G110105201005146217,王子轩,1,2010-05-14\n`);
    const b = save('d6.csv', `${HEAD}2022,16,G110105201005146217,王子轩,1,2010-05-14\n`);
    const c = save('d8.csv', `${HEAD}2024,22,G990105200911306228,赵雨桐,2,2009-11-30\n`);
    const decisions = save('decisions.jsonl', entries.map((line) => JSON.stringify(line)).join('\n'));
    const { exit, out, err } = await run('link', a, b, c, '--json', '--decisions', decisions);
    const rows = out.flatMap((block) => block.split('\n')).map((line) => JSON.parse(line) as LinkedRow);
    return { exit, err, rows, persons: new Set(rows.map(({ person }) => person)).size };
  }

  it('merge what the engine left apart and take apart what it linked', async () => {
    const [d4, d6, d8] = [pathOf('d4.csv'), pathOf('d6.csv'), pathOf('d8.csv')];
    expect((await withDecisions([])).rows.map(({ status }) => status)).toEqual(['auto', 'auto', 'single']);
    const merged = await withDecisions([entry(1, 'merge', [d6, 2], [d8, 2])]);
    expect(merged.persons).toBe(1);
    const back = await withDecisions([
      entry(1, 'merge', [d6, 2], [d8, 2]),
      entry(2, 'unmerge', [d6, 2], [d8, 2]),
      entry(3, 'unmerge', [d4, 2], [d6, 2]),
    ]);
    expect(back.rows.map(({ status }) => status)).toEqual(['single', 'single', 'single']);
    expect(back.persons).toBe(3);
  });

  it('are said where they changed nothing', async () => {
    const { exit, err } = await withDecisions([entry(7, 'merge', ['nowhere.csv', 2], [pathOf('d8.csv'), 2])]);
    expect(exit).toBe(0);
    expect(err.join('\n')).toContain('decision 7: 没有这一行 there is no such row');
  });

  it('are refused whole where a line is none', async () => {
    const file = save('bad.jsonl', '{"entry":1}\n');
    const a = save('e4.csv', `${HEAD}2020,14,G110105201005146217,王子轩,1,2010-05-14\n`);
    const { exit, err, out } = await run('link', a, '--decisions', file);
    expect({ exit, out }).toEqual({ exit: 2, out: [] });
    expect(err[0]).toMatch(/^TIZHI_FILE_FORMAT: bad.jsonl .*line 1/);
  });
});

describe('what cannot be linked', () => {
  it.each([
    ['a heading is missing', 'no-name.csv', '学籍号,性别\nG1,1\n', 'TIZHI_FILE_FORMAT', '姓名'],
    ['the file is empty', 'empty.csv', '', 'TIZHI_FILE_FORMAT', 'empty'],
    ['it is no workbook', 'text.xlsx', 'x', 'TIZHI_FILE_FORMAT', 'workbook'],
  ])('is refused in one line, and nothing is written: %s', async (_, name, text, code, word) => {
    const good = save('good.csv', '姓名,学籍号\n王芳,G110105201005146217\n');
    const { exit, err, out } = await run('link', good, save(name, text), '--out', pathOf(`${name}.out`));
    expect({ exit, out }).toEqual({ exit: 2, out: [] });
    expect(err[0]).toContain(`${code}: `);
    expect(err[0]).toContain(word);
    expect(() => read(`${name}.out`)).toThrow();
  });

  it('is a file that is not there, a file given twice, a key too short', async () => {
    const good = save('good.csv', '姓名,学籍号\n王芳,G110105201005146217\n');
    expect((await run('link', pathOf('none.csv'))).err[0]).toMatch(/^TIZHI_FILE_UNREADABLE/);
    expect((await run('link', good, good)).err[0]).toMatch(/^TIZHI_USAGE.*given twice/);
    expect((await run('link', good, '--key-file', save('short', 'abc'))).err[0]).toMatch(/^TIZHI_USAGE.*key/);
  });

  it('is no file at all: said with its code, in both languages', async () => {
    expect(await run('link')).toEqual({
      exit: 2,
      out: [],
      err: [
        'TIZHI_USAGE: give at least one file. Try tizhi link --help.',
        '请给出至少一个文件。请运行 tizhi link --help。',
      ],
    });
  });

  it('is told wholly in English and wholly in Chinese', async () => {
    const none = pathOf('none.csv');
    const key = save('short', 'abc');
    const headless = save('headless.csv', 'a,b\n1,2\n');
    const decisions = save('no-decisions.jsonl', '{"entry":1}\n');
    const lines = [
      [none],
      [headless],
      [headless, headless],
      [headless, '--key-file', key],
      [headless, '--key-file', none],
      [headless, '--decisions', none],
      [headless, '--decisions', decisions],
    ];
    for (const args of lines) {
      const { err } = await run('link', ...args);
      expect(err).toHaveLength(2);
      // Only a heading of the file may stand in Chinese in the English line.
      expect(err[0]?.replaceAll(/学籍号|姓名|学年/g, '')).not.toMatch(/\p{Script=Han}/u);
      expect(err[1]).toMatch(/\p{Script=Han}/u);
      expect(err[1]).not.toMatch(/ (is|no|at|there|of) /);
    }
  });

  it('is never a row: bad cells are read as they are', async () => {
    const bad = save('bad.csv', '姓名,学籍号,出生日期,性别,学年\n???,-,昨天,X,?\n,,,,\n王芳,,2010-13-45,,\n');
    const { exit, out } = await run('link', bad, '--json');
    expect(exit).toBe(0);
    const rows = out.flatMap((block) => block.split('\n')).map((line) => JSON.parse(line));
    expect(rows.map(({ row, status }) => [row, status])).toEqual([
      [2, 'single'],
      [4, 'single'],
    ]);
  });
});
