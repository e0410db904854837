import { once } from 'node:events';
import { describeFailure, ERRORS, TizhiError } from '@tizhi/contracts';
import { Command, CommanderError } from 'commander';
import { commandsFor } from './commands/index.ts';
import type { Output } from './output.ts';

/** Runs one command line. Returns the exit code; never throws, never prints a stack trace. */
export async function main(
  args: readonly string[],
  output: Output = {
    out: (line) => console.log(line),
    err: (line) => console.error(line),
    async drained() {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
  },
): Promise<number> {
  const program = new Command('tizhi')
    .description(
      'School physical education and health: from the device to the score. 学校体育与健康：从设备到成绩。',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.out(text.trimEnd()),
      writeErr: (text) => output.err(text.trimEnd()),
    });
  for (const add of await commandsFor(args)) add(program, output);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return explain(error, output);
  }
}

function explain(error: unknown, output: Output): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed its line
  if (error instanceof TizhiError) {
    output.err(`${error.code}: ${describeFailure(error.failure, 'en')}`);
    output.err(describeFailure(error.failure, 'zh'));
    return ERRORS[error.code].exit;
  }
  output.err(`TIZHI_INTERNAL: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.TIZHI_DEBUG && error instanceof Error) output.err(error.stack ?? '');
  return 70;
}
