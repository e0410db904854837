import { temporaryFolder } from '@tizhi/testing';
import { expect } from 'vitest';
import { reportOf } from './report.ts';
import { type ChaosOptions, isClean, runChaos } from './run-chaos.ts';

/** A run of chaos from a seed that is printed; where it is not clean its logs are kept and the report is the reason. */
export async function expectClean(
  options: Pick<ChaosOptions, 'broker' | 'store' | 'faults' | 'victims'>,
): Promise<void> {
  const folder = temporaryFolder();
  const seed = Math.floor(Math.random() * 1_000_000);
  const lines: string[] = [];
  const outcome = await runChaos({
    ...options,
    seed,
    folder: folder.path,
    say: (line) => lines.push(line),
  }).catch((error: unknown) => {
    throw new Error(`seed ${seed}, logs in ${folder.path}\n${lines.join('\n')}`, { cause: error });
  });
  const report = `seed ${seed}, logs in ${folder.path}\n${lines.join('\n')}\n${reportOf(outcome)}`;
  expect(isClean(outcome), report).toBe(true);
  // A run in which nothing was sent or nothing happened would prove nothing.
  const { result, telemetry } = outcome.verdict.lanes;
  expect(result.stored, report).toBeGreaterThan(options.faults * 5);
  expect(telemetry.stored, report).toBeGreaterThan(options.faults * 10);
  const counts = [...outcome.faults.values()];
  const done = counts.reduce((sum, { kill, stop, disk }) => sum + kill + stop + disk, 0);
  expect(done).toBe(options.faults);
  for (const what of outcome.notTested) console.warn(`NOT TESTED: ${what}`);
  folder.remove();
}
