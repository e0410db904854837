import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { freePort, temporaryFolder } from '@tizhi/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runTizhi } from './run.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('tizhi grafana build', () => {
  it('writes the same bytes every time', async () => {
    const folder = temporaryFolder();
    try {
      const [one, two] = [join(folder.path, 'one'), join(folder.path, 'two')];
      expect((await runTizhi('grafana', 'build', '--out', one)).code).toBe(0);
      expect((await runTizhi('grafana', 'build', '--out', two)).code).toBe(0);
      expect(readdirSync(one)).toEqual(['tizhi-lesson.json']);
      const text = (place: string) => readFileSync(join(place, 'tizhi-lesson.json'), 'utf8');
      expect(text(one)).toBe(text(two));
      expect(JSON.parse(text(one))).toMatchObject({ uid: 'tizhi-lesson' });
    } finally {
      folder.remove();
    }
  });

  it('explains a folder that cannot be written', async () => {
    const { code, err } = await runTizhi('grafana', 'build', '--out', '/dev/null/x');
    expect(code).toBe(2);
    expect(err).toContain('TIZHI_USAGE');
  });
});

describe('tizhi grafana push', () => {
  const push = (...more: string[]) =>
    runTizhi('grafana', 'push', '--url', 'http://127.0.0.1:1', '--token', 'synthetic', ...more);

  it('needs a token, and an InfluxDB with its database', async () => {
    vi.stubEnv('TIZHI_INFLUX_URL', undefined);
    vi.stubEnv('TIZHI_GRAFANA_TOKEN', undefined);
    expect(await runTizhi('grafana', 'push', '--url', 'http://127.0.0.1:1')).toMatchObject({ code: 2 });
    expect((await push()).err).toContain('--influx-url');
    expect((await push('--influx-url', 'http://127.0.0.1:8086')).err).toContain('names no database');
    expect((await push('--influx-url', 'influx')).err).toContain('http or https');
  });

  it('says in two lines that nobody is there', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, err } = await runTizhi(
      ...['grafana', 'push', '--url', url, '--token', 'synthetic'],
      ...['--influx-url', 'http://127.0.0.1:8086/tizhi'],
    );
    expect(code).toBe(3);
    expect(err).toContain('TIZHI_GRAFANA_REFUSED');
    expect(err).toContain('ECONNREFUSED');
    expect(err.split('\n')).toHaveLength(2);
    expect(err).not.toContain('synthetic');
  });

  it('takes the InfluxDB apart and keeps the password out of everything visible', async () => {
    const bodies: Record<string, unknown>[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (request.method === 'POST') bodies.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(request.method === 'GET' ? 404 : 200).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    try {
      const { code, out } = await runTizhi(
        ...['grafana', 'push', '--url', `http://127.0.0.1:${port}/sub`, '--token', 'synthetic'],
        ...['--influx-url', 'http://reader:p%40ss@influxdb.example:8086/school%20one'],
      );
      expect(code).toBe(0);
      expect(out).toContain('data source 数据源: created');
      expect(bodies[1]).toMatchObject({
        url: 'http://influxdb.example:8086',
        user: 'reader',
        jsonData: { dbName: 'school one' },
        secureJsonData: { password: 'p@ss' },
      });
    } finally {
      server.close();
    }
  });
});

it('is listed in the help', async () => {
  expect((await runTizhi('grafana', '--help')).out).toMatch(/build[\s\S]*push/);
});
