import { EvidenceResponse, type Role } from '@tizhi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, client } from '../fixtures/care.ts';
import { seedEvidence } from '../fixtures/evidence.ts';
import { startSchool, type TestSchool } from '../fixtures/school.ts';

const PROGRAMME = {
  id: '7f0c9f6e-2f0e-4b53-9d6e-0a8a4d1f2b3c',
  name: '每天跳绳',
  classes: ['class-e-1', 'class-e-2', 'class-e-3', 'class-e-4'],
  from: '2024-09-01',
  to: '2025-06-30',
};
let school: TestSchool;
const as: Partial<Record<Role, Client>> = {};
const by = (role: Role): Client => as[role] as Client;

beforeAll(async () => {
  school = await startSchool();
  await seedEvidence(school.stores.records, [30, 30, 30, 30, 30, 30, 30, 30, 6]);
  await school.api.refresh();
  for (const role of ['teacher', 'nurse', 'admin'] as const)
    as[role] = client(school, await school.signIn(role));
});
afterAll(() => school.close());

const evidence = async (more = ''): Promise<EvidenceResponse> => {
  const response = await by('teacher').get(`/api/evidence?purpose=report${more}`);
  expect(response.status).toBe(200);
  return EvidenceResponse.parse(await response.json());
};

describe('the evidence report', () => {
  it('is for teachers and administrators, and for nobody without a purpose', async () => {
    expect((await school.get('/api/evidence?purpose=report')).status).toBe(401);
    expect((await by('nurse').get('/api/evidence?purpose=report')).status).toBe(403);
    expect((await by('admin').get('/api/evidence?purpose=report')).status).toBe(200);
    const without = await by('teacher').get('/api/evidence');
    expect(without.status).toBe(400);
    expect(await without.json()).toMatchObject({ code: 'TIZHI_PURPOSE_NEEDED' });
    expect((await by('teacher').get('/api/evidence?purpose=report&schoolYear=1')).status).toBe(400);
  });

  it('is noted in the audit log with its purpose', async () => {
    await evidence();
    const [last] = await school.stores.records.audit.latest(1);
    expect(last).toMatchObject({ action: 'read.evidence', detail: 'sch-test purpose=report' });
  });

  it('gives the newest school year, and another when asked', async () => {
    const newest = await evidence();
    expect(newest).toMatchObject({ schoolYear: 2025, schoolYears: [2021, 2023, 2025], grades: ['8'] });
    expect(newest.report.groups.every(({ group }) => group.schoolYear === 2025)).toBe(true);
    const earlier = await evidence('&schoolYear=2021');
    expect(earlier).toMatchObject({ schoolYear: 2021, grades: ['4'] });
    const [trend] = earlier.report.trends;
    expect(trend?.points.map(({ grade, pupils }) => [grade, pupils])).toEqual([
      ['4', 246],
      ['6', 246],
      ['8', 246],
    ]);
  });

  it('leaves out the class of six, and one more that would give it away', async () => {
    const { report } = await evidence();
    const hidden = report.groups.filter(({ group, pupils }) => group.sex === null && pupils === null);
    expect(hidden.map(({ group, suppressed }) => [group.class, suppressed])).toEqual([
      ['class-e-1', 'complementary'],
      ['class-e-9', 'small'],
    ]);
  });

  it('gives the same numbers of a grade whether it is asked for alone or with the others', async () => {
    const all = (await evidence()).report.groups.filter(({ group }) => group.grade === '8');
    expect((await evidence('&grade=8')).report.groups).toEqual(all);
    expect((await evidence('&grade=7')).report.groups).toEqual([]);
  });

  it('names no pupil', async () => {
    const text = JSON.stringify(await evidence());
    expect(text).not.toMatch(/e1-1|SYNTHETIC|合成e/);
  });
});

describe('a programme', () => {
  it('is kept, shown with its effect, and removed', async () => {
    expect((await by('teacher').post('/api/evidence/programmes', PROGRAMME)).status).toBe(204);
    const { programmes, report } = await evidence();
    expect(programmes).toEqual([PROGRAMME]);
    expect(report.effects.find(({ item }) => item === 'total')).toMatchObject({
      programme: PROGRAMME.id,
      treated: 120,
      compared: 120,
      treatedClasses: 4,
      comparedClasses: 5,
      effect: { level: 95 },
    });
    const path = `/api/evidence/programmes/${PROGRAMME.id}`;
    expect((await by('admin').delete(path)).status).toBe(204);
    expect((await by('admin').delete(path)).status).toBe(404);
    expect((await evidence()).report.effects).toEqual([]);
  });

  it('of a class that is not there, or that ends before it begins, is refused', async () => {
    const post = (body: object) => by('teacher').post('/api/evidence/programmes', { ...PROGRAMME, ...body });
    expect((await post({ classes: ['class-x'] })).status).toBe(404);
    expect((await post({ to: '2024-08-31' })).status).toBe(400);
    expect((await by('nurse').post('/api/evidence/programmes', PROGRAMME)).status).toBe(403);
  });
});
