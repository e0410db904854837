import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { createNotices } from './notices.ts';

describe('a notice', () => {
  it('is written once a minute for each kind of trouble, with how many were not', () => {
    const lines: { msg: string; alsoSinceLastLine?: number }[] = [];
    let now = 0;
    const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const notice = createNotices(log, () => now);
    for (let n = 0; n < 1000; n++) notice('one', { n }, 'one');
    notice('two', {}, 'two');
    now = 60_000;
    notice('one', {}, 'one');
    expect(lines.map(({ msg, alsoSinceLastLine }) => [msg, alsoSinceLastLine])).toEqual([
      ['one', undefined],
      ['two', undefined],
      ['one', 999],
    ]);
  });
});
