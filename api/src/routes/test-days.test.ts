import { randomUUID } from 'node:crypto';
import {
  type AttemptId,
  DecisionsResponse,
  ProblemResponse,
  SeenResponse,
  type TestDayDecision,
  TestDayEvent,
  TestDayList,
  TestDayPlan,
  TestDayTrace,
  TestDayView,
} from '@tizhi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLASS, SCHOOL, STATION, startSchool, subject, type TestSchool } from '../fixtures/school.ts';

let school: TestSchool;
let teacher: string;
let nurse: string;
beforeAll(async () => {
  school = await startSchool();
  [teacher, nurse] = await Promise.all([school.signIn('teacher'), school.signIn('nurse')]);
});
afterAll(() => school.close());

const post = (path: string, body: unknown, cookie = teacher): Promise<Response> =>
  fetch(`${school.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
const problem = async (response: Response): Promise<ProblemResponse> =>
  ProblemResponse.parse(await response.json());
/** Today in China. */
const today = (): string => new Date(school.now() + 8 * 3_600_000).toISOString().slice(0, 10);

const JUMP = 'standing_long_jump';
const asked = (): object => ({
  name: '秋季体测',
  date: today(),
  year: 2026,
  kind: 'regular',
  classes: [CLASS],
  stations: [{ station: STATION, item: JUMP, error: 1, errorSource: '出厂证书' }],
});
async function newDay(): Promise<string> {
  const response = await post('/api/test-days', asked());
  expect(response.status).toBe(200);
  return TestDayPlan.parse(await response.json()).testDay;
}
const decide = (testDay: string, decisions: readonly object[], request: string = randomUUID()) =>
  post(`/api/test-days/${testDay}/decisions`, { request, decisions });
const view = async (testDay: string, cookie = teacher): Promise<TestDayView> =>
  TestDayView.parse(await (await school.get(`/api/test-days/${testDay}`, cookie)).json());
const jumpOf = (seen: TestDayView, seat: number) =>
  seen.pupils
    .find((pupil) => pupil.subject === subject(seat))
    ?.results.find((result) => result.item === JUMP);
const newAttempt = (): AttemptId => randomUUID() as AttemptId;
const written = (attempt: AttemptId, seat: number, value: number): TestDayDecision => ({
  kind: 'entered',
  attempt,
  item: JUMP,
  value,
  subject: subject(seat),
  at: school.now(),
  by: 'hand',
  raw: `${seat}号 ${value}`,
});

describe('a test day', () => {
  it('is planned once however often the request is sent, and stands in the list with its counts', async () => {
    const body = { ...asked(), testDay: 'td-planned' };
    for (const _ of [1, 2]) expect((await post('/api/test-days', body)).status).toBe(200);
    const { testDays } = TestDayList.parse(await (await school.get('/api/test-days', nurse)).json());
    expect(testDays.filter(({ testDay }) => testDay === 'td-planned')).toMatchObject([
      { school: SCHOOL, name: '秋季体测', closed: false, pupils: 6, done: 0, unclaimed: 0 },
    ]);
  });

  it('refuses a class that the school does not have', async () => {
    const response = await post('/api/test-days', { ...asked(), classes: ['class-none'] });
    expect(response.status).toBe(404);
    expect((await problem(response)).zh).toContain('class-none');
  });

  it('is for teachers and administrators to run, for the nurse to read, and for nobody else', async () => {
    const testDay = await newDay();
    expect((await post('/api/test-days', asked(), nurse)).status).toBe(403);
    const decisions = { request: randomUUID(), decisions: [written(newAttempt(), 1, 182)] };
    expect((await post(`/api/test-days/${testDay}/decisions`, decisions, nurse)).status).toBe(403);
    expect((await school.get(`/api/test-days/${testDay}`, nurse)).status).toBe(200);
    for (const path of ['', `/${testDay}`, `/${testDay}/stream`, `/${testDay}/trace/s-1/${JUMP}`])
      expect((await school.get(`/api/test-days${path}`)).status, path).toBe(401);
    expect((await school.get('/api/test-days/td-none', nurse)).status).toBe(404);
  });

  it('shows what stations sent and what people wrote, each with its score, and the rest in the tray', async () => {
    const testDay = await newDay();
    const lost = newAttempt();
    await school.attempts(
      { subject: subject(1), tag: 'bib1', value: 200, at: school.now() },
      { attempt: lost, subject: null, tag: null, value: 190, at: school.now() + 1 },
      {
        subject: subject(2),
        tag: 'bib2',
        value: 170,
        station: 'elsewhere' as typeof STATION,
        at: school.now(),
      },
    );
    expect((await decide(testDay, [written(newAttempt(), 3, 188)])).status).toBe(200);
    const seen = await view(testDay);
    expect(seen.pupils.map(({ name, seat, className }) => [name, seat, className])[0]).toEqual([
      '合成学生1',
      1,
      '七年级1班',
    ]);
    expect(jumpOf(seen, 1)).toMatchObject({ state: 'done', display: '200' });
    expect(jumpOf(seen, 1)?.score).toBeGreaterThan(0);
    expect(jumpOf(seen, 2)).toMatchObject({ state: 'due', value: null });
    expect(jumpOf(seen, 3)).toMatchObject({ state: 'done', display: '188' });
    expect(seen.tray.map(({ attempt }) => attempt)).toContain(lost);
    expect(seen.summaries.classes.map(({ name }) => name)).toEqual(['七年级1班']);
    const other = await school.get(`/api/test-days/${testDay}?class=class-8-2`, teacher);
    expect(TestDayView.parse(await other.json()).pupils).toEqual([]);
  });
});

describe('decisions', () => {
  it('move an attempt from the tray to a pupil and from one pupil to another', async () => {
    const testDay = await newDay();
    const attempt = newAttempt();
    await school.attempts({ attempt, subject: null, tag: null, value: 201, at: school.now() });
    await decide(testDay, [{ kind: 'claimed', attempt, subject: subject(4), reason: '本人确认' }]);
    expect(jumpOf(await view(testDay), 4)?.display).toBe('201');
    await decide(testDay, [{ kind: 'claimed', attempt, subject: subject(5), reason: '两人换了号码布' }]);
    const seen = await view(testDay);
    expect(jumpOf(seen, 4)?.attempt).not.toBe(attempt);
    expect(jumpOf(seen, 5)).toMatchObject({ attempt, display: '201' });
  });

  it('are stored once when a phone with bad Wi-Fi sends them again, even at the same moment', async () => {
    const testDay = await newDay();
    const request = randomUUID();
    const decisions = [written(newAttempt(), 6, 155)];
    const answers = await Promise.all([1, 2, 3].map(() => decide(testDay, decisions, request)));
    const parsed = await Promise.all(
      answers.map(async (answer) => DecisionsResponse.parse(await answer.json())),
    );
    expect(parsed.map(({ repeated }) => repeated).sort()).toEqual([false, true, true]);
    expect(new Set(parsed.map(({ entries }) => entries[0]?.entry)).size).toBe(1);
    expect(jumpOf(await view(testDay), 6)?.attempts.filter(({ by }) => by === 'hand')).toHaveLength(1);
  });

  it('are taken all or none, with a stable code in both languages', async () => {
    const testDay = await newDay();
    const fine = written(newAttempt(), 5, 160);
    const before = await view(testDay);
    const response = await decide(testDay, [
      fine,
      { kind: 'claimed', attempt: newAttempt(), subject: subject(5), reason: '试' },
    ]);
    expect(response.status).toBe(404);
    const { code, zh, en } = await problem(response);
    expect(code).toBe('TIZHI_ATTEMPT_UNKNOWN');
    expect(zh).toMatch(/该体测日没有/);
    expect(en).toMatch(/on this test day/);
    expect((await view(testDay)).pupils).toEqual(before.pupils);
  });

  it('are each judged after those before them in the same request', async () => {
    const testDay = await newDay();
    const attempt = newAttempt();
    const response = await decide(testDay, [
      written(attempt, 2, 177),
      { kind: 'fouled', attempt, foul: 'over_line', reason: '踩线' },
      { kind: 'closed', reason: '' },
    ]);
    expect(response.status).toBe(200);
    const refused = await decide(testDay, [written(newAttempt(), 2, 170)]);
    expect((await problem(refused)).code).toBe('TIZHI_TESTDAY_CLOSED');
    expect((await post('/api/test-days', { ...asked(), testDay })).status).toBe(409);
  });

  it('leave a trace in the audit with ids only', async () => {
    const testDay = await newDay();
    const attempt = newAttempt();
    await decide(testDay, [written(attempt, 1, 181)]);
    await decide(testDay, [{ kind: 'corrected', attempt, value: 179, reason: '看错了' }]);
    const notes = (await school.stores.records.audit.latest(50)).filter(({ detail }) =>
      detail.startsWith(testDay),
    );
    expect(notes.map(({ account, action }) => [account, action])).toEqual([
      ['acc-teacher', 'test-day.decided'],
      ['acc-teacher', 'test-day.decided'],
      ['acc-teacher', 'test-day.saved'],
    ]);
    expect(JSON.stringify(notes)).not.toMatch(/看错了|合成/);
  });
});

describe('a number', () => {
  it('walks back to the raw frame, the station, and who decided what', async () => {
    const testDay = await newDay();
    const attempt = newAttempt();
    await school.attempts({
      attempt,
      subject: null,
      tag: null,
      value: 205,
      rawHex: '323035',
      at: school.now(),
    });
    await decide(testDay, [{ kind: 'claimed', attempt, subject: subject(2), reason: '本人确认' }]);
    await decide(testDay, [{ kind: 'corrected', attempt, value: 204, reason: '卷尺复核' }]);
    const answer = await school.get(`/api/test-days/${testDay}/trace/s-2/${JUMP}`, nurse);
    const trace = TestDayTrace.parse(await answer.json());
    expect(trace).toMatchObject({ name: '合成学生2', value: 204, standard: 'CN-NSPFS-2014' });
    expect(trace.cell).toMatchObject({ kind: 'threshold', score: trace.score });
    expect(trace.sources).toMatchObject([
      { rawHex: '323035', station: STATION, stationErrorSource: '出厂证书' },
    ]);
    expect(trace.sources[0]?.decisions.map(({ decision }) => decision.kind)).toEqual([
      'claimed',
      'corrected',
    ]);
    expect(trace.arrivals).toMatchObject([{ attempt, gateway: 'gw-field' }]);
    expect(trace.people).toEqual([{ account: 'acc-teacher', accountName: '合成teacher' }]);
    expect((await school.get(`/api/test-days/${testDay}/trace/s-7/${JUMP}`, nurse)).status).toBe(404);
  });

  it('is remembered by who saw it, also after it was found wrong', async () => {
    const testDay = await newDay();
    const attempt = newAttempt();
    await decide(testDay, [written(attempt, 6, 150)]);
    await view(testDay, nurse);
    await view(testDay, nurse);
    await decide(testDay, [{ kind: 'corrected', attempt, value: 151, reason: '写错了' }]);
    await view(testDay, teacher);
    const answer = await school.get(`/api/test-days/${testDay}/seen/s-6/${JUMP}`, teacher);
    const { seen } = SeenResponse.parse(await answer.json());
    expect(seen.map(({ accountName, value, current }) => [accountName, value, current])).toEqual([
      ['合成nurse', 150, false],
      ['合成teacher', 151, true],
    ]);
  });
});

describe('a wrong number', () => {
  const whoSaw = async (testDay: string, seat: number) => {
    const answer = await school.get(`/api/test-days/${testDay}/seen/${subject(seat)}/${JUMP}`, teacher);
    const { seen } = SeenResponse.parse(await answer.json());
    return seen.map(({ accountName, display, current }) => [accountName, display, current]);
  };

  it('is known to whoever saw it among all results, under the pupil whose it was said to be', async () => {
    const testDay = await newDay();
    const attempt = newAttempt();
    await school.attempts({ attempt, subject: subject(4), tag: null, value: 219, at: school.now() });
    await school.get('/api/results?limit=5', nurse);
    await decide(testDay, [{ kind: 'claimed', attempt, subject: subject(5), reason: '换了卡' }]);
    expect(await whoSaw(testDay, 4)).toContainEqual(['合成nurse', '219', false]);
    expect(await whoSaw(testDay, 5)).toEqual([]);
  });

  it('is known to whoever looked at a check of the export that names the pupil, and to nobody else', async () => {
    const testDay = await newDay();
    await decide(testDay, [written(newAttempt(), 6, 177)]);
    expect((await school.get(`/api/test-days/${testDay}/export/check`, teacher)).status).toBe(200);
    expect(await whoSaw(testDay, 6)).toEqual([['合成teacher', '177', true]]);
  });
});

describe('the live page of a test day', () => {
  it('hears of attempts and decisions as they come, with whole pupils', async () => {
    const testDay = await newDay();
    const { version } = await view(testDay);
    const stream = await school.stream(`/api/test-days/${testDay}/stream?version=${version}`, teacher);
    const next = async () => TestDayEvent.parse((await stream.next())?.data);
    expect(await next()).toMatchObject({ version, reset: false, pupils: [] });
    await school.attempts({ subject: subject(1), value: 222, at: school.now() });
    const heard = await next();
    expect(heard.pupils.map(({ name }) => name)).toContain('合成学生1');
    expect(heard.version).not.toBe(version);
    await decide(testDay, [
      { kind: 'state_set', subject: subject(3), item: 'run_1000m', state: 'exempt', reason: '医生证明' },
    ]);
    const decided = await next();
    expect(decided.pupils.map(({ subject: who }) => who)).toEqual([subject(3)]);
    stream.close();
  });

  it('is told to read the day again where its version is not the present one', async () => {
    const testDay = await newDay();
    const stream = await school.stream(`/api/test-days/${testDay}/stream?version=old`, teacher);
    const event = TestDayEvent.parse((await stream.next())?.data);
    expect(event.reset).toBe(true);
    stream.close();
  });

  it('goes on after the server has started again: everything is derived anew and is the same', async () => {
    const own = await startSchool();
    const cookie = await own.signIn('teacher');
    const send = (path: string, body: unknown) =>
      fetch(`${own.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      });
    await send('/api/test-days', { ...asked(), testDay: 'td-lasting' });
    await own.attempts({ subject: subject(1), value: 199, at: own.now() });
    const request = randomUUID();
    const decisions = [written(newAttempt(), 2, 166)];
    await send('/api/test-days/td-lasting/decisions', { request, decisions });
    const read = async () =>
      TestDayView.parse(await (await own.get('/api/test-days/td-lasting', cookie)).json());
    const before = await read();
    await own.restart();
    const after = await read();
    expect(after.pupils).toEqual(before.pupils);
    expect(after.version).not.toBe(before.version);
    const again = await send('/api/test-days/td-lasting/decisions', { request, decisions });
    expect(DecisionsResponse.parse(await again.json()).repeated).toBe(true);
    await own.close();
  });
});
