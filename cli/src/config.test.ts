import { describeFailure, TizhiError } from '@tizhi/contracts';
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

describe('a variable of the environment', () => {
  it.each([
    ['TIZHI_HTP_PORT', 'TIZHI_HTTP_PORT'],
    ['TIZHI_HTTPPORT', 'TIZHI_HTTP_PORT'],
    ['TIZHI_DATADIR', 'TIZHI_DATA_DIR'],
    ['TIZHI_INFLUXURL', 'TIZHI_INFLUX_URL'],
  ])('%s is refused: %s was meant', (setting, meant) => {
    expect(() => load({ [setting]: '1' })).toThrow(
      expect.objectContaining({
        code: 'TIZHI_SETTING_UNKNOWN',
        failure: expect.objectContaining({ params: { setting, meant } }),
      }),
    );
  });

  it.each(['TIZHI_GRAFANA_TOKEN', 'TIZHI_DEBUG', 'TIZHI_SERVICE_HOST', 'TIZHI_PORT_8080_TCP', 'HTTP_PORT'])(
    "%s is somebody else's and left alone",
    (name) => {
      expect(load({ [name]: '1' }).httpPort).toBe(8080);
    },
  );

  it('that is no number is told in the language of the sentence', () => {
    let caught: unknown;
    try {
      load({ TIZHI_HTTP_PORT: 'abc' });
    } catch (error) {
      caught = error;
    }
    if (!(caught instanceof TizhiError)) throw new Error('not refused');
    expect(describeFailure(caught.failure, 'zh')).not.toMatch(/[a-z]{4,} [a-z]{3,}/);
    expect(describeFailure(caught.failure, 'en')).not.toMatch(/\p{Script=Han}/u);
  });
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
