import { ClassList, ExportCheck, ProblemResponse, RosterImported, RosterPreview } from '@tizhi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHOOL, startSchool, type TestSchool } from '../fixtures/school.ts';
import { MAX_ROSTER_ROWS } from '../school/roster-size.ts';

let school: TestSchool;
let teacher: string;
beforeAll(async () => {
  school = await startSchool();
  teacher = await school.signIn('teacher');
});
afterAll(() => school.close());

const HEADINGS = [
  '年级编号',
  '班级编号',
  '班级名称',
  '学籍号',
  '民族代码',
  '姓名',
  '性别',
  '出生日期',
  '家庭住址',
];
const row = (n: number, more: Partial<Record<string, string>> = {}): string[] =>
  Object.values({
    grade: '22',
    code: '2209',
    class: '八年级9班',
    number: `GSYNTHETIC000${n}`,
    nationality: '01',
    name: `合成转学生${n}`,
    sex: '1',
    born: '2012-03-04',
    address: '合成路',
    ...more,
  });
/** The tests' file format is sheets as JSON. */
const file = (...rows: string[][]): string => JSON.stringify([{ name: '名册', cells: [HEADINGS, ...rows] }]);
const send = (path: string, body: string, cookie = teacher): Promise<Response> =>
  fetch(`${school.url}/api/roster/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', cookie },
    body,
  });
const codeOf = async (response: Response) => ProblemResponse.parse(await response.json()).code;
const classes = async () =>
  ClassList.parse(await (await school.get('/api/classes', teacher)).json()).classes.map(({ name }) => name);

describe('a roster file', () => {
  it('is looked at without changing anything, then imported, and shows at once', async () => {
    const bytes = file(row(1), row(2));
    const preview = RosterPreview.parse(await (await send('preview?name=a.csv', bytes)).json());
    expect(preview).toMatchObject({
      importable: true,
      added: 2,
      errorCount: 0,
      classes: [{ name: '八年级9班', grade: '8', pupils: 2, added: true }],
    });
    expect(await classes()).not.toContain('八年级9班');
    const answer = await send(`import?name=a.csv&digest=${preview.digest}`, bytes);
    expect(RosterImported.parse(await answer.json())).toEqual({
      classes: 1,
      added: 2,
      changed: 0,
      unchanged: 0,
    });
    expect(await classes()).toContain('八年级9班');
    const again = RosterPreview.parse(await (await send('preview?name=a.csv', bytes)).json());
    expect(again).toMatchObject({ added: 0, unchanged: 2 });
  });

  it('of more rows than a school has is refused unread, with the way out in both languages', async () => {
    const bytes = file(...Array<string[]>(MAX_ROSTER_ROWS).fill(['x']));
    for (const path of ['preview?name=long.csv', 'import?name=long.csv']) {
      const answer = await send(path, bytes);
      expect(answer.status).toBe(400);
      const problem = ProblemResponse.parse(await answer.json());
      expect(problem.code).toBe('TIZHI_FILE_FORMAT');
      expect(JSON.stringify(problem)).toContain('split it by grade or class');
      expect(JSON.stringify(problem)).toContain('请按年级或班级拆分');
    }
  });

  it('is refused whole, each wrong cell named in both languages, and nothing is imported', async () => {
    const bytes = file(row(3), row(4, { sex: '3', class: '八年级8班', code: '2208' }));
    const preview = RosterPreview.parse(await (await send('preview?name=b.csv', bytes)).json());
    expect(preview).toMatchObject({ importable: false, errorCount: 1 });
    expect(preview.errors[0]).toMatchObject({ sheet: '名册', row: 3, cell: 'G3', column: '性别' });
    const answer = await send('import?name=b.csv', bytes);
    expect(answer.status).toBe(422);
    expect(await codeOf(answer)).toBe('TIZHI_ROSTER_REFUSED');
    expect(await classes()).not.toContain('八年级8班');
  });

  it('that is not the one that was looked at is refused', async () => {
    const preview = RosterPreview.parse(await (await send('preview?name=c.csv', file(row(5)))).json());
    const answer = await send(`import?name=c.csv&digest=${preview.digest}`, file(row(6)));
    expect(answer.status).toBe(409);
    expect(await codeOf(answer)).toBe('TIZHI_ROSTER_CHANGED');
  });

  it('is not for the nurse to import', async () => {
    const nurse = await school.signIn('nurse');
    expect((await send('import?name=d.csv', file(row(7)), nurse)).status).toBe(403);
  });
});

describe('the national file of a test day', () => {
  it('names each cell that would be refused, and is made once all have a result or a reason', async () => {
    await send('import?name=e.csv', file(row(8, { class: '八年级7班', code: '2207' })));
    const all = await school.stores.records.roster.classes(SCHOOL);
    const own = all.find(({ name }) => name === '八年级7班')?.class ?? '';
    const json = (path: string, body?: unknown) =>
      fetch(`${school.url}${path}`, {
        method: 'POST',
        headers: { cookie: teacher, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const day = { name: '秋', date: '2026-10-10', year: 2026, kind: 'regular', classes: [own] };
    await json('/api/test-days', { ...day, testDay: 'td-export' });
    const check = async () =>
      ExportCheck.parse(await (await school.get('/api/test-days/td-export/export/check', teacher)).json());
    const before = await check();
    expect(before).toMatchObject({ rows: 1, lastAt: null });
    expect(before.problems.map(({ column }) => column)).toContain('1000米跑');
    expect(before.problems[0]).toMatchObject({ name: '合成转学生8', className: '八年级7班' });
    const refused = await json('/api/test-days/td-export/export?format=csv');
    expect(refused.status).toBe(422);
    expect(await codeOf(refused)).toBe('TIZHI_EXPORT_REFUSED');

    const [pupil] = await school.stores.records.roster.pupils(SCHOOL, own as (typeof all)[number]['class']);
    const items = [
      'height',
      'weight',
      'vital_capacity',
      'run_50m',
      'sit_and_reach',
      'standing_long_jump',
      'pull_up',
      'run_1000m',
    ];
    await json('/api/test-days/td-export/decisions', {
      request: crypto.randomUUID(),
      decisions: items.map((item) => ({
        kind: 'state_set',
        subject: pupil?.subject,
        item,
        state: 'exempt',
        reason: '合成',
      })),
    });
    expect(await check()).toMatchObject({ problemCount: 0 });
    const made = await json('/api/test-days/td-export/export?format=csv&states=words');
    expect(made.status).toBe(200);
    expect(made.headers.get('content-disposition')).toContain('td-export.csv');
    expect(((await made.json()) as { headings: string[] }).headings).toContain('学籍号');
    const after = await check();
    expect(after.lastAt).not.toBeNull();
    expect(after.differences).toContainEqual(
      expect.objectContaining({ name: '合成转学生8', column: '1000米跑', before: '免测', after: '' }),
    );
    const [note] = await school.stores.records.audit.latest(1);
    expect(note).toMatchObject({ account: 'acc-teacher', action: 'test-day.exported' });
  });
});
