import { type AttemptBody, ProblemResponse, ResultsEvent, ResultsResponse } from '@tizhi/contracts';
import { eventually } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenStream } from '../fixtures/browser.ts';
import { LESSON, SCHOOL, startSchool, subject, type TestSchool } from '../fixtures/school.ts';

let school: TestSchool;
let cookie: string;
beforeAll(async () => {
  school = await startSchool();
  cookie = await school.signIn('teacher');
});
afterAll(() => school.close());

const results = async (query = ''): Promise<ResultsResponse> =>
  ResultsResponse.parse(await (await school.get(`/api/results${query}`, cookie)).json());
const nextResults = async (stream: SeenStream): Promise<{ id: string; results: ResultsEvent }> => {
  const seen = await stream.next();
  expect(seen?.event).toBe('results');
  return { id: seen?.id ?? '', results: ResultsEvent.parse(seen?.data) };
};
const scoredOf = (attempt: AttemptBody['attempt']) =>
  eventually('the attempt is scored', async () =>
    (await results()).results.find((each) => each.attempt === attempt && each.score !== null),
  );
const newId = () => crypto.randomUUID() as AttemptBody['attempt'];

describe('results', () => {
  it('are scored as they arrive, with pupil, level and the standard they were scored by', async () => {
    const attempt = newId();
    await school.attempts({ attempt, subject: subject(1), value: 225 });
    // Grade 7 boys, standing long jump, CN-NSPFS-2014: 225 cm is the 100-point row.
    expect(await scoredOf(attempt)).toMatchObject({
      item: 'standing_long_jump',
      value: 225,
      display: '225',
      name: '合成学生1',
      seat: 1,
      className: '七年级1班',
      grade: '7',
      sex: 'male',
      score: 100,
      bonus: 0,
      level: 'excellent',
      bmi: null,
      standardVersion: 'CN-NSPFS-2014',
    });
  });

  it('come newest first, of one lesson, and no more than asked for', async () => {
    const [first, second] = [newId(), newId()];
    await school.attempts(
      { attempt: first, lesson: null },
      { attempt: second, item: 'vital_capacity', value: 2450, unit: 'ml' },
    );
    expect((await results('?limit=2')).results.map((each) => each.attempt)).toEqual([second, first]);
    const ofLesson = await results(`?lesson=${LESSON}&limit=500`);
    expect(ofLesson.results.map((each) => each.attempt)).not.toContain(first);
    expect(ofLesson.results[0]?.attempt).toBe(second);
  });

  it('have a display and no score for a doubtful value or an unclaimed one', async () => {
    const [doubtful, unclaimed, last] = [newId(), newId(), newId()];
    await school.attempts(
      { attempt: doubtful, value: 999, doubt: 'out_of_range' },
      { attempt: unclaimed, subject: null, tag: 'bib99' },
      { attempt: last },
    );
    await scoredOf(last);
    const all = (await results()).results;
    const of = (attempt: string) => all.find((each) => each.attempt === attempt);
    expect(of(doubtful)).toMatchObject({ value: null, display: '-', doubt: 'out_of_range', score: null });
    expect(of(unclaimed)).toMatchObject({ value: 182, display: '182', name: null, seat: null, score: null });
  });

  it('give a BMI where height and weight of one day meet, in whichever order', async () => {
    const [height, weight, late] = [newId(), newId(), newId()];
    await school.attempts(
      { attempt: height, subject: subject(3), item: 'height', value: 160, unit: 'cm' },
      { attempt: weight, subject: subject(3), item: 'weight', value: 50, unit: 'kg' },
      {
        attempt: late,
        subject: subject(4),
        item: 'weight',
        value: 50,
        unit: 'kg',
        at: school.now() - 86_400_000,
      },
      { subject: subject(4), item: 'height', value: 160, unit: 'cm' },
    );
    expect(await scoredOf(weight)).toMatchObject({ bmi: 19.5, score: 100, level: 'normal', display: '50.0' });
    const all = (await results()).results;
    expect(all.find((each) => each.attempt === height)?.bmi).toBeNull();
    expect(all.filter((each) => each.subject === subject(4)).map((each) => each.bmi)).toEqual([null, null]);
  });

  it('give the rows of one measurement one BMI, also where a pupil is measured again', async () => {
    const [height, weight] = [newId(), newId()];
    const half = (item: 'height' | 'weight', value: number, attempt = newId()) =>
      ({ attempt, subject: subject(5), item, value, unit: item === 'height' ? 'cm' : 'kg' }) as const;
    await school.attempts(half('weight', 50), half('height', 160), half('height', 161, height));
    expect(await scoredOf(height)).toMatchObject({ bmi: 19.3 }); // with the weight that there is
    await school.attempts(half('weight', 50.5, weight));
    expect(await scoredOf(weight)).toMatchObject({ bmi: 19.5 });
    const all = (await results('?limit=500')).results.filter((each) => each.subject === subject(5));
    expect(all.map(({ item, value, bmi }) => [item, value, bmi])).toEqual([
      ['weight', 50.5, 19.5],
      ['height', 161, 19.5],
      ['height', 160, 19.5],
      ['weight', 50, null],
    ]);
  });

  it('are the same when the job does all again', async () => {
    const before = await results('?limit=500');
    await school.stores.records.results.saveCursor(`score/${SCHOOL}`, 0);
    await eventually('the job caught up', async () => (await results()).cursor === before.cursor);
    const strip = ({ results: all }: ResultsResponse) =>
      all.map(({ score, bmi, attempt }) => ({ attempt, score, bmi }));
    expect(strip(await results('?limit=500'))).toEqual(strip(before));
  });

  it.each([
    ['?limit=0', 'querystring.limit'],
    ['?limit=501', 'querystring.limit'],
    ['?lesson=Not_An_Id', 'querystring.lesson'],
  ])('refuse %s and name the field', async (query, field) => {
    const response = await school.get(`/api/results${query}`, cookie);
    expect(response.status).toBe(400);
    const { code, en } = ProblemResponse.parse(await response.json());
    expect(code).toBe('TIZHI_REQUEST_INVALID');
    expect(en).toContain(field);
  });
});

describe('the results stream', () => {
  it('sends each new attempt once, with its score', async () => {
    const stream = await school.stream('/api/results/stream', cookie);
    const attempt = newId();
    await school.attempts({ attempt, value: 182 });
    const { id, results: sent } = await nextResults(stream);
    expect(sent).toEqual([
      expect.objectContaining({ attempt, score: expect.any(Number), name: '合成学生1' }),
    ]);
    expect(Number(id)).toBe((await results()).cursor);
    stream.close();
  });

  it('goes on after the last event a browser saw, and misses nothing', async () => {
    const { cursor } = await results();
    const ids = Array.from({ length: 1_500 }, newId);
    await school.attempts(...ids.map((attempt) => ({ attempt })));
    const last = ids.at(-1);
    if (last === undefined) throw new Error('no ids');
    await scoredOf(last);
    for (const [path, headers] of [
      ['/api/results/stream', { 'last-event-id': String(cursor) }],
      [`/api/results/stream?after=${cursor}`, {}],
      ['/api/results/stream?after=0', { 'last-event-id': String(cursor) }],
    ] as const) {
      const stream = await school.stream(path, cookie, headers);
      const seen: string[] = [];
      while (seen.length < ids.length)
        seen.push(...(await nextResults(stream)).results.map((each) => each.attempt));
      expect(seen).toEqual(ids);
      const live = newId();
      await school.attempts({ attempt: live });
      const next = await nextResults(stream);
      expect(next.results.map((each) => each.attempt)).toEqual([live]);
      ids.push(live);
      stream.close();
    }
  });

  it('starts from now for an id that is none of ours', async () => {
    const stream = await school.stream('/api/results/stream', cookie, { 'last-event-id': 'tiles-7' });
    const attempt = newId();
    await school.attempts({ attempt });
    expect((await nextResults(stream)).results.map((each) => each.attempt)).toEqual([attempt]);
    stream.close();
  });
});
