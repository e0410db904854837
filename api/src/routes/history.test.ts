import { HistoryImportReport, ProblemResponse, type StoryResponse } from '@tizhi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, client, historyFile, historyRow } from '../fixtures/care.ts';
import { startSchool, subject, type TestSchool } from '../fixtures/school.ts';

let school: TestSchool;
let admin: Client;
let nurse: Client;
beforeAll(async () => {
  school = await startSchool();
  const cookies = await Promise.all([school.signIn('admin'), school.signIn('nurse')]);
  [admin, nurse] = cookies.map((cookie) => client(school, cookie)) as [Client, Client];
});
afterAll(() => school.close());

const send = async (body: string, query = 'name=years.xlsx') =>
  HistoryImportReport.parse(await (await admin.upload(`/api/history?${query}`, body)).json());
const testsOf = async (seat: number): Promise<StoryResponse['tests']> => {
  const answer = await nurse.get(`/api/pupils/${subject(seat)}/story?purpose=care`);
  return ((await answer.json()) as StoryResponse).tests;
};

describe('a file of earlier years over HTTP', () => {
  it('is taken over whole or not at all: one wrong cell names itself, and nobody got anything', async () => {
    const report = await send(historyFile(historyRow(1, '4'), historyRow(2, '4', { height: '14,02' })));
    expect(report).toMatchObject({ imported: false, linked: 0, review: 0, unlinked: 0 });
    expect(report.problems).toMatchObject([{ file: 'years.xlsx', cell: '历年!J3' }]);
    expect(report.problems[0]?.problem.zh).toContain('J3');
    expect(JSON.stringify(report)).not.toMatch(/合成学生|SYNTHETIC/);
    expect([await testsOf(1), await testsOf(2)]).toEqual([[], []]);
  });

  it('gives rows to this school’s pupils, and says how many are nobody’s here or not certain', async () => {
    const report = await send(
      historyFile(
        historyRow(1, '4'),
        historyRow(2, '4', { number: 'OLD-0002' }), // another number then: name, birth date and sex name her
        historyRow(3, '4', { name: '另一个人', born: '2012-02-03' }), // his number, nothing else of his
        historyRow(20, '4'), // never came to this school
      ),
    );
    expect(report).toMatchObject({
      rows: 4,
      linked: 2,
      review: 1,
      unlinked: 1,
      imported: true,
      schoolYears: [2022],
    });
    expect(report.problems).toMatchObject([{ cell: '历年!F4' }]);
    expect([(await testsOf(1)).length, (await testsOf(2)).length, (await testsOf(3)).length]).toEqual([
      1, 1, 0,
    ]);
    const [note] = await school.stores.records.audit
      .latest(10)
      .then((notes) => notes.filter(({ action }) => action === 'history.imported'));
    expect(note).toMatchObject({ account: 'acc-admin', detail: '2 of 4 rows, 2022' });
  });

  it('stands when it is sent again, and replaces what it corrects', async () => {
    for (const weight of ['33.1', '34.5']) await send(historyFile(historyRow(1, '4', { weight })));
    expect((await testsOf(1)).map(({ values }) => values.weight)).toEqual([34.5]);
  });

  it('takes the school year and the day from the request where the file says none', async () => {
    const silent = historyFile(historyRow(4, '4', { year: '', day: '' }));
    expect((await send(silent)).problems[0]?.problem.en).toContain('school year');
    const report = await send(silent, 'name=y.xlsx&year=2021&testedOn=2021-10-08');
    expect(report).toMatchObject({ linked: 1, schoolYears: [2021] });
    expect(await testsOf(4)).toMatchObject([{ schoolYear: 2021, testedOn: '2021-10-08', ageMonths: 97 }]);
    const refused = await admin.upload('/api/history?name=y.xlsx&year=1900', silent);
    expect([refused.status, ProblemResponse.parse(await refused.json()).code]).toEqual([
      400,
      'TIZHI_REQUEST_INVALID',
    ]);
  });
});
