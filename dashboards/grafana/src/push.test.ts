import { TizhiError } from '@tizhi/contracts';
import { freePort } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FAKE_TOKEN, type FakeGrafana, startFakeGrafana } from './fake-grafana.ts';
import { type PushTarget, pushToGrafana } from './index.ts';

let grafana: FakeGrafana;
beforeEach(async () => {
  grafana = await startFakeGrafana();
});
afterEach(() => grafana.close());

const influx = { url: 'http://influxdb.school.example:8086', database: 'tizhi' };
const push = (change: Partial<PushTarget> = {}) =>
  pushToGrafana({ url: grafana.url, token: FAKE_TOKEN, influx, timeoutMs: 2000, ...change });
const refusal = (change: Partial<PushTarget> = {}) =>
  push(change).then(
    () => expect.fail('it should have been refused'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(TizhiError);
      return (error as TizhiError).failure;
    },
  );

describe('a push into an empty Grafana', () => {
  it('makes folder, data source and dashboard, in that order', async () => {
    expect(await push()).toEqual({
      folder: 'created',
      dataSource: 'created',
      dashboards: [{ uid: 'tizhi-lesson', change: 'created' }],
    });
    expect(grafana.writes).toEqual([
      'POST /api/folders 200',
      'POST /api/datasources 200',
      'POST /api/dashboards/db 200',
    ]);
    expect(grafana.dashboards.get('tizhi-lesson')?.folderUid).toBe('tizhi');
    expect(grafana.dataSources.get('tizhi-influx')?.body).toMatchObject({
      type: 'influxdb',
      access: 'proxy',
      url: influx.url,
      jsonData: { dbName: 'tizhi', version: 'InfluxQL' },
    });
  });

  it('takes an address with a slash at its end', async () => {
    expect((await push({ url: `${grafana.url}/` })).folder).toBe('created');
  });
});

describe('a second push', () => {
  it('changes nothing', async () => {
    await push();
    grafana.writes.length = 0;
    expect(await push()).toEqual({
      folder: 'unchanged',
      dataSource: 'unchanged',
      dashboards: [{ uid: 'tizhi-lesson', change: 'unchanged' }],
    });
    expect(grafana.writes).toEqual([]);
  });

  it('puts back what was changed by hand, and only that', async () => {
    await push();
    const folder = grafana.folders.get('tizhi');
    if (folder) folder.body.title = 'Something else';
    const dashboard = grafana.dashboards.get('tizhi-lesson');
    if (dashboard) Object.assign(dashboard, { body: { ...dashboard.body, panels: [] }, version: 5 });
    expect(await push()).toEqual({
      folder: 'updated',
      dataSource: 'unchanged',
      dashboards: [{ uid: 'tizhi-lesson', change: 'updated' }],
    });
    expect(grafana.dashboards.get('tizhi-lesson')?.version).toBe(6);
  });

  it('follows a moved InfluxDB and keeps what an administrator added', async () => {
    await push();
    const source = grafana.dataSources.get('tizhi-influx');
    if (source) Object.assign(source.body, { isDefault: true, jsonData: { tlsSkipVerify: true } });
    const moved = { ...influx, url: 'http://other.school.example:8086' };
    expect((await push({ influx: moved })).dataSource).toBe('updated');
    expect(grafana.dataSources.get('tizhi-influx')?.body).toMatchObject({
      url: moved.url,
      isDefault: true,
      jsonData: { tlsSkipVerify: true, dbName: 'tizhi' },
    });
  });

  it('writes a password once, and again only when asked to', async () => {
    const withPassword = { ...influx, user: 'reader', password: 'synthetic-password' };
    expect((await push({ influx: withPassword })).dataSource).toBe('created');
    expect((await push({ influx: withPassword })).dataSource).toBe('unchanged');
    const renewed = { ...withPassword, renewPassword: true };
    expect((await push({ influx: renewed })).dataSource).toBe('updated');
  });
});

describe('somebody else writes at the same time', () => {
  it('meets a version conflict by reading again', async () => {
    await push();
    const dashboard = grafana.dashboards.get('tizhi-lesson');
    if (dashboard) dashboard.body = { ...dashboard.body, title: 'Edited' };
    grafana.writes.length = 0;
    grafana.beforeWrite = () => {
      if (dashboard) dashboard.version += 1;
    };
    expect((await push()).dashboards).toEqual([{ uid: 'tizhi-lesson', change: 'updated' }]);
    expect(grafana.writes).toEqual(['POST /api/dashboards/db 412', 'POST /api/dashboards/db 200']);
  });

  it('finds the folder made between its reading and its writing', async () => {
    grafana.beforeWrite = () =>
      void grafana.folders.set('tizhi', { body: { title: '体质 Tizhi' }, version: 1 });
    expect((await push()).folder).toBe('unchanged');
    expect(grafana.writes[0]).toBe('POST /api/folders 409');
  });

  it('gives up on a name that another data source has, and says so', async () => {
    grafana.dataSources.set('theirs', { body: { name: 'Tizhi InfluxDB' }, version: 1 });
    const { code, params } = await refusal();
    expect(code).toBe('TIZHI_GRAFANA_REFUSED');
    expect(params.answer).toBe('409 (data source with the same name already exists)');
    expect(grafana.writes.filter((write) => write.startsWith('POST /api/datasources'))).toHaveLength(3);
  });
});

describe('a refusal says what to do', () => {
  it.each([
    [401, 'token'],
    [403, 'role Admin'],
    [404, 'address'],
    [302, 'address'],
    [429, 'Wait'],
    [500, 'log of Grafana'],
    [503, 'log of Grafana'],
  ])('%d', async (status, fix) => {
    grafana.broken = { status, body: '<html>a page</html>' };
    const { code, params } = await refusal();
    expect(code).toBe('TIZHI_GRAFANA_REFUSED');
    expect(String(params.fix)).toContain(fix);
    expect(String(params.fix)).toMatch(/\p{Script=Han}/u);
    expect(String(params.answer)).toBe(String(status));
  });

  it('a wrong token', async () => {
    const { params } = await refusal({ token: 'other' });
    expect(params.answer).toBe('401 (Invalid API key)');
    expect(JSON.stringify(params)).not.toContain('other');
  });

  it('an address where something else answers with a page', async () => {
    grafana.broken = { status: 200, body: '<html>Welcome to the router</html>' };
    expect(String((await refusal()).params.fix)).toContain('address');
  });

  it('a data source from a provisioning file', async () => {
    await push();
    const source = grafana.dataSources.get('tizhi-influx');
    if (source) Object.assign(source.body, { readOnly: true, url: 'http://elsewhere.example:8086' });
    expect((await refusal()).params.answer).toBe('403 (Cannot update read-only data source)');
  });

  it('nobody there, and nobody answering', async () => {
    const gone = await refusal({ url: `http://127.0.0.1:${await freePort()}` });
    expect(gone.params.answer).toBe('nothing (ECONNREFUSED)');
    grafana.broken = 'silent';
    expect((await refusal({ timeoutMs: 100 })).params.answer).toBe('nothing within 100 ms');
  });
});
