import { randomUUID } from 'node:crypto';
import {
  ClassId,
  DisplayMade,
  DrillList,
  HealthQuestions,
  HistoryImportReport,
  PrescriptionList,
  ProblemResponse,
  StoredPrescription,
  StoryResponse,
  TestDayPlan,
  WallResponse,
} from '@tizhi/contracts';
import { eventually } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersOf, type Client, client, historyFile, historyRow, written } from '../fixtures/care.ts';
import { OTHER_CLASS, SCHOOL, startSchool, subject, type TestSchool } from '../fixtures/school.ts';

let school: TestSchool;
let teacher: Client;
let nurse: Client;
let admin: Client;
beforeAll(async () => {
  // A Monday at noon in China, in the school year 2026: the day of the week decides what a wall shows.
  school = await startSchool();
  school.pass(Date.parse('2026-11-02T12:00:00+08:00') - school.now());
  await school.restart();
  const cookies = await Promise.all([
    school.signIn('teacher'),
    school.signIn('nurse'),
    school.signIn('admin'),
  ]);
  [teacher, nurse, admin] = cookies.map((cookie) => client(school, cookie)) as [Client, Client, Client];
});
afterAll(() => school.close());

const EIGHTH = subject(7);
const STORY = `/api/pupils/${EIGHTH}/story?purpose=teaching`;
const storyOf = async (by: Client, path = STORY): Promise<StoryResponse> =>
  StoryResponse.parse(await (await by.get(path)).json());
const codeOf = async (response: Response) => ProblemResponse.parse(await response.json()).code;
const history = async (body: string, query = 'name=years.xlsx') =>
  HistoryImportReport.parse(await (await teacher.upload(`/api/history?${query}`, body)).json());
const TODAY = '2026-11-02';

/** Runs a grade-8 test for the pupil of the other class and closes it. */
async function testEighthGrader(): Promise<void> {
  const plan = TestDayPlan.parse(
    await (
      await teacher.post('/api/test-days', {
        name: '八年级体测',
        date: TODAY,
        year: 2026,
        kind: 'regular',
        classes: [OTHER_CLASS],
        stations: [],
      })
    ).json(),
  );
  const decide = async (decisions: readonly object[]) => {
    const answer = await teacher.post(`/api/test-days/${plan.testDay}/decisions`, {
      request: randomUUID(),
      decisions,
    });
    expect(answer.status, await answer.clone().text()).toBe(200);
  };
  await decide(
    written(school, EIGHTH, {
      height: 163.4,
      weight: 52.3,
      vital_capacity: 2000,
      run_50m: 9.9,
      sit_and_reach: 1.5,
      standing_long_jump: 168,
      pull_up: 0,
      run_1000m: 345,
    }),
  );
  await decide([{ kind: 'closed', reason: '' }]);
}

describe('a pupil', () => {
  it("a grade-8 pupil's page (API) tells one story from grade 4 to a confirmed plan", async () => {
    const before = await storyOf(teacher);
    expect(before).toMatchObject({ tests: [], warnings: [], plan: null, draft: null });

    const report = await history(historyFile(historyRow(7, '4'), historyRow(7, '6')));
    expect(report).toEqual({
      rows: 2,
      linked: 2,
      review: 0,
      unlinked: 0,
      schoolYears: [2022, 2024],
      imported: true,
      problems: [],
    });
    await testEighthGrader();

    const told = await eventually('warnings are worked out', async () => {
      const story = await storyOf(teacher);
      return story.warnings.some(({ finding }) => finding.schoolYear === 2026) ? story : undefined;
    });
    expect(told.pupil).toMatchObject({ name: '合成学生7', grade: '8', className: '八年级2班' });
    expect(told.tests.map(({ schoolYear, grade, source }) => [schoolYear, grade, source])).toEqual([
      [2022, '4', 'import'],
      [2024, '6', 'import'],
      [2026, '8', 'test_day'],
    ]);
    expect(told.tests.map(({ ageMonths }) => ageMonths)).toEqual([109, 133, 158]);
    expect(told.trajectory.tests.at(-1)?.total).toBeLessThan(60);
    const totals = told.trajectory.tests.map(({ total }) => total ?? Number.NaN);
    expect(totals[0]).toBeGreaterThan(totals[2] ?? 0);
    expect(told.trajectory.tests.map(({ points }) => points?.confirmed)).toEqual([false, false, false]);
    expect(told.trajectory.forecast).toBeNull(); // grade 8 has been tested: nothing is left to foretell
    expect(told.warnings.map(({ finding }) => finding.rule)).toContain('total-fail');
    expect(told.whatIf?.level).toBe('pass');

    // No plan without a parent's answers; then a draft, which a teacher confirms.
    const draft = async () =>
      StoredPrescription.parse(await (await teacher.post(`/api/pupils/${EIGHTH}/prescription`)).json());
    expect((await draft()).content).toMatchObject({ kind: 'refer', action: 'ask' });
    expect((await teacher.put(`/api/pupils/${EIGHTH}/health-answers`, answersOf(TODAY))).status).toBe(200);
    const made = await draft();
    expect(made).toMatchObject({
      state: 'draft',
      content: { kind: 'plan', subject: EIGHTH, schoolYear: 2026 },
    });
    const decide = (by: Client, body: object) =>
      by.post(`/api/prescriptions/${made.prescription}/decision`, body);
    const confirm = { kind: 'confirm', startsOn: TODAY };
    expect((await decide(teacher, confirm)).status).toBe(200);

    const ended = await storyOf(teacher);
    expect(ended.draft).toBeNull();
    expect(ended.plan).toMatchObject({
      prescription: made.prescription,
      content: made.content,
      state: 'confirmed',
      confirmedBy: 'acc-teacher',
      startsOn: TODAY,
    });
    const planned = ended.plan?.content.kind === 'plan' ? ended.plan.content.weeks : [];
    const named = planned.flatMap(({ sessions }) =>
      sessions.flatMap(({ drills }) => drills.map(({ drill }) => drill)),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(ended.drills.map(({ id }) => id).sort()).toEqual([...new Set(named)].sort());

    // The only pupil of a class with a plan is on no wall: whoever stands alone tells everybody why (wall.test.ts).
    expect((await teacher.put(`/api/pupils/${EIGHTH}/wall-label`, { label: '飞鱼' })).status).toBe(200);
    const display = DisplayMade.parse(
      await (await admin.post('/api/displays', { class: OTHER_CLASS, title: '八年级2班角落' })).json(),
    );
    const wall = await fetch(`${school.url}/api/wall`, {
      headers: { authorization: `Bearer ${display.token}` },
    });
    const shown = WallResponse.parse(await wall.json());
    expect(shown).toMatchObject({ title: '八年级2班角落', day: TODAY, demo: true });
    expect(shown.groups).toEqual([]);
  });

  it('keeps the story through a restart: everything is worked out anew and is the same', async () => {
    const before = await storyOf(teacher);
    await school.restart();
    expect(await storyOf(teacher)).toEqual(before);
  });

  it('shows growth facts and blood pressure to the nurse only', async () => {
    const pressed = { systolic: '142', diastolic: '96' };
    await history(historyFile(historyRow(1, '4', pressed), historyRow(1, '6', pressed)));
    const path = `/api/pupils/${subject(1)}/story?purpose=care`;
    const hers = await eventually('warnings are worked out', async () => {
      const story = await storyOf(nurse, path);
      return story.warnings.length > 0 ? story : undefined;
    });
    expect(hers.warnings.map(({ finding }) => finding.rule)).toContain('blood-pressure-twice');
    expect(hers.tests.map(({ bloodPressure }) => bloodPressure?.systolic)).toEqual([142, 142]);
    expect(hers.trajectory.screening.map(({ result }) => result)).toContain('elevated');
    const his = await (await teacher.get(path)).text();
    expect(his).not.toMatch(/142|blood-pressure|elevated/);
    expect(StoryResponse.parse(JSON.parse(his)).tests).toHaveLength(2);
  });

  it('is read for a purpose that stands in the audit, and not without one', async () => {
    for (const path of [
      '/api/warnings',
      `/api/pupils/${EIGHTH}/story`,
      `/api/classes/${OTHER_CLASS}/prescriptions`,
    ]) {
      for (const query of ['', '?purpose=', '?purpose=curiosity']) {
        const answer = await nurse.get(path + query);
        expect(answer.status, path).toBe(400);
        const { code, en, zh } = ProblemResponse.parse(await answer.json());
        expect(code).toBe('TIZHI_PURPOSE_NEEDED');
        expect(en).toContain('care, teaching, parent_talk, report');
        expect(zh).toContain('用途');
      }
      expect((await nurse.get(`${path}?purpose=parent_talk`)).status).toBe(200);
    }
    const notes = await school.stores.records.audit.latest(3);
    expect(notes.map(({ account, action, detail }) => [account, action, detail])).toEqual([
      ['acc-nurse', 'read.prescriptions', `${OTHER_CLASS} purpose=parent_talk`],
      ['acc-nurse', 'read.story', `${EIGHTH} purpose=parent_talk`],
      ['acc-nurse', 'read.warnings', 'school purpose=parent_talk'],
    ]);
    expect(JSON.stringify(await school.stores.records.audit.latest(500))).not.toMatch(/合成学生|飞鱼/);
  });

  it('is nobody else’s to read or decide about', async () => {
    const paths = [STORY, `/api/classes/${OTHER_CLASS}/prescriptions?purpose=care`, '/api/health-questions'];
    for (const path of paths) {
      expect((await school.get(path)).status, path).toBe(401);
      expect((await admin.get(path)).status, path).toBe(403);
    }
    expect((await teacher.get('/api/pupils/s-none/story?purpose=care')).status).toBe(404);
    expect((await teacher.get('/api/classes/none/prescriptions?purpose=care')).status).toBe(404);
    expect((await admin.post(`/api/pupils/${EIGHTH}/prescription`)).status).toBe(403);
    expect((await nurse.upload('/api/history?name=a.csv', historyFile())).status).toBe(403);
  });
});

describe('a prescription', () => {
  const rowOf = async () => {
    const list = await teacher.get(`/api/classes/${OTHER_CLASS}/prescriptions?purpose=teaching`);
    return PrescriptionList.parse(await list.json()).rows[0];
  };
  const draft = async () =>
    StoredPrescription.parse(await (await teacher.post(`/api/pupils/${EIGHTH}/prescription`)).json());
  const decide = (by: Client, { prescription }: StoredPrescription, body: object) =>
    by.post(`/api/prescriptions/${prescription}/decision`, body);
  const confirm = { kind: 'confirm', startsOn: TODAY };

  it('is confirmed by a teacher, once, and the plan before it holds until then', async () => {
    const held = (await rowOf())?.plan;
    const made = await draft();
    expect(await rowOf()).toMatchObject({ state: 'draft', plan: held, draft: made });
    expect((await decide(nurse, made, confirm)).status).toBe(403);
    for (const _ of [1, 2]) expect((await decide(teacher, made, confirm)).status).toBe(200); // a tap sent twice
    expect((await rowOf())?.plan?.prescription).toBe(made.prescription);
    const other = await decide(teacher, made, { ...confirm, startsOn: '2026-11-09' });
    expect([other.status, await codeOf(other)]).toEqual([409, 'TIZHI_PLAN_DECIDED']);
  });

  it('that refers is nobody’s plan, and answers change it at once', async () => {
    await nurse.put(`/api/pupils/${EIGHTH}/health-answers`, answersOf(TODAY, ['fainting']));
    const made = await draft();
    expect(made.content).toMatchObject({ kind: 'refer', action: 'refer', answers: ['fainting'] });
    expect((await rowOf())?.state).toBe('refer');
    const refused = await decide(teacher, made, confirm);
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'TIZHI_PLAN_NOT_FOR_PUPILS']);
    expect((await decide(nurse, made, { kind: 'withdraw', reason: '先就医' })).status).toBe(200);
    expect((await rowOf())?.state).toBe('confirmed');
    await nurse.put(`/api/pupils/${EIGHTH}/health-answers`, answersOf(TODAY));
  });

  it('takes what was done of its sessions, and of no other', async () => {
    const done = { week: 1, session: 1, on: TODAY, done: 0.5, rpe: 6 };
    const send = (body: object) => teacher.post(`/api/pupils/${EIGHTH}/sessions`, body);
    for (const share of [0.5, 0.75]) expect((await send({ ...done, done: share })).status).toBe(200);
    expect((await storyOf(teacher)).sessions).toEqual([{ ...done, done: 0.75 }]);
    const wrong = await send({ ...done, week: 8, session: 6 });
    expect([wrong.status, await codeOf(wrong)]).toEqual([409, 'TIZHI_PLAN_MISSING']);
    expect((await send({ ...done, done: 1.2 })).status).toBe(400);
  });

  it('rests on questions and drills that anybody who works with it can read', async () => {
    const { questions } = HealthQuestions.parse(await (await teacher.get('/api/health-questions')).json());
    expect(questions.length).toBeGreaterThanOrEqual(18);
    const { drills } = DrillList.parse(await (await admin.get('/api/drills')).json());
    expect(drills.length).toBeGreaterThan(0);
  });
});

describe('a pupil who moves', () => {
  it('to another class takes her test with her, and one who moved up was a grade lower then', async () => {
    const before = (await storyOf(teacher)).tests;
    const { roster } = school.stores.records;
    const [pupil] = await roster.pupils(SCHOOL, OTHER_CLASS);
    if (pupil === undefined) throw new Error('no pupil');
    const move = async (id: string, grade: '8' | '9') => {
      const to = { class: ClassId.parse(id), school: SCHOOL, name: id, grade };
      await roster.save({ school: SCHOOL, name: '合成实验学校' }, [to], [{ ...pupil, class: to.class }]);
      await school.api.refresh();
    };
    await move('class-8-3', '8');
    expect((await storyOf(teacher)).tests).toEqual(before);
    school.pass(Date.parse('2027-10-11T12:00:00+08:00') - school.now());
    await move('class-9-3', '9');
    teacher = client(school, await school.signIn('teacher'));
    expect((await storyOf(teacher)).tests).toEqual(before);
  });
});
