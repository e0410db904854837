import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { serialOf, verifySecret } from '@tizhi/broker';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAccess } from '../run/access.ts';
import { runTizhi } from './run.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, 'data');
  vi.stubEnv('TIZHI_DATA_DIR', dataDir);
  vi.stubEnv('TIZHI_SCHOOL', 'no-3');
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

const run = (...args: string[]) => runTizhi('gateway', ...args);
const account = () => readAccess(dataDir).clients[0];
const certify = async (): Promise<string> => {
  expect(await run('add', 'gym', '--certificate', '--replace', '--out', folder.path)).toMatchObject({
    code: 0,
  });
  return readFileSync(join(folder.path, 'gym.crt'), 'utf8');
};

describe('tizhi gateway add', () => {
  it('prints a password once and keeps its hash only', async () => {
    const { out } = await run('add', 'gym');
    const password = /password: (\S+)/.exec(out)?.[1] ?? '';
    expect(out).toContain('username: no-3.gym');
    expect(await verifySecret(password, account()?.passwordHash ?? '')).toBe(true);
    expect(readFileSync(join(dataDir, 'broker-clients.json'), 'utf8')).not.toContain(password);
  });

  it("--certificate writes a certificate by the school's own authority, and a key that only its owner reads", async () => {
    const cert = new X509Certificate(await certify());
    const ca = new X509Certificate(readAccess(dataDir).clientCa ?? '');
    expect(cert.verify(ca.publicKey)).toBe(true);
    expect(cert.subjectAltName).toBe('URI:tizhi:no-3/gym');
    for (const file of [join(folder.path, 'gym.key'), join(dataDir, 'gateway-ca.key')]) {
      expect(statSync(file).mode & 0o077).toBe(0);
    }
    expect(account()).toMatchObject({ certificates: [cert.serialNumber] });
    expect(account()?.passwordHash).toBeUndefined();
  });

  it('keeps one authority, and the password beside the certificates', async () => {
    await run('add', 'gym');
    const first = await certify();
    const authority = readAccess(dataDir).clientCa;
    const second = await certify();
    expect(readAccess(dataDir).clientCa).toBe(authority);
    expect(account()).toMatchObject({ certificates: [serialOf(first), serialOf(second)] });
    expect(account()?.passwordHash).toBeDefined();
  });

  it('names the address of the broker, and never an account in it', async () => {
    expect((await run('add', 'gym')).out).toContain(
      'broker:\n  url: mqtt://127.0.0.1:1883\n  username: no-3.gym',
    );
    vi.stubEnv('TIZHI_MQTT_URL', 'mqtts://u:secret@broker.example:8883');
    const { out } = await run('add', 'field');
    expect(out).toContain('  url: mqtts://broker.example:8883\n');
    expect(out).not.toContain('secret');
  });

  it('replaces no password unless it is told to', async () => {
    await run('add', 'gym');
    const before = account();
    const again = await run('add', 'gym');
    expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('TIZHI_WOULD_REPLACE') });
    expect(again.err).toContain('--replace：旧密码立即失效');
    expect(account()).toEqual(before);
    expect(await run('add', 'gym', '--replace')).toMatchObject({ code: 0 });
    expect(account()?.passwordHash).not.toBe(before?.passwordHash);
  });

  it('overwrites no key file unless it is told to, and then issues nothing', async () => {
    const first = await certify();
    const again = await run('add', 'gym', '--certificate', '--out', folder.path);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('gym.crt already') });
    expect(readFileSync(join(folder.path, 'gym.crt'), 'utf8')).toBe(first);
    expect(account()?.certificates).toEqual([serialOf(first)]);
  });

  it('refuses a name that cannot be in a topic', async () => {
    expect(await run('add', 'Gym 1')).toMatchObject({ code: 2, err: expect.stringContaining('TIZHI_USAGE') });
  });
});

describe('tizhi gateway revoke', () => {
  it('takes the account away and puts every certificate of it on the list', async () => {
    const serials = [serialOf(await certify()), serialOf(await certify())];
    expect((await run('list')).out).toBe('gym  certificates 证书: 2');
    expect(await run('revoke', 'gym')).toMatchObject({ code: 0 });
    expect((await run('list')).out).toBe('');
    expect(readAccess(dataDir)).toMatchObject({ clients: [], revokedCertificates: serials });
  });

  it('leaves them on the list when the gateway is admitted again', async () => {
    const lost = serialOf(await certify());
    await run('revoke', 'gym');
    const fresh = serialOf(await certify());
    expect(readAccess(dataDir).revokedCertificates).toEqual([lost]);
    expect(account()).toMatchObject({ certificates: [fresh] });
  });

  it('says so where there is no such gateway', async () => {
    expect(await run('revoke', 'gym')).toMatchObject({
      code: 1,
      err: expect.stringContaining('TIZHI_NOT_FOUND'),
    });
    expect(existsSync(join(dataDir, 'revoked-certificates.json'))).toBe(false);
  });
});
