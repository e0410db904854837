import { describe, expect, it } from 'vitest';
import { describeFailure, TizhiError } from './errors.ts';
import { listenFailure } from './listen-failure.ts';

const place = { host: 'h', port: 443, hostSetting: 'TIZHI_HTTP_HOST', portSetting: 'TIZHI_HTTP_PORT' };
const failing = (code: string) => listenFailure(Object.assign(new Error('listen'), { code }), place);

describe('a server that cannot listen', () => {
  it.each([
    ['EADDRINUSE', 'TIZHI_PORT_IN_USE', 'TIZHI_HTTP_PORT'],
    ['EACCES', 'TIZHI_PORT_DENIED', 'TIZHI_HTTP_PORT'],
    ['EADDRNOTAVAIL', 'TIZHI_HOST_UNUSABLE', 'TIZHI_HTTP_HOST'],
    ['ENOTFOUND', 'TIZHI_HOST_UNUSABLE', 'TIZHI_HTTP_HOST'],
  ])('for %s says %s and which setting', (code, expected, setting) => {
    const error = failing(code);
    expect(error).toMatchObject({ code: expected });
    if (!(error instanceof TizhiError)) throw new Error('no failure');
    expect(describeFailure(error.failure, 'zh')).toContain(setting);
  });

  it('tells the reason in the language of the sentence', () => {
    const error = failing('ENOTFOUND');
    if (!(error instanceof TizhiError)) throw new Error('no failure');
    expect(describeFailure(error.failure, 'zh')).toContain('找不到这个主机名');
    expect(describeFailure(error.failure, 'en')).toContain('no machine of this name');
  });

  it('leaves another error as it is', () => {
    const other = new Error('other');
    expect(listenFailure(other, place)).toBe(other);
  });
});
