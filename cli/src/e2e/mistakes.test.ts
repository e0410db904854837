import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '@tizhi/broker';
import { freePort } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runTizhi } from '../commands/run.fixture.ts';

/** What whoever installs the product is likely to get wrong: each has one clear answer in both languages. */
describe('a mistake of installing', { timeout: 60_000 }, () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tizhi-mistakes-'));
    writeFileSync(path('file'), 'no key\n');
    vi.stubEnv('TIZHI_DATA_DIR', path('data'));
    vi.stubEnv('TIZHI_HTTP_PORT', String(await freePort()));
    vi.stubEnv('TIZHI_MQTT_PORT', String(await freePort()));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  const answerTo = async (command: string, env: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { code, err } = await runTizhi(command);
    const [english = '', chinese = '', ...more] = err.split('\n');
    expect(more).toEqual([]);
    expect(chinese).toMatch(/\p{Script=Han}/u);
    return { code, english, chinese };
  };

  it.each(['up', 'broker', 'ingest', 'api'])(
    '%s says that a data folder below a file cannot be made',
    async (command) => {
      const { code, english, chinese } = await answerTo(command, { TIZHI_DATA_DIR: path('file/data') });
      expect(code).toBe(3);
      expect(english).toMatch(/^TIZHI_FOLDER_UNUSABLE: .*TIZHI_DATA_DIR/);
      expect(chinese).toContain('文件夹');
    },
  );

  it('a data folder that is a file', async () => {
    const { english } = await answerTo('up', { TIZHI_DATA_DIR: path('file') });
    expect(english).toContain('TIZHI_FOLDER_UNUSABLE');
    expect(english).toContain('it is a file');
  });

  it('a data folder where none can be made is refused, not waited for', async () => {
    const { english } = await answerTo('up', { TIZHI_DATA_DIR: '/proc/nope/data' });
    expect(english).toContain('TIZHI_FOLDER_UNUSABLE');
  });

  it.each([
    ['TIZHI_MQTT_HOST', '192.0.2.1', '本机没有这个地址'],
    ['TIZHI_HTTP_HOST', '192.0.2.1', '本机没有这个地址'],
    ['TIZHI_MQTT_HOST', 'no-such-host.invalid', '主机名|域名服务器'],
  ])('%s=%s', async (name, value, reason) => {
    const { code, english, chinese } = await answerTo('up', { [name]: value });
    expect(code).toBe(3);
    expect(english).toMatch(new RegExp(`^TIZHI_HOST_UNUSABLE: .*${name}`));
    expect(chinese).toMatch(new RegExp(reason));
  });

  it('a key file that holds no key', async () => {
    const tls = { TIZHI_MQTT_TLS_KEY_FILE: path('file'), TIZHI_MQTT_TLS_CERT_FILE: path('file') };
    const { english, chinese } = await answerTo('broker', tls);
    expect(english).toContain('TIZHI_FILE_FORMAT');
    expect(chinese).toContain('私钥');
  });

  it('a certificate of another key', async () => {
    const [one, other] = [createAuthority('one', Date.now()), createAuthority('other', Date.now())];
    writeFileSync(path('key'), one.key);
    writeFileSync(path('cert'), other.cert);
    const tls = { TIZHI_MQTT_TLS_KEY_FILE: path('key'), TIZHI_MQTT_TLS_CERT_FILE: path('cert') };
    const { english } = await answerTo('broker', tls);
    expect(english).toMatch(/TIZHI_FILE_FORMAT: .*another key/);
  });

  it('one port for pages and broker', async () => {
    const port = String(await freePort());
    const { code, english } = await answerTo('up', { TIZHI_HTTP_PORT: port, TIZHI_MQTT_PORT: port });
    expect(code).toBe(2);
    expect(english).toMatch(/TIZHI_SETTING_INVALID: TIZHI_HTTP_PORT.*TIZHI_MQTT_PORT is the same/);
  });
});
