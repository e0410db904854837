import {
  DisplayList,
  DisplayMade,
  ProblemResponse,
  StoredPrescription,
  WallResponse,
} from '@tizhi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answersOf, type Client, client, historyFile, historyRow } from '../fixtures/care.ts';
import { CLASS, OTHER_CLASS, startSchool, subject, type TestSchool } from '../fixtures/school.ts';

const TODAY = '2026-11-02';
let school: TestSchool;
let teacher: Client;
let nurse: Client;
let token: string;
let display: string;
beforeAll(async () => {
  school = await startSchool();
  school.pass(Date.parse(`${TODAY}T12:00:00+08:00`) - school.now()); // a Monday
  await school.restart();
  const cookies = await Promise.all([school.signIn('teacher'), school.signIn('nurse')]);
  [teacher, nurse] = cookies.map((cookie) => client(school, cookie)) as [Client, Client];
  const rows = [1, 2, 3, 4, 5, 6].flatMap((seat) => [historyRow(seat, '4'), historyRow(seat, '6')]);
  await teacher.upload('/api/history?name=years.xlsx', historyFile(...rows));
  for (const seat of [1, 2, 3, 4, 5, 6]) {
    await nurse.put(`/api/pupils/${subject(seat)}/health-answers`, answersOf(TODAY, ['asthma']));
    const answer = await teacher.post(`/api/pupils/${subject(seat)}/prescription`);
    const { prescription, content } = StoredPrescription.parse(await answer.json());
    expect(content.kind).toBe('plan');
    const confirm = { kind: 'confirm', startsOn: TODAY };
    if (seat < 6) await teacher.post(`/api/prescriptions/${prescription}/decision`, confirm);
  }
  const made = await teacher.post('/api/displays', { class: CLASS, title: '一班角落' });
  ({ token, display } = DisplayMade.parse(await made.json()));
});
afterAll(() => school.close());

const wall = (shown = token): Promise<Response> =>
  fetch(`${school.url}/api/wall`, { headers: { authorization: `Bearer ${shown}` } });
const label = (seat: number, text: string | null) =>
  teacher.put(`/api/pupils/${subject(seat)}/wall-label`, { label: text });
const labelsOn = async (): Promise<string[]> => {
  const { groups } = WallResponse.parse(await (await wall()).json());
  return [...new Set(groups.flatMap(({ doses }) => doses.flatMap(({ labels }) => labels)))].sort();
};
const codeOf = async (answer: Response) => ProblemResponse.parse(await answer.json()).code;

/** Every object of a schema made strict, however deep: an unknown key anywhere is a refusal. */
function strictly(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject)
    return z.strictObject(
      Object.fromEntries(
        Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, field]) => [
          key,
          strictly(field),
        ]),
      ),
    );
  if (schema instanceof z.ZodArray) return z.array(strictly(schema.element as z.ZodType));
  return schema;
}

describe('a wall', () => {
  it('shows confirmed plans of pupils who have a label, and nobody else', async () => {
    expect(await labelsOn()).toEqual([]);
    await label(1, '飞鱼');
    await label(2, '12');
    // Who stands at a drill alone, or with one other, tells everybody why: such a drill is not there.
    expect(await labelsOn()).toEqual([]);
    await label(3, '13');
    await label(4, '14');
    await label(5, '15');
    await label(6, '小燕子'); // her plan is a draft still
    expect(await labelsOn()).toEqual(['12', '13', '14', '15', '飞鱼']);
    await label(2, null);
    expect(await labelsOn()).toEqual(['13', '14', '15', '飞鱼']);
  });

  it('holds not one private word: its answer is parsed strictly and searched for all that is known', async () => {
    const text = await (await wall()).text();
    expect(text).toContain('飞鱼');
    expect(strictly(WallResponse).safeParse(JSON.parse(text)).error).toBeUndefined();
    const people = await school.stores.records.roster.pupils(
      (await school.stores.records.accounts.byUsername('teacher'))?.school as never,
    );
    const stories = await Promise.all(
      [1, 2, 3].map(async (seat) =>
        (await nurse.get(`/api/pupils/${subject(seat)}/story?purpose=care`)).json(),
      ),
    );
    const secrets = [
      ...people.flatMap(({ name, studentNumber, subject: id, birthDate, class: of }) => [
        name,
        studentNumber,
        id,
        birthDate,
        of,
      ]),
      ...stories.flatMap((story) => textsOf(story)),
    ].filter((secret) => !PUBLIC.test(secret));
    expect(secrets.length).toBeGreaterThan(50);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/weight|bmi|asthma|because|warning/i);
  });

  it('opens with its own token only, and with no session', async () => {
    for (const answer of [
      await school.get('/api/wall'),
      await wall('x'.repeat(43)),
      await teacher.get('/api/wall'),
    ])
      expect([answer.status, await codeOf(answer)]).toEqual([401, 'TIZHI_DISPLAY_UNKNOWN']);
    const session = { headers: { authorization: `Bearer ${token}` } };
    for (const path of [
      '/api/classes',
      '/api/warnings?purpose=care',
      `/api/pupils/${subject(1)}/story?purpose=care`,
    ])
      expect((await fetch(`${school.url}${path}`, session)).status, path).toBe(401);
    const other = DisplayMade.parse(
      await (await teacher.post('/api/displays', { class: OTHER_CLASS, title: '二班' })).json(),
    );
    expect(WallResponse.parse(await (await wall(other.token)).json())).toMatchObject({
      title: '二班',
      groups: [],
    });
  });

  it('is listed without its token, and dark as soon as it is taken away', async () => {
    const listed = await (await teacher.get('/api/displays')).text();
    expect(DisplayList.parse(JSON.parse(listed)).displays.map((each) => each.display)).toContain(display);
    expect(listed).not.toContain(token);
    expect((await nurse.get('/api/displays')).status).toBe(403);
    expect((await teacher.delete(`/api/displays/${display}`)).status).toBe(204);
    expect((await wall()).status).toBe(401);
    expect((await teacher.delete(`/api/displays/${display}`)).status).toBe(404);
    expect((await teacher.post('/api/displays', { class: 'nowhere', title: 'x' })).status).toBe(404);
  });
});

describe('a label', () => {
  it('is one pupil’s in a class, never a name and never unkind', async () => {
    await label(1, '飞鱼');
    const taken = await label(2, '飞鱼');
    expect([taken.status, await codeOf(taken)]).toEqual([409, 'TIZHI_WALL_LABEL_TAKEN']);
    for (const text of ['合成学生2', '合成学生3', '小合成学生4']) {
      const name = await label(2, text);
      expect([name.status, await codeOf(name)], text).toEqual([409, 'TIZHI_WALL_LABEL_NAME']);
    }
    const unkind = await label(2, '小胖子');
    expect([unkind.status, await codeOf(unkind)]).toEqual([409, 'TIZHI_WALL_LABEL_UNKIND']);
    const screen = await teacher.post('/api/displays', { class: CLASS, title: '合成学生3的屏' });
    expect([screen.status, await codeOf(screen)]).toEqual([409, 'TIZHI_WALL_LABEL_NAME']);
    for (const text of ['', '<b>', '一二三四五六七八九十一二三', '12345678901234'])
      expect((await label(2, text)).status, text).toBe(400);
    expect((await nurse.put(`/api/pupils/${subject(2)}/wall-label`, { label: '7' })).status).toBe(403);
  });
});

/** Words that drills and doses say of nobody. */
const PUBLIC =
  /^(.{0,2}|\d{1,4}(\.\d+)?|repetitions|seconds|metres|none|low|high|open|plan|draft|confirmed|internal|self|adult|spot|lane|track|field)$/;

/** Every text and number of a story but its drills, which are public. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    ['drills', 'drill', 'dose', 'startsOn', 'answeredOn', 'rules'].includes(key) ? [] : textsOf(inside),
  );
}
