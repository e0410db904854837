import { describe, expect, it } from 'vitest';
import { runTizhi } from './run.fixture.ts';

const simulate = (...args: readonly string[]) => runTizhi('simulate', 'device', ...args);

describe('tizhi simulate device', () => {
  it.each([
    [['scale/none', '--port', '/dev/null'], 'scale/none'],
    [['--port', '/dev/null'], 'name a device'],
    [['gatt/2a37', '--port', '/dev/null'], 'does not speak on a serial line'],
    [['scale/st-gs', '--port', '/dev/null', '--every', '0'], '--every'],
    [['scale/st-gs', '--port', '/dev/null', '--seed', '1.5'], '--seed'],
  ])('answers %j in one line and does nothing', async (args, said) => {
    const { code, out, err } = await simulate(...args);
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(out).toBe('');
  });

  it('says which port cannot be opened, and what to look at', async () => {
    const { code, err } = await simulate('scale/st-gs', '--port', '/nowhere/tty');
    expect(code).toBe(1);
    expect(err).toContain('/nowhere/tty');
  });
});
