import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNationalTemplate, readRoster } from '@tizhi/analytics';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTizhi } from './run.fixture.ts';
import { csvCells } from './sheet-csv.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

async function generate(name: string, ...options: string[]) {
  const out = join(folder.path, name);
  const ran = await runTizhi('city', 'generate', '--out', out, '--pupils', '400', ...options);
  return { ...ran, path: out };
}

const readAll = (city: string) =>
  readdirSync(join(city, 'schools'))
    .toSorted()
    .map((file) => ({ file, cells: csvCells(file, readFileSync(join(city, 'schools', file))) }));

describe('tizhi city generate', () => {
  it('writes national files that the readers take without a single complaint where no clerk errs', async () => {
    const { code, path } = await generate('right', '--errors', '0');
    expect(code).toBe(0);
    const files = readAll(path);
    expect(files.length).toBeGreaterThan(6);
    for (const { file, cells } of files) {
      const template = readNationalTemplate(cells);
      if (template.kind === 'unusable') throw new Error(`${file}: ${template.problem.en}`);
      const rows = [...template.rows];
      expect(rows.flatMap(({ errors }) => errors)).toEqual([]);
      expect(rows.filter(({ values }) => Object.keys(values).length > 3).length).toBeGreaterThan(
        rows.length * 0.9,
      );
      const roster = readRoster([{ name: '', cells }], { today: '2026-06-01' });
      expect(roster.errors, file).toEqual([]);
      expect(roster.pupils).toHaveLength(rows.length);
    }
  });

  it('says of every row who it is, where it stands, and what was done to it', async () => {
    const { code, path } = await generate('wrong', '--errors', '0.2');
    expect(code).toBe(0);
    const truth = csvCells('truth.csv', readFileSync(join(path, 'truth.csv'))).slice(1);
    const cellsOf = new Map(readAll(path).map(({ file, cells }) => [file, cells] as const));
    expect(truth.length).toBe([...cellsOf.values()].reduce((sum, cells) => sum + cells.length - 1, 0));
    const wrong = truth.filter(([, , , errors]) => errors !== '');
    expect(wrong.length / truth.length).toBeGreaterThan(0.12);
    expect(wrong.length / truth.length).toBeLessThan(0.28);
    const missing = truth.filter(([, , , errors]) => errors === 'number_missing');
    expect(missing.length).toBeGreaterThan(0);
    for (const [file, row] of missing) {
      const cells = cellsOf.get(String(file));
      expect(cells?.[Number(row) - 1]?.[cells[0]?.indexOf('学籍号') ?? -1]).toBe('');
    }
    const city = JSON.parse(readFileSync(join(path, 'city.json'), 'utf8'));
    expect(city).toMatchObject({ synthetic: true, rows: truth.length, rowsWithErrors: wrong.length });
  });

  it('writes the same bytes for the same seed, others for another', async () => {
    const [a, b, c] = [await generate('a'), await generate('b'), await generate('c', '--seed', '9')];
    expect(readAll(a.path)).toEqual(readAll(b.path));
    expect(readAll(a.path)).not.toEqual(readAll(c.path));
  });

  it.each([
    [['--pupils', '0'], '--pupils'],
    [['--seed', '1.5'], '--seed'],
    [['--errors', '2'], '--errors'],
    [['--errors', 'x'], '--errors'],
    [['--cohorts', '0'], '--cohorts'],
  ])('refuses %j in one line, with nothing done', async (options, names) => {
    const { code, err, path } = await generate('refused', ...options);
    expect(code).toBe(2);
    expect(err).toContain(names);
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}.partial`)).toBe(false);
  });

  it('never writes into a folder that holds something, nor over a file', async () => {
    const full = join(folder.path, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'mine.txt'), 'mine');
    expect((await generate('full')).code).toBe(2);
    expect(readdirSync(full)).toEqual(['mine.txt']);
    writeFileSync(join(folder.path, 'file'), 'mine');
    expect((await generate('file')).code).toBe(2);
    expect(readFileSync(join(folder.path, 'file'), 'utf8')).toBe('mine');
  });

  it('takes an empty folder', async () => {
    mkdirSync(join(folder.path, 'empty'));
    const { code, path } = await generate('empty');
    expect(code).toBe(0);
    expect(readdirSync(path).toSorted()).toEqual(['city.json', 'schools', 'truth.csv']);
  });
});
