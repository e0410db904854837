import { main } from '../main.ts';

/** Runs one command line in this process: its exit code, and what it printed on both streams. */
export async function runTizhi(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
