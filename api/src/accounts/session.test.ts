import { ProblemResponse, Session } from '@tizhi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, SCHOOL, startSchool, type TestSchool } from '../fixtures/school.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await startSchool();
});
afterAll(() => school.close());

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${school.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const problem = async (response: Response): Promise<ProblemResponse> =>
  ProblemResponse.parse(await response.json());

describe('signing in', () => {
  it('opens a session that lasts, with a cookie that no script reads and no other site sends', async () => {
    const response = await post({ username: 'teacher', password: PASSWORD });
    expect(response.status).toBe(200);
    expect(Session.parse(await response.json())).toMatchObject({
      username: 'teacher',
      role: 'teacher',
      school: SCHOOL,
      schoolName: '合成实验学校',
      demo: true,
    });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^tizhi_session=[A-Za-z0-9_-]{43}; /); // 256 bits
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).toContain('Path=/');
    expect(cookie).toContain('Max-Age=43200');
    expect(cookie).not.toContain('Secure'); // plain http
    const again = await school.get('/api/session', cookie.split(';')[0]);
    expect(Session.parse(await again.json()).displayName).toBe('合成teacher');
    expect(again.headers.get('cache-control')).toBe('no-store');
  });

  it('ends on signing out: the cookie is taken back and the token is worth nothing', async () => {
    const cookie = await school.signIn('nurse');
    const out = await fetch(`${school.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^tizhi_session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await school.get('/api/session', cookie)).status).toBe(401);
    expect((await fetch(`${school.url}/api/session`, { method: 'DELETE' })).status).toBe(204);
  });

  it('closes the session that the browser had before', async () => {
    const before = await school.signIn('nurse');
    await post({ username: 'admin', password: PASSWORD }, { cookie: before });
    expect((await school.get('/api/session', before)).status).toBe(401);
  });

  it('is refused the same way for a wrong password and an unknown name', async () => {
    const [wrong, unknown] = await Promise.all([
      post({ username: 'teacher', password: 'not it' }),
      post({ username: 'nobody', password: 'not it' }),
    ]);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await problem(wrong)).toEqual(await problem(unknown));
    expect(wrong.headers.get('set-cookie')).toBeNull();
  });

  it('leaves a trace in the audit: who, what, and nothing of a person', async () => {
    await post({ username: 'nobody-of-note', password: 'not it' });
    const cookie = await school.signIn('admin');
    await fetch(`${school.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    const notes = await school.stores.records.audit.latest(3);
    expect(notes.map(({ account, action }) => [account, action])).toEqual([
      ['acc-admin', 'session.closed'],
      ['acc-admin', 'session.opened'],
      [null, 'session.refused'],
    ]);
    expect(JSON.stringify(notes)).not.toContain('nobody-of-note');
  });

  it('names the field that is wrong, in both languages, and not its value', async () => {
    const response = await post({ username: '', password: 'secret-secret' });
    expect(response.status).toBe(400);
    const { code, en, zh } = await problem(response);
    expect(code).toBe('TIZHI_REQUEST_INVALID');
    expect(en).toContain('body.username');
    expect(zh).toContain('body.username');
    expect(zh).toMatch(/数值过小/);
    expect(en + zh).not.toContain('secret-secret');
  });

  it.each([
    ['broken JSON', 'application/json', '{"username"', 400],
    ['another media type', 'text/plain', 'hello', 415],
    ['too much', 'application/json', JSON.stringify({ username: 'x'.repeat(70_000) }), 413],
  ])('refuses %s', async (_what, type, body, status) => {
    const response = await fetch(`${school.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(response.status).toBe(status);
    expect((await problem(response)).code).toBe('TIZHI_REQUEST_INVALID');
  });

  it.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ["another site's form without an origin", { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_what, headers) => {
    const response = await post(
      { username: 'teacher', password: PASSWORD },
      headers as Record<string, string>,
    );
    expect(response.status).toBe(403);
    expect((await problem(response)).code).toBe('TIZHI_CROSS_ORIGIN');
  });

  it('takes a page of its own', async () => {
    const response = await post({ username: 'teacher', password: PASSWORD }, { origin: school.url });
    expect(response.status).toBe(200);
  });
});

describe('a session', () => {
  it('ends after twelve hours', async () => {
    const own = await startSchool();
    const cookie = await own.signIn('teacher');
    own.pass(12 * 3_600_000 - 5_000);
    expect((await own.get('/api/session', cookie)).status).toBe(200);
    own.pass(6_000);
    const late = await own.get('/api/session', cookie);
    expect(late.status).toBe(401);
    expect((await problem(late)).code).toBe('TIZHI_UNAUTHENTICATED');
    await own.close();
  });

  it('has a Secure cookie where the school says https only, or a trusted proxy says https', async () => {
    const always = await startSchool({ secureCookie: true });
    const proxied = await startSchool({ trustProxy: true });
    const signIn = (url: string) =>
      fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
        body: JSON.stringify({ username: 'teacher', password: PASSWORD }),
      });
    const cookieOf = async (url: string) => (await signIn(url)).headers.get('set-cookie') ?? '';
    expect(await cookieOf(always.url)).toContain('Secure');
    expect(await cookieOf(proxied.url)).toContain('Secure');
    expect(await cookieOf(school.url)).not.toContain('Secure'); // nobody trusts that header here
    await always.close();
    await proxied.close();
  });
});

describe('guessing', () => {
  it('is stopped after ten attempts at one name, with the time to wait, while others still sign in', async () => {
    const own = await startSchool();
    const guess = (username: string, password: string) =>
      fetch(`${own.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      });
    for (let i = 0; i < 10; i += 1) expect((await guess('Teacher', `guess ${i}`)).status).toBe(401);
    const stopped = await guess('teacher', PASSWORD);
    expect(stopped.status).toBe(429);
    expect((await problem(stopped)).code).toBe('TIZHI_RATE_LIMITED');
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(200);
    expect((await guess('nurse', PASSWORD)).status).toBe(200);
    await own.close();
  });
});
