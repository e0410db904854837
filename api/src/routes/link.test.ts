import { randomUUID } from 'node:crypto';
import { LinkDecisionList, LinkDecisionResponse, LinkReport, ProblemResponse } from '@tizhi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, client, historyFile, historyRow } from '../fixtures/care.ts';
import { startSchool, type TestSchool } from '../fixtures/school.ts';

let school: TestSchool;
let admin: Client;
let teacher: Client;
beforeAll(async () => {
  school = await startSchool();
  const cookies = await Promise.all([school.signIn('admin'), school.signIn('teacher')]);
  [admin, teacher] = cookies.map((cookie) => client(school, cookie)) as [Client, Client];
});
afterAll(() => school.close());

const fileOf = (name: string, rows: string[][]) => ({
  name,
  bytes: Buffer.from(historyFile(...rows)).toString('base64'),
});
/** Synthetic pupils with whole numbers, as a real file has them; the last one changes in grade 6. */
const PUPILS = 40;
const person = (n: number) => ({
  number: `G1101052013${String(n * 997).padStart(8, '0')}`,
  name: `${[...'王李张刘陈杨赵黄'][n % 8]}${[...'梓浩雨欣宇佳'][n % 6]}${[...'轩涵桐怡航宁博'][n % 7]}`,
  born: `2013-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + ((n * 7) % 28)).padStart(2, '0')}`,
});
const all = Array.from({ length: PUPILS }, (_, n) => n);
const LAST = PUPILS - 1;
const STRANGER = { number: 'G11010520139999999', name: '欧阳改名', born: '2012-01-30', school: '另一小学' };
const FOURTH = fileOf(
  '四年级.xlsx',
  all.map((n) => historyRow(n, '4', person(n))),
);
const SIXTH = fileOf(
  '六年级.xlsx',
  all.map((n) => historyRow(n, '6', n === LAST ? STRANGER : person(n))),
);
const link = async (...files: object[]) =>
  LinkReport.parse(await (await admin.post('/api/link', { files })).json());

describe('linkage over HTTP', () => {
  it('finds one pupil in files of two years, and leaves strangers alone', async () => {
    const report = await link(FOURTH, SIXTH);
    const [fourth, sixth] = [report.rows.slice(0, PUPILS), report.rows.slice(PUPILS)];
    expect(fourth.map(({ file, row }) => [file, row])).toEqual(all.map((n) => ['四年级.xlsx', n + 2]));
    for (const n of all) expect(sixth[n]?.person === fourth[n]?.person, String(n)).toBe(n !== LAST);
    expect(sixth.filter(({ status }) => status === 'auto')).toHaveLength(LAST);
    expect(report.counts).toMatchObject({ rows: 2 * PUPILS, persons: PUPILS + 1 });
    const audit = await school.stores.records.audit.latest(1);
    expect(audit[0]).toMatchObject({ account: 'acc-admin', action: 'link.run' });
    expect(JSON.stringify([report, audit])).not.toMatch(/G110105|欧阳|王梓轩/);
  });

  it('does what people decided, each once, and undoes it with its history', async () => {
    const decision = { a: { file: '四年级.xlsx', row: LAST + 2 }, b: { file: '六年级.xlsx', row: LAST + 2 } };
    const decide = async (kind: string, request: string = randomUUID()) =>
      LinkDecisionResponse.parse(
        await (
          await admin.post('/api/link/decisions', {
            request,
            decision: { kind, ...decision },
            reason: '家长证明改名',
          })
        ).json(),
      );
    const request = randomUUID();
    const [one, again] = [await decide('merge', request), await decide('merge', request)];
    expect([one.repeated, again.repeated, again.entry]).toEqual([false, true, one.entry]);
    const merged = await link(FOURTH, SIXTH);
    expect(merged.rows.at(-1)?.person).toBe(merged.rows[LAST]?.person);
    expect(merged.counts.persons).toBe(PUPILS);
    await decide('unmerge');
    expect((await link(FOURTH, SIXTH)).counts.persons).toBe(PUPILS + 1);
    const { entries } = LinkDecisionList.parse(await (await admin.get('/api/link/decisions')).json());
    expect(entries.map(({ decision: { kind } }) => kind)).toEqual(['merge', 'unmerge']);
    expect((await link(FOURTH)).unused.map(({ reason }) => reason)).toEqual(['unknown_row', 'unknown_row']);
  });

  it('says which file it cannot use, and is the administrator’s alone', async () => {
    const bytes = Buffer.from(JSON.stringify([{ name: 'x', cells: [['你好'], ['1']] }])).toString('base64');
    const refused = await admin.post('/api/link', { files: [FOURTH, { name: '说明.xlsx', bytes }] });
    expect(refused.status).toBe(400);
    expect(ProblemResponse.parse(await refused.json())).toMatchObject({
      code: 'TIZHI_FILE_FORMAT',
      zh: expect.stringContaining('说明.xlsx'),
    });
    expect((await admin.post('/api/link', { files: [FOURTH, FOURTH] })).status).toBe(400);
    expect((await admin.post('/api/link', { files: [] })).status).toBe(400);
    expect((await teacher.post('/api/link', { files: [FOURTH] })).status).toBe(403);
    expect((await teacher.get('/api/link/decisions')).status).toBe(403);
  });
});
