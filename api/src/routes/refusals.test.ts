import { type AddressInfo, createServer } from 'node:net';
import {
  AboutResponse,
  Epoch,
  GatewayId,
  GatewaysResponse,
  HealthResponse,
  InboxResponse,
  ProblemResponse,
  type Role,
  TizhiError,
} from '@tizhi/contracts';
import { eventually } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GATEWAY, LESSON, SCHOOL, startSchool, type TestSchool } from '../fixtures/school.ts';

let school: TestSchool;
const cookies = new Map<Role, string>();
beforeAll(async () => {
  school = await startSchool();
  for (const role of ['teacher', 'nurse', 'admin'] as const) cookies.set(role, await school.signIn(role));
});
afterAll(() => school.close());

const codeOf = async (response: Response): Promise<string> =>
  ProblemResponse.parse(await response.json()).code;

const GUARDED = [
  ['/api/lessons', ['teacher', 'nurse', 'admin']],
  [`/api/lessons/${LESSON}`, ['teacher', 'nurse', 'admin']],
  [`/api/lessons/${LESSON}/live`, ['teacher', 'nurse', 'admin']],
  [`/api/lessons/${LESSON}/alerts`, ['teacher', 'nurse', 'admin']],
  [`/api/lessons/${LESSON}/certificate`, ['teacher', 'nurse', 'admin']],
  [`/api/lessons/${LESSON}/load?purpose=teaching`, ['teacher', 'nurse']],
  [`/api/lessons/${LESSON}/pupils`, ['teacher', 'nurse', 'admin']],
  ['/api/results', ['teacher', 'nurse', 'admin']],
  ['/api/results/stream', ['teacher', 'nurse', 'admin']],
  ['/api/alerts/stream', ['teacher', 'nurse', 'admin']],
  ['/api/gateways', ['teacher', 'admin']],
  ['/api/inbox', ['admin']],
  ['/api/session', ['teacher', 'nurse', 'admin']],
] as const;

describe.each(GUARDED)('%s', (path, allowed) => {
  it.each([undefined, 'tizhi_session=', 'tizhi_session=made-up', 'other=1'])(
    'is refused to nobody (cookie %s)',
    async (cookie) => {
      const response = await school.get(path, cookie);
      expect(response.status).toBe(401);
      expect(await codeOf(response)).toBe('TIZHI_UNAUTHENTICATED');
    },
  );

  it.each(['teacher', 'nurse', 'admin'] as const)('knows whether a %s may', async (role) => {
    const abort = new AbortController();
    const response = await fetch(`${school.url}${path}`, {
      headers: { cookie: cookies.get(role) ?? '' },
      signal: abort.signal,
    });
    expect(response.status).toBe((allowed as readonly Role[]).includes(role) ? 200 : 403);
    if (response.status === 403) expect(await codeOf(response)).toBe('TIZHI_FORBIDDEN');
    abort.abort();
  });
});

describe('an address that is none', () => {
  it.each([
    ['GET', '/api'],
    ['GET', '/api/nothing'],
    ['POST', '/api/lessons'],
    ['DELETE', '/api/results'],
    ['POST', '/'],
  ])('%s %s is a 404 in both languages', async (method, path) => {
    const response = await fetch(`${school.url}${path}`, { method });
    expect(response.status).toBe(404);
    const { code, zh, en } = ProblemResponse.parse(await response.json());
    expect([code, zh, en]).toEqual(['TIZHI_NOT_FOUND', '找不到这个接口。', 'There is no such route.']);
  });

  it('says so where the pages are not built', async () => {
    const response = await school.get('/');
    expect(response.status).toBe(404);
    expect(await codeOf(response)).toBe('TIZHI_NOT_FOUND');
  });
});

describe('about', () => {
  it('tells anybody the name of the school, and whether it is a demo', async () => {
    const response = await school.get('/api/about');
    expect(response.status).toBe(200);
    expect(AboutResponse.parse(await response.json())).toMatchObject({ demo: expect.any(Boolean) });
  });
});

describe('health', () => {
  it('is open to anybody', async () => {
    const response = await school.get('/api/health');
    expect(response.status).toBe(200);
    expect(HealthResponse.parse(await response.json())).toEqual({
      status: 'ok',
      version: '0.1.0',
      roles: ['api'],
      stores: { telemetry: { kind: 'sqlite', ok: true }, records: { kind: 'sqlite', ok: true } },
    });
  });

  it('is degraded, and still 200, while a store does not answer', async () => {
    const { telemetry } = school.stores;
    const own = await startSchool({ telemetry: { ...telemetry, kind: 'influx', ping: async () => false } });
    const response = await own.get('/api/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 'degraded',
      stores: { telemetry: { kind: 'influx', ok: false }, records: { ok: true } },
    });
    await own.close();
  });
});

describe('trouble inside', () => {
  it('gives the client a reference that is in the log, and no detail', async () => {
    const { records } = school.stores;
    const own = await startSchool();
    await own.restart({
      records: {
        ...own.stores.records,
        lessons: {
          ...records.lessons,
          list: () => Promise.reject(new Error('secret detail of the inside')),
        },
      },
    });
    const response = await own.get('/api/lessons', await own.signIn('teacher'));
    expect(response.status).toBe(500);
    const text = await response.text();
    const { code, en } = ProblemResponse.parse(JSON.parse(text));
    expect(code).toBe('TIZHI_INTERNAL');
    expect(text).not.toMatch(/secret|stack|\.ts/);
    const reference = /reference (\w{8})/.exec(en)?.[1] ?? 'none';
    const line = own.logged.find((each) => each.includes(reference)) ?? '';
    expect(line).toContain('secret detail of the inside');
    expect(line).toContain('/api/lessons');
    await own.close();
  });

  it('is a 503 with its own code where a store is down', async () => {
    const own = await startSchool();
    await own.restart({
      records: {
        ...own.stores.records,
        gateways: () =>
          Promise.reject(new TizhiError('TIZHI_STORE_UNAVAILABLE', { store: 'records', problem: 'gone' })),
      },
    });
    const response = await own.get('/api/gateways', await own.signIn('teacher'));
    expect(response.status).toBe(503);
    expect(await codeOf(response)).toBe('TIZHI_STORE_UNAVAILABLE');
    await own.close();
  });

  it('never writes a name or a password into the log', () => {
    expect(school.logged.join('\n')).not.toMatch(/合成|SYNTHETIC|synthetic-password/);
  });
});

describe('a port that is taken', () => {
  it('is a clear error that names the setting', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    await expect(school.restart({ port })).rejects.toMatchObject({
      code: 'TIZHI_PORT_IN_USE',
      failure: { params: { port, setting: 'TIZHI_HTTP_PORT' } },
    });
    await new Promise((resolve) => taken.close(resolve));
    await school.restart();
  });
});

describe('gateways', () => {
  const views = async () => {
    const response = await school.get('/api/gateways', cookies.get('admin'));
    return GatewaysResponse.parse(await response.json()).gateways;
  };

  it('are shown as their births say, and gone by their last will or by silence', async () => {
    const other = GatewayId.parse('gw-hall');
    await school.birth(GATEWAY, {
      diskFull: true,
      damaged: 7,
      clock: { skewMs: -3_780_000, errorMs: 12 },
    });
    await school.birth(other);
    await eventually('both are there', async () => (await views()).length === 2);
    expect((await views())[0]).toMatchObject({
      gateway: GATEWAY,
      online: true,
      last: {
        lanes: { result: { queued: 1, dropped: 0 }, telemetry: { queued: 2, dropped: 3 } },
        sourcesUp: 4,
        sources: 5,
        rejected: 6,
        diskFull: true,
        damaged: 7,
        clock: { skewMs: -3_780_000, errorMs: 12 },
      },
    });
    await school.broker.publish(`tizhi/1/sch-test/${GATEWAY}/status`, {
      state: 'offline',
      epoch: crypto.randomUUID(),
    });
    await eventually('the will is heard', async () => (await views())[0]?.online === false);
    expect(
      (await views()).map((view) => [view.gateway, view.online, view.last?.lanes.telemetry.queued]),
    ).toEqual([
      [GATEWAY, false, 2],
      [other, true, 2],
    ]);
    school.pass(31_000);
    expect((await views()).map((view) => view.online)).toEqual([false, false]);
  });

  it('show an admin what the inbox could not store, without its contents', async () => {
    const lane = {
      school: SCHOOL,
      gateway: GATEWAY,
      epoch: Epoch.parse(crypto.randomUUID()),
      lane: 'telemetry' as const,
    };
    await school.stores.records.inbox.commit({
      marks: [],
      attempts: [],
      alerts: [],
      segments: [],
      deadLetters: [
        {
          key: lane,
          seq: 9,
          topic: 'tizhi/1/sch-test/gw-field/up/telemetry',
          reason: 'body.kind: invalid',
          payload: new TextEncoder().encode('{"secret":1}'),
          at: 5,
        },
      ],
      gaps: [{ ...lane, fromSeq: 3, toSeq: 8, at: 4 }],
    });
    const response = await school.get('/api/inbox', cookies.get('admin'));
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect(InboxResponse.parse(JSON.parse(text))).toEqual({
      deadLetters: [
        { gateway: GATEWAY, lane: 'telemetry', seq: 9, reason: 'body.kind: invalid', bytes: 12, at: 5 },
      ],
      gaps: [{ gateway: GATEWAY, lane: 'telemetry', fromSeq: 3, toSeq: 8, at: 4 }],
    });
  });
});
