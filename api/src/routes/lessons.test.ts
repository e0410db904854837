import { randomUUID } from 'node:crypto';
import {
  type AlertBody,
  AlertsResponse,
  LessonList,
  LessonSummary,
  LiveFrame,
  type LiveTile,
  ProblemResponse,
  toHeartRateBlock,
  toReadingBlock,
} from '@tizhi/contracts';
import { eventually } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenStream } from '../fixtures/browser.ts';
import { GATEWAY, LESSON, SCHOOL, startSchool, strap, subject, type TestSchool } from '../fixtures/school.ts';

let school: TestSchool;
let cookie: string;
beforeAll(async () => {
  school = await startSchool();
  cookie = await school.signIn('teacher');
});
afterAll(() => school.close());

const nextFrame = async (stream: SeenStream): Promise<LiveFrame> => {
  const seen = await stream.next();
  expect(seen?.event).toBe('tiles');
  return LiveFrame.parse(seen?.data);
};
/** Reads frames until one satisfies the condition (the test's time limit ends it otherwise). */
const frameWhere = async (stream: SeenStream, isRight: (frame: LiveFrame) => boolean): Promise<LiveFrame> => {
  for (;;) {
    const frame = await nextFrame(stream);
    if (isRight(frame)) return frame;
  }
};
const tileOf = (frame: LiveFrame, seat: number): LiveTile | undefined =>
  frame.tiles.find((tile) => tile.subject === subject(seat));

const alertBody = (state: AlertBody['state'], alert: AlertBody['alert']): AlertBody => ({
  kind: 'alert',
  alert,
  rule: { id: 'sustained-heart-rate', version: 1 },
  state,
  severity: 'warning',
  from: school.now() - 20_000,
  at: school.now(),
  device: strap(2),
  subject: subject(2),
  lesson: LESSON,
  evidence: { kind: 'heart_rate_above', ceilingBpm: 190, maxBpm: 200, sustainedMs: 20_000, series: [] },
});
describe('lessons', () => {
  it('are listed with their class', async () => {
    const { lessons } = LessonList.parse(await (await school.get('/api/lessons', cookie)).json());
    expect(lessons).toEqual([
      expect.objectContaining({
        lesson: LESSON,
        className: '七年级1班',
        grade: '7',
        pupils: 6,
        endedAt: null,
      }),
    ]);
    const one = await school.get(`/api/lessons/${LESSON}`, cookie);
    expect(LessonSummary.parse(await one.json())).toEqual(lessons[0]);
  });

  it.each(['', '/live', '/alerts'])('refuse an unknown lesson (%s) and an id that is none', async (path) => {
    const unknown = await school.get(`/api/lessons/no-such-lesson${path}`, cookie);
    expect(unknown.status).toBe(404);
    const { code, zh } = ProblemResponse.parse(await unknown.json());
    expect([code, zh]).toEqual(['TIZHI_NOT_FOUND', '找不到这节课。']);
    const wrong = await school.get(`/api/lessons/Not_An_Id${path}`, cookie);
    expect(wrong.status).toBe(400);
    expect(ProblemResponse.parse(await wrong.json()).en).toContain('params.lesson');
  });
});

describe('the live page', () => {
  it('gets the whole class at once and then every second, in seat order', async () => {
    const stream = await school.stream(`/api/lessons/${LESSON}/live`, cookie);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    expect(stream.response.headers.get('x-content-type-options')).toBe('nosniff');
    const first = await nextFrame(stream);
    expect(first.tiles.map((tile) => tile.name)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((seat) => `合成学生${seat}`),
    );
    expect(tileOf(first, 6)).toMatchObject({ device: null, bpm: null, freshness: 'silent' });
    const began = performance.now();
    await nextFrame(stream);
    await nextFrame(stream);
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(900);
    expect(took).toBeLessThan(3_500);
    stream.close();
  });

  it('shows what a gateway sends, without waiting for a store', async () => {
    const stream = await school.stream(`/api/lessons/${LESSON}/live`, cookie);
    await nextFrame(stream);
    await eventually('the tile moves', async () => {
      const at = school.now();
      await school.hearts([
        { device: strap(1), at, bpm: 150 },
        { device: strap(2), at, bpm: 88, doubt: 'no_contact' },
      ]);
      return tileOf(await nextFrame(stream), 1)?.bpm === 150;
    });
    const frame = await frameWhere(stream, () => true);
    expect(frame.heard).toBe(2);
    expect(tileOf(frame, 1)).toMatchObject({ bpm: 150, zone: 3, freshness: 'fresh', device: strap(1) });
    expect(tileOf(frame, 2)).toMatchObject({ bpm: null, zone: null, doubt: 'no_contact' });
    stream.close();
  });

  it('tells of each device its battery as heard, and how many are heard', async () => {
    const reading = { kind: 'quantity' as const, quantity: 'battery' as const, value: 12, confidence: 1 };
    const block = toReadingBlock([
      { device: strap(5), at: school.now(), n: 1, deviceAt: null, reading: { ...reading, doubt: null } },
    ]);
    await school.broker.publish(`tizhi/1/${SCHOOL}/${GATEWAY}/live`, {
      ...{ sentAt: school.now(), body: { kind: 'telemetry', blocks: [block] } },
    });
    const stream = await school.stream(`/api/lessons/${LESSON}/live`, cookie);
    const frame = await frameWhere(stream, ({ devices }) => devices.some(({ battery }) => battery === 12));
    expect(frame.coverage).toMatchObject({ expected: 6, withinMs: 3_000 });
    expect(frame.coverage.heard).toBeGreaterThan(0);
    expect(tileOf(frame, 5)).toMatchObject({ bpm: null, freshness: 'silent' });
    stream.close();
  });

  it('is not moved by noise, other schools or broken messages', async () => {
    const at = school.now();
    await school.hearts([{ device: strap(3), at, bpm: 101 }]);
    const topic = `tizhi/1/${SCHOOL}/${GATEWAY}/live`;
    for (const noise of ['', '{', '[]', 'null', '{"sentAt":1}', 'x'.repeat(100_000)])
      await school.broker.publish(topic, noise);
    const later = {
      device: strap(3),
      at: at + 1,
      n: 2,
      deviceAt: null,
      bpm: 199,
      contact: 'detected' as const,
    };
    const block = toHeartRateBlock([{ ...later, energyKj: null, rrMs: [], confidence: 1, doubt: null }]);
    const body = { kind: 'telemetry', blocks: [block] };
    // Another school's live topic, and this school's lane: that is for the inbox.
    for (const elsewhere of ['other-school/gw/live', `${SCHOOL}/${GATEWAY}/up/telemetry`])
      await school.broker.publish(`tizhi/1/${elsewhere}`, { sentAt: at, body });
    await school.hearts([{ device: strap(4), at, bpm: 102 }]);
    const stream = await school.stream(`/api/lessons/${LESSON}/live`, cookie);
    const frame = await frameWhere(stream, (each) => tileOf(each, 4)?.bpm === 102);
    expect(tileOf(frame, 3)?.bpm).toBe(101);
    stream.close();
  });

  it('marks an alert while it lasts, and the list keeps it with its end', async () => {
    const alert = randomUUID() as AlertBody['alert'];
    const stream = await school.stream(`/api/lessons/${LESSON}/live`, cookie);
    const [raised, cleared] = [alertBody('raised', alert), alertBody('cleared', alert)];
    await school.alert(raised);
    await school.storeAlerts(raised);
    await frameWhere(stream, (frame) => tileOf(frame, 2)?.alert === true);
    const open = AlertsResponse.parse(
      await (await school.get(`/api/lessons/${LESSON}/alerts`, cookie)).json(),
    );
    expect(open.alerts).toEqual([
      expect.objectContaining({ alert, name: '合成学生2', seat: 2, clearedAt: null, severity: 'warning' }),
    ]);
    await school.alert(cleared);
    await school.storeAlerts(cleared);
    await frameWhere(stream, (frame) => tileOf(frame, 2)?.alert === false);
    const nurse = await school.signIn('nurse');
    const after = AlertsResponse.parse(
      await (await school.get(`/api/lessons/${LESSON}/alerts`, nurse)).json(),
    );
    expect(after.alerts[0]?.clearedAt).toBe(cleared.at);
    stream.close();
  });

  it('follows a change of bindings and names', async () => {
    const stream = await school.stream(`/api/lessons/${LESSON}/live`, cookie);
    expect(tileOf(await nextFrame(stream), 6)?.device).toBeNull();
    const before = await school.stores.records.lessons.bindings(LESSON);
    await school.stores.records.lessons.bind(LESSON, [
      ...before,
      { device: strap(6), subject: subject(6), from: school.now() - 1_000, to: null },
    ]);
    await frameWhere(stream, (frame) => tileOf(frame, 6)?.device === strap(6));
    await school.stores.records.lessons.bind(LESSON, before);
    stream.close();
  });

  it('is refused without a session, and ends when its session does', async () => {
    expect((await school.get(`/api/lessons/${LESSON}/live`)).status).toBe(401);
    const own = await school.signIn('nurse');
    const stream = await school.stream(`/api/lessons/${LESSON}/live`, own);
    await nextFrame(stream);
    await fetch(`${school.url}/api/session`, { method: 'DELETE', headers: { cookie: own } });
    while ((await stream.next()) !== undefined); // ends at the next heartbeat
    expect((await school.get('/api/session', own)).status).toBe(401);
  });

  it('has a limit for one account, and others still get in', async () => {
    const nurse = await school.signIn('nurse');
    const open = await Promise.all(
      Array.from({ length: 31 }, () => school.stream(`/api/lessons/${LESSON}/live`, nurse)),
    );
    const statuses = open.map((stream) => stream.response.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    const refused = open.find((stream) => stream.response.status !== 200);
    expect(refused?.response.status).toBe(503);
    expect(ProblemResponse.parse(await refused?.response.json()).code).toBe('TIZHI_TOO_MANY_STREAMS');
    const other = await school.stream(`/api/lessons/${LESSON}/live`, cookie);
    expect(other.response.status).toBe(200);
    for (const stream of [...open, other]) stream.close();
    await eventually('places are free again', async () => {
      const again = await school.stream(`/api/lessons/${LESSON}/live`, nurse);
      again.close();
      return again.response.status === 200;
    });
  });
});

describe('a restarted server', () => {
  it('knows the last seconds and the open alerts from the stores', async () => {
    const own = await startSchool();
    const at = own.now();
    await own.stores.telemetry.write([
      {
        school: SCHOOL,
        gateway: GATEWAY,
        clock: { skewMs: 0, shiftMs: 0, errorMs: 5 },
        body: {
          kind: 'telemetry',
          blocks: [
            {
              measurement: 'heart_rate',
              devices: [strap(5)],
              device: [0, 0],
              at: [at - 2_000, at - 1_000],
              n: [1, 2],
              bpm: [140, 141],
              contact: [2, 2],
              confidence: [1, 1],
            },
          ],
        },
      },
    ]);
    await own.restart();
    const stream = await own.stream(`/api/lessons/${LESSON}/live`, await own.signIn('teacher'));
    const frame = await nextFrame(stream);
    expect(tileOf(frame, 5)).toMatchObject({ bpm: 141, at: at - 1_000 });
    stream.close();
    await own.close();
  });

  it('ends open pages cleanly when it closes', async () => {
    const own = await startSchool();
    const stream = await own.stream(`/api/lessons/${LESSON}/live`, await own.signIn('teacher'));
    await nextFrame(stream);
    const began = performance.now();
    const closed = own.close();
    while ((await stream.next()) !== undefined);
    await closed;
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
