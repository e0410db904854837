import { type ChildProcess, spawn } from 'node:child_process';
import type { Logger } from 'pino';
import { type AlarmPort, plain } from './signal.ts';

/** Runs at once; past it a signal is given up and logged: the alarm repeats. */
const MOST_RUNNING = 4;
/** A program that hangs is ended. */
const LONGEST_MS = 10_000;

/** Runs a program for each signal: `COMMAND ring critical sudden-fall 12`. No shell reads the arguments. */
export function commandPort(command: readonly string[], log: Logger): AlarmPort {
  const [program = '', ...own] = command;
  const running = new Set<ChildProcess>();
  return {
    name: `command ${program}`,
    signal({ says, severity, rule, bib }) {
      if (running.size >= MOST_RUNNING) {
        log.error({ program }, 'the alarm command hangs; this ring was not given');
        return;
      }
      const child = spawn(program, [...own, says, severity, rule, plain(bib)], {
        stdio: 'ignore',
        timeout: LONGEST_MS,
        killSignal: 'SIGKILL',
      });
      running.add(child);
      const ended = (): void => void running.delete(child);
      child.once('error', (error) => {
        ended();
        log.error({ program, err: error }, 'the alarm command cannot be run');
      });
      child.once('exit', (code) => {
        ended();
        if (code !== 0) log.error({ program, code }, 'the alarm command failed');
      });
    },
    async stop() {
      for (const child of running) child.kill('SIGKILL');
    },
  };
}
