import { describe, expect, it } from 'vitest';
import { loadSettings } from './config.ts';

const load = (env: NodeJS.ProcessEnv) => loadSettings({ env });

describe('the setting trustProxy', () => {
  it.each([
    ['', false],
    ['false', false],
    ['127.0.0.1', '127.0.0.1'],
    ['loopback, 10.0.0.0/8', 'loopback, 10.0.0.0/8'],
    ['fd00::/8', 'fd00::/8'],
  ])('%j means %j', (value, expected) => {
    expect(load({ TIZHI_TRUST_PROXY: value }).trustProxy).toBe(expected);
  });

  it.each(['true', 'all', '10.0.0.0/33', '10.0.0.1/8/8', 'proxy.example', '127.0.0.1,'])(
    'refuses %j, which would believe more than named addresses, or nothing',
    (value) => {
      expect(() => load({ TIZHI_TRUST_PROXY: value })).toThrow(
        expect.objectContaining({ code: 'TIZHI_SETTING_INVALID' }),
      );
    },
  );
});

describe('the setting postgresUrl', () => {
  it.each([
    'postgres://tizhi:secret@127.0.0.1:5432/tizhi',
    'postgresql://tizhi@db/tizhi?sslmode=verify-full',
  ])('takes %s', (url) => expect(load({ TIZHI_POSTGRES_URL: url }).postgresUrl).toBe(url));

  it.each(['127.0.0.1:5432', 'http://tizhi:secret@127.0.0.1/tizhi', 'tizhi'])(
    'refuses %s, and does not repeat it',
    (url) => {
      const refused = expect.objectContaining({
        code: 'TIZHI_SETTING_INVALID',
        message: expect.not.stringContaining(url),
      });
      expect(() => load({ TIZHI_POSTGRES_URL: url })).toThrow(refused);
    },
  );
});
