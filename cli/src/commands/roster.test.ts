import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils as book, write } from '@e965/xlsx';
import { MAX_ROSTER_ROWS } from '@tizhi/api';
import { SchoolId } from '@tizhi/contracts';
import { openRecords } from '@tizhi/storage';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runTizhi } from './run.fixture.ts';

const SCHOOL = SchoolId.parse('synthetic');
const HEADINGS = '年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,家庭住址';
// Synthetic pupils.
const FIRST = '22,22010001,八年级1班,SYN0001,1,合成甲,1,2013-03-04,合成路1号';
const SECOND = '22,22010001,八年级1班,SYN0002,3,合成乙,2,2013-05-06,合成路2号';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  vi.stubEnv('TIZHI_DATA_DIR', join(folder.path, 'data'));
  vi.stubEnv('TIZHI_INFLUX_URL', '');
  vi.stubEnv('TIZHI_SCHOOL', SCHOOL);
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

function save(name: string, content: string | Uint8Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}
const csv = (...rows: readonly string[]): string => save('roster.csv', [HEADINGS, ...rows].join('\n'));
const importFile = (path: string, ...more: readonly string[]) => runTizhi('roster', 'import', path, ...more);

const nameInRecords = async (): Promise<string | undefined> => {
  const records = await openRecords({ dataDir: join(folder.path, 'data'), readOnly: true });
  try {
    return (await records.roster.school(SCHOOL))?.name;
  } finally {
    await records.close();
  }
};

async function roster() {
  const records = await openRecords({ dataDir: join(folder.path, 'data'), readOnly: true });
  try {
    return { pupils: await records.roster.pupils(SCHOOL), classes: await records.roster.classes(SCHOOL) };
  } finally {
    await records.close();
  }
}
const report = async (path: string, ...more: readonly string[]) => {
  const { code, out } = await importFile(path, '--json', ...more);
  return { code, ...JSON.parse(out) };
};

describe('tizhi roster import', () => {
  it('takes classes and pupils over, with what only the national file wants', async () => {
    expect((await importFile(csv(FIRST, SECOND))).code).toBe(0);
    const { pupils, classes } = await roster();
    expect(classes).toMatchObject([{ name: '八年级1班', grade: '8', nationalCode: '22010001' }]);
    expect(pupils).toMatchObject([
      {
        seat: 1,
        studentNumber: 'SYN0001',
        name: '合成甲',
        sex: 'male',
        birthDate: '2013-03-04',
        registry: { nationality: '1', address: '合成路1号' },
      },
      { seat: 2, studentNumber: 'SYN0002', sex: 'female' },
    ]);
  });

  it('names the school only where the settings do, and a later import without a name leaves it', async () => {
    await importFile(csv(FIRST));
    expect(await nameInRecords()).toBe('我的学校 · My school');
    vi.stubEnv('TIZHI_SCHOOL_NAME', '合成实验学校');
    await importFile(csv(FIRST));
    vi.stubEnv('TIZHI_SCHOOL_NAME', '');
    await importFile(csv(FIRST, SECOND));
    await runTizhi('testday', 'list');
    expect(await nameInRecords()).toBe('合成实验学校');
  });

  it('says that the folder holds another school, where it does not hold the one that is meant', async () => {
    expect((await importFile(csv(FIRST))).err).toBe('');
    vi.stubEnv('TIZHI_SCHOOL', 'another');
    const other = /this folder also holds synthetic: set TIZHI_SCHOOL/;
    const second = csv(SECOND.replaceAll('22010001', '22010002'));
    expect((await runTizhi('testday', 'list')).err).toMatch(other);
    expect((await importFile(second, '--preview')).err).toMatch(other);
    expect((await importFile(second)).err).toMatch(other);
    expect((await importFile(second)).err).toBe('');
    expect((await runTizhi('testday', 'list')).err).toBe('');
  });

  it('gives pseudonyms that say nothing of name or number', async () => {
    await importFile(csv(FIRST));
    const [pupil] = (await roster()).pupils;
    expect(pupil?.subject).toMatch(/^pupil-[0-9a-f]{16}$/);
  });

  it('shows in a preview what would change, and changes nothing', async () => {
    await importFile(csv(FIRST, SECOND));
    const before = await roster();
    const third = SECOND.replace('SYN0002', 'SYN0003').replace('乙', '丙');
    const preview = await report(csv(third, FIRST.replace('合成路1号', '合成路9号')), '--preview');
    expect(preview).toMatchObject({
      code: 0,
      imported: false,
      pupils: [
        { row: 2, change: 'added', subject: null },
        { row: 3, change: 'changed', changed: ['seat', 'registry'] },
      ],
      notInFile: [before.pupils[1]?.subject],
    });
    expect(await roster()).toEqual(before);
  });

  it('matches pupils by student number, and leaves who is not in the file', async () => {
    await importFile(csv(FIRST, SECOND));
    const before = await roster();
    await importFile(csv(FIRST.replace('合成甲', '合成丁')));
    const after = await roster();
    expect(after.pupils).toEqual([{ ...before.pupils[0], name: '合成丁' }, before.pupils[1]]);
    expect(await report(csv(FIRST.replace('合成甲', '合成丁')))).toMatchObject({
      pupils: [{ change: 'same' }],
    });
  });

  it('moves a class up with its own number, and its pupils with it', async () => {
    await importFile(csv(FIRST, SECOND));
    const [before] = (await roster()).classes;
    await importFile(csv(...[FIRST, SECOND].map((row) => row.replace('22,', '23,').replace('八', '九'))));
    expect((await roster()).classes).toEqual([{ ...before, grade: '9', name: '九年级1班' }]);
  });

  it('keeps classes apart that share a short number in two grades', async () => {
    const seventh = '21,1,七年级1班,SYN0007,1,合成庚,1,2014-03-04,';
    const eighth = '22,1,八年级1班,SYN0008,1,合成辛,1,2013-03-04,';
    expect((await importFile(csv(seventh, eighth))).code).toBe(0);
    const before = await roster();
    expect(before.classes).toHaveLength(2);
    await importFile(csv(eighth));
    expect(await roster()).toEqual(before);
  });

  it('imports nothing while one cell is wrong, and names it in both languages', async () => {
    const { code, out, err } = await importFile(csv(FIRST, SECOND.replace(',2,2013-05-06', ',3,2013-05-06')));
    expect(code).toBe(1);
    expect(err).toMatch(/^TIZHI_ROSTER_REFUSED: /);
    expect(out).toContain('G3');
    expect(out).toMatch(/性别：“3”/);
    await expect(roster()).rejects.toThrow();
  });

  it('refuses a file of more rows than a school has, and says to split it', async () => {
    const { code, out, err } = await importFile(csv(...Array<string>(MAX_ROSTER_ROWS).fill(FIRST)));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const [en, zh] = err.split('\n');
    expect(en).toMatch(/^TIZHI_FILE_FORMAT: roster.csv .* 20001 rows, .*split it by grade or class/);
    expect(zh).toMatch(/共有 20001 行.*按年级或班级拆分/);
    await expect(roster()).rejects.toThrow();
  });

  it('says no name and no number in its JSON', async () => {
    const { out } = await importFile(csv(FIRST, SECOND), '--json');
    for (const secret of ['SYN0001', '合成甲', '合成路']) expect(out).not.toContain(secret);
  });

  it('warns of a pupil who may be a known one with a corrected number', async () => {
    await importFile(csv(FIRST));
    const { warnings } = await report(csv(FIRST.replace('SYN0001', 'SYN0009')), '--preview');
    expect(warnings).toMatchObject([{ cell: 'D2' }]);
  });

  it('takes grade and class from its options where the file says neither', async () => {
    const path = save('plain.csv', '学号,姓名,性别,出生日期\nSYN0001,合成甲,男,2013-03-04\n');
    expect((await importFile(path)).code).toBe(1);
    expect((await importFile(path, '--grade', '8', '--class', '八年级3班')).code).toBe(0);
    expect((await roster()).classes).toMatchObject([{ name: '八年级3班', grade: '8' }]);
    expect((await importFile(path, '--grade', 'eight')).err).toMatch(/^TIZHI_USAGE: /);
  });
});

describe('workbooks', () => {
  const workbook = (
    rows: readonly (readonly (string | number | null)[])[],
    merged: readonly string[] = [],
  ) => {
    const sheet = book.aoa_to_sheet(rows.map((row) => [...row]));
    sheet['!merges'] = merged.map((range) => book.decode_range(range));
    const file = book.book_new();
    book.book_append_sheet(file, sheet, '名册');
    return save('roster.xlsx', write(file, { type: 'buffer', bookType: 'xlsx' }));
  };

  it('with a class merged beside its pupils say the class of each', async () => {
    const path = workbook(
      [
        ['班级', '学号', '姓名', '性别', '出生日期'],
        ['八年级1班', 'SYN0001', '合成甲', '男', '2013-03-04'],
        [null, 'SYN0002', '合成乙', '女', '2013-05-06'],
      ],
      ['A2:A3'],
    );
    expect(await report(path)).toMatchObject({ classes: [{ name: '八年级1班' }], pupils: [{}, {}] });
  });

  it('with headings of two rows are read below both', async () => {
    const path = workbook(
      [
        ['班级', '学号', '姓名', '性别', '出生日期', '视力', null],
        [null, null, null, null, null, '左眼裸眼视力', '右眼裸眼视力'],
        ['八年级1班', 'SYN0001', '合成甲', '男', '2013-03-04', 5, 4.9],
      ],
      ['A1:A2', 'B1:B2', 'C1:C2', 'D1:D2', 'E1:E2', 'F1:G1'],
    );
    expect(await report(path)).toMatchObject({ code: 0, pupils: [{ row: 3 }], errors: [] });
  });

  it('with number cells as student numbers are refused unless the school vouches for them', async () => {
    const path = workbook([
      ['班级', '学号', '姓名', '性别', '出生日期'],
      ['八年级1班', 20260001, '合成甲', '男', '2013-03-04'],
    ]);
    expect(await report(path)).toMatchObject({ code: 1, errors: [{ cell: 'B2' }] });
    expect(await report(path, '--accept-number-cells')).toMatchObject({ code: 0, errors: [] });
  });
});
