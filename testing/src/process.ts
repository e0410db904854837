import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Sends a signal and waits for the end. Does nothing when it has ended. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  readonly ended: Promise<number | null>;
}

const OUTPUT_KEPT = 200_000;

/**
 * Starts a program whose life the test owns; it is killed when the test process goes. What it prints is kept
 * in memory, or appended to the file `log`.
 */
export function startProcess(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly log?: string } = {},
): RunningProcess {
  const { log } = options;
  const file = log === undefined ? undefined : openSync(log, 'a');
  const child: ChildProcess = spawn(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, ...options.env },
    stdio: ['ignore', file ?? 'pipe', file ?? 'pipe'],
  });
  if (file !== undefined) closeSync(file);
  let text = '';
  const collect = (chunk: Buffer): void => {
    text = (text + chunk.toString('utf8')).slice(-OUTPUT_KEPT);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', (error) => {
      text += String(error);
      resolve(-1);
    });
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  void ended.then(() => process.off('exit', kill));
  return {
    pid: child.pid ?? -1,
    output: () => (log === undefined ? text : readFileSync(log, 'utf8').slice(-OUTPUT_KEPT)),
    ended,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
}
