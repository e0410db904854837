import {
  HealthResponse,
  LessonList,
  LiveFrame,
  ProblemResponse,
  ResultsResponse,
  Session,
} from '@tizhi/contracts';
import { eventually, newPlace, type Place, startTizhi, temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../demo/people.ts';
import { type SchoolProcess, signIn, startSchoolProcess } from './school-process.ts';

describe('the demo school, as a process', () => {
  const folder = temporaryFolder();
  let place: Place;
  let school: SchoolProcess;

  beforeAll(async () => {
    place = await newPlace(folder.path);
    school = await startSchoolProcess(['--demo'], place);
  });
  afterAll(async () => {
    await school.process.stop('SIGKILL');
    folder.remove();
  });

  const teacher = () => signIn(school.url, 'teacher', DEMO_PASSWORD);

  it('prints the addresses and the demo accounts, marked DEMO', () => {
    const printed = school.process.output();
    expect(printed).toContain('DEMO');
    expect(printed).toContain(school.url);
    for (const username of ['teacher', 'nurse', 'admin']) expect(printed).toContain(username);
  });

  it('answers /api/health with its roles and stores', async () => {
    const health = HealthResponse.parse(await (await fetch(`${school.url}/api/health`)).json());
    expect(health).toMatchObject({
      status: 'ok',
      roles: ['broker', 'ingest', 'api', 'edge'],
      stores: { telemetry: { kind: 'sqlite', ok: true }, records: { kind: 'sqlite', ok: true } },
    });
  });

  it('shows 45 pupils with rates that move', async () => {
    const client = await teacher();
    expect(Session.parse(await (await client.get('/api/session')).json()).demo).toBe(true);
    const { lessons } = LessonList.parse(await (await client.get('/api/lessons')).json());
    expect(lessons[0]).toMatchObject({ grade: '8', pupils: 45, endedAt: null });
    const live = async () =>
      LiveFrame.parse(await client.nextEvent(`/api/lessons/${lessons[0]?.lesson}/live`, 'tiles'));
    const first = await eventually('40 of 45 straps are heard', async () => {
      const frame = await live();
      return frame.heard >= 40 ? frame : undefined;
    });
    expect(first.tiles).toHaveLength(45);
    await eventually('a rate moves', async () => {
      const later = await live();
      return later.tiles.some((tile, n) => tile.bpm !== null && tile.bpm !== first.tiles[n]?.bpm);
    });
  });

  it('scores a jump, and gives a body-mass index once height and weight are known', async () => {
    const client = await teacher();
    const results = () =>
      client.get('/api/results').then(async (answer) => ResultsResponse.parse(await answer.json()).results);
    const jump = await eventually('a scored jump', async () =>
      (await results()).find((result) => result.item === 'standing_long_jump' && result.score !== null),
    );
    expect(jump).toMatchObject({
      unit: 'cm',
      standardVersion: 'CN-NSPFS-2014',
      className: expect.stringContaining('DEMO'),
    });
    expect(jump.name).not.toBeNull();
    await eventually('a body-mass index', async () =>
      (await results()).find((result) => result.bmi !== null),
    );
  });

  it('keeps the health of pupils from those who have not signed in', async () => {
    for (const path of ['/api/lessons', '/api/results', '/api/gateways']) {
      const answer = await fetch(`${school.url}${path}`);
      expect([path, answer.status, ProblemResponse.parse(await answer.json()).code]).toEqual([
        path,
        401,
        'TIZHI_UNAUTHENTICATED',
      ]);
    }
  });

  it('refuses a second school on the same data, in one line', async () => {
    const second = startTizhi(['up', '--demo'], place);
    expect(await second.ended).toBe(3);
    expect(second.output()).toContain('TIZHI_DATA_DIR_LOCKED');
    expect(second.output()).not.toMatch(/\n\s+at /);
  });

  it('stops cleanly on Ctrl-C, and the next start goes on with its data', async () => {
    const client = await teacher();
    const before = ResultsResponse.parse(await (await client.get('/api/results?limit=500')).json()).results;
    const { lessons } = LessonList.parse(await (await client.get('/api/lessons')).json());
    expect(await school.process.stop('SIGINT')).toBe(0);
    expect(school.process.output()).toContain('Stopped');

    school = await startSchoolProcess(['--demo'], place);
    const again = await teacher();
    const after = ResultsResponse.parse(await (await again.get('/api/results?limit=500')).json()).results;
    const attempts = new Set(after.map((result) => result.attempt));
    expect(before.length).toBeGreaterThan(0);
    expect(before.filter((result) => !attempts.has(result.attempt))).toEqual([]);
    expect(LessonList.parse(await (await again.get('/api/lessons')).json()).lessons[0]?.lesson).toBe(
      lessons[0]?.lesson,
    );
  });

  it('keeps the demo and a real school apart: its data are not served as a real school', async () => {
    await school.process.stop('SIGINT');
    const real = startTizhi(['up'], place);
    expect(await real.ended).toBe(2);
    expect(real.output()).toContain('TIZHI_SETTING_INVALID');
    expect(real.output()).toContain('DEMO school');
  });
});
