import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startProcess } from './process.ts';

const root = join(import.meta.dirname, '../..');

async function run(script: string, ...args: string[]) {
  const running = startProcess(process.execPath, [join(root, script), ...args], { cwd: root });
  return { code: await running.ended, output: running.output() };
}

describe('a script that people run by hand', { timeout: 60_000 }, () => {
  it.concurrent.each(['proof/src/sim/main.ts', 'bench/run.ts'])(
    '%s tells its options on --help',
    async (script) => {
      const { code, output } = await run(script, '--help');
      expect(code).toBe(0);
      expect(output).toMatch(/^npm run \S+ -- (?:\[GROUP\.\.\.\] )?\[options\]\n(?: {2}GROUP .*\n)? {2}--/);
    },
  );

  it.concurrent('refuses an option it does not know in a line, without a stack trace', async () => {
    const { code, output } = await run('proof/src/sim/main.ts', '--frog');
    expect(code).toBe(2);
    expect(output).toContain("'--frog'");
    expect(output).not.toMatch(/\n\s+at /);
  });

  it.concurrent('refuses a number that is none', async () => {
    const { code, output } = await run('proof/src/sim/main.ts', '--seed', 'abc');
    expect(code).toBe(2);
    expect(output).toBe('--seed takes a whole number from 0 on, not "abc"\n');
  });
});
