import { TizhiError } from '@tizhi/contracts';
import { expect, it } from 'vitest';
import { createLog } from './logger.ts';

const logged = (err: Error) => {
  let line = '';
  const write = (text: string): void => {
    line += text;
  };
  createLog('warn', { write }).child({ role: 'api' }).warn({ err }, 'trouble');
  return JSON.parse(line).err;
};

it('the log tells a foreseen failure in its sentence, without a stack', () => {
  const cause = new Error('connect ECONNREFUSED');
  const error = new TizhiError('TIZHI_STORE_UNAVAILABLE', { store: 'telemetry', problem: 'no' }, { cause });
  expect(logged(error)).toEqual({ code: 'TIZHI_STORE_UNAVAILABLE', message: error.message });
});

it('the log keeps the stack of what nobody foresaw', () => {
  expect(logged(new TypeError('x is undefined'))).toMatchObject({
    type: 'TypeError',
    stack: expect.stringContaining('logger.test'),
  });
});
