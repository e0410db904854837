import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils as book, type CellObject, write } from '@e965/xlsx';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main.ts';
import { gbk } from './gbk.fixture.ts';
import { BOY, csv, GIRL, HEADINGS, type Pupil, rowOf } from './score.fixture.ts';

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
  readonly items: Record<string, { value: number }>;
  readonly total: number | null;
}

async function score(path: string, ...options: string[]): Promise<ScoredRow[]> {
  const { exit, out, err } = await run('score', path, '--json', ...options);
  expect({ exit, err }).toEqual({ exit: 0, err: [] });
  return out.map((line) => JSON.parse(line));
}

describe('CSV files', () => {
  const text = csv([BOY, GIRL]);
  const expected = [93.6, 120];
  const totalsOf = async (content: string | Uint8Array) =>
    (await score(save('variant.csv', content))).map(({ total }) => total);

  it.each([
    ['UTF-8', text],
    ['UTF-8 with a mark', `\ufeff${text}`],
    ['CRLF line ends', csv([BOY, GIRL], '\r\n')],
    ['CR line ends', csv([BOY, GIRL], '\r')],
    ['no line end at the end', text.trimEnd()],
    ['tabs', text.replaceAll(',', '\t')],
    ['semicolons', text.replaceAll(',', ';')],
    ['quoted cells', text.replaceAll(/[^,\n]+/g, (cell) => `"${cell.replaceAll('"', '""')}"`)],
    ['a title row', `某校体质健康测试,,\n${text}`],
    ['blank rows at the end', `${text}\n,,,\n\n`],
    ['prime marks', text.replaceAll(/(\d)'(\d\d)"/g, '$1′$2″')],
    ['no closing mark', text.replaceAll(/(\d)'(\d\d)"/g, '$1’$2')],
    [
      'full-width signs',
      text.replaceAll(/(?<=,)[\d.]+(?=,)/g, (n) =>
        n.replaceAll(/[\d.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
      ),
    ],
    ['minutes and seconds with a point', text.replaceAll(/(\d)'(\d\d)"/g, '$1.$2')],
  ])('with %s', async (_name, content) => {
    expect(await totalsOf(content)).toEqual(expected);
  });

  it('in GB18030, as Chinese Excel writes them', async () => {
    expect(await totalsOf(gbk(text))).toEqual(expected);
  });

  it('in UTF-16 with tabs, as "Unicode text" of Excel', async () => {
    expect(await totalsOf(Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le'))).toEqual(expected);
  });

  it('with the headings of a district export', async () => {
    const district = text
      .replace('50米跑', '50米')
      .replace('一分钟仰卧起坐', '仰卧起坐')
      .replace('50米×8往返跑', '50米*8往返跑');
    expect(await totalsOf(district)).toEqual(expected);
  });

  it('with our own keys as headings, where times are seconds', async () => {
    const keys =
      'grade,sex,height,weight,vital_capacity,run_50m,sit_and_reach,standing_long_jump,pull_up,run_1000m';
    expect(await totalsOf(`${keys}\n8,male,165,62,3450,8,7.7,209,16,207\n`)).toEqual([93.6]);
  });
});

describe('workbooks', () => {
  const sheetOf = (rows: (string | number)[][]) => book.aoa_to_sheet(rows);
  const bytesOf = (
    sheets: Readonly<Record<string, ReturnType<typeof sheetOf>>>,
    bookType: 'xlsx' | 'biff8' | 'biff5',
  ) => {
    const workbook = book.book_new();
    for (const [name, sheet] of Object.entries(sheets)) book.book_append_sheet(workbook, sheet, name);
    return write(workbook, { type: 'buffer', bookType }) as Buffer;
  };
  const numeric = (pupil: Pupil): Pupil =>
    Object.fromEntries(
      Object.entries(pupil).map(([name, cell]) => [name, Number.isNaN(Number(cell)) ? cell : Number(cell)]),
    );

  it.each([
    ['text cells in .xlsx', 'xlsx', [BOY, GIRL]],
    ['numbers in .xlsx', 'xlsx', [numeric(BOY), numeric(GIRL)]],
    ['text cells in .xls', 'biff8', [BOY, GIRL]],
    ['numbers in .xls', 'biff8', [numeric(BOY), numeric(GIRL)]],
  ] as const)('with %s', async (_name, type, pupils) => {
    const bytes = bytesOf({ 年级: sheetOf([HEADINGS, ...pupils.map(rowOf)]) }, type);
    const path = save(type === 'xlsx' ? 'book.xlsx' : 'book.xls', bytes);
    expect((await score(path)).map(({ total }) => total)).toEqual([93.6, 120]);
  });

  it('with Chinese headings in an .xls of Excel 95', async () => {
    // The library writes no Chinese there: stand-ins of the same length are replaced, and the code page (42 00).
    const standIns = HEADINGS.map((name, index) => String(index).padEnd(gbk(name).length, '#'));
    const bytes = bytesOf({ s: sheetOf([standIns, rowOf({ ...BOY, 姓名: 'x' })]) }, 'biff5');
    const replace = (from: Uint8Array, to: Uint8Array) => bytes.set(to, bytes.indexOf(from));
    for (const [index, name] of HEADINGS.entries()) replace(Buffer.from(standIns[index] ?? ''), gbk(name));
    replace(Uint8Array.of(0x42, 0, 2, 0, 0xe4, 0x04), Uint8Array.of(0x42, 0, 2, 0, 936 & 0xff, 936 >> 8));
    expect((await score(save('excel95.xls', bytes))).map(({ total }) => total)).toEqual([93.6]);
  });

  const withTime = (cell: CellObject) => {
    const sheet = sheetOf([HEADINGS, rowOf(BOY)]);
    sheet[book.encode_cell({ r: 1, c: HEADINGS.indexOf('1000米跑') })] = cell;
    return save('time.xlsx', bytesOf({ s: sheet }, 'xlsx'));
  };

  it.each([
    ['3.27 as a number', { t: 'n', v: 3.27 }, 207],
    ['3.5 shown as 3.50', { t: 'n', v: 3.5, z: '0.00' }, 230],
    ['a clock time 3:27', { t: 'n', v: (3 * 60 + 27) / 1440, z: 'h:mm' }, 207],
    ['a clock time 0:03:27', { t: 'n', v: (3 * 60 + 27) / 86400, z: 'h:mm:ss' }, 207],
    ['4 for 4.00', { t: 'n', v: 4 }, 240],
  ] as [string, CellObject, number][])('with %s', async (_name, cell, seconds) => {
    const [row] = await score(withTime(cell));
    expect(row?.items.run_1000m?.value).toBe(seconds);
  });

  it.each([
    ['3.5', { t: 'n', v: 3.5 }],
    ['an error value', { t: 'e', v: 42 }],
    ['a truth value', { t: 'b', v: true }],
  ] as [string, CellObject][])('with %s in a time: an error, no value', async (_name, cell) => {
    const [row] = await score(withTime(cell));
    expect(row).toMatchObject({ total: null, missing: ['run_1000m'], errors: [{ column: '1000米跑' }] });
  });

  it('whose first sheets hold something else', async () => {
    const bytes = bytesOf({ 说明: sheetOf([['填写说明']]), 数据: sheetOf([HEADINGS, rowOf(BOY)]) }, 'xlsx');
    expect(await score(save('second.xlsx', bytes))).toMatchObject([{ row: 2, total: 93.6 }]);
  });

  it('with several usable sheets: the first is scored, the others are named', async () => {
    const pupils = { '21': sheetOf([HEADINGS, rowOf(BOY)]), '22': sheetOf([HEADINGS, rowOf(GIRL)]) };
    const path = save('several.xlsx', bytesOf(pupils, 'xlsx'));
    const first = await run('score', path, '--json');
    expect(first.out).toHaveLength(1);
    expect(first.err.join()).toContain('22');
    expect(await score(path, '--sheet', '22')).toMatchObject([{ total: 120 }]);
    const unknown = await run('score', path, '--sheet', 'x');
    expect(unknown.exit).toBeGreaterThan(0);
    expect(unknown.err[0]).toMatch(/^TIZHI_NOT_FOUND: /);
  });

  it('keep the row numbers where the sheet has holes', async () => {
    const sheet = sheetOf([[], HEADINGS, [], [], rowOf(BOY)]);
    expect(await score(save('holes.xlsx', bytesOf({ s: sheet }, 'xlsx')))).toMatchObject([
      { row: 5, total: 93.6 },
    ]);
  });
});
