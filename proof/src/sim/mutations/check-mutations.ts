import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MutationOutcome } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';

/** Seeds within which a bug must show itself. Most do within 10; two need a rare meeting of faults. */
const SEEDS = 1_000;

/** Runs every mutation (or those named) in a process of its own, some at a time. */
export async function checkMutations(options: {
  readonly names?: readonly string[];
  readonly workers: number;
}): Promise<readonly MutationOutcome[]> {
  const { names = [], workers } = options;
  const waiting = MUTATIONS.filter(({ name }) => names.length === 0 || names.includes(name));
  const outcomes: MutationOutcome[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      outcomes.push(await tryMutation(next.name));
  };
  await Promise.all(Array.from({ length: workers }, work));
  return MUTATIONS.flatMap(({ name }) => outcomes.filter((outcome) => outcome.name === name));
}

/** Seeds are lived until one shows the bug. */
export async function tryMutation(name: string): Promise<MutationOutcome> {
  const mutant = join(import.meta.dirname, 'mutant.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [mutant, name, String(SEEDS)]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as MutationOutcome;
}
