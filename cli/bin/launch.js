import { spawn } from 'node:child_process';

/**
 * Runs this command line again on another Node and ends as it ends. The channel between the two carries
 * nothing: that it closes tells the child that this process is gone, however it went (`src/run/launcher.ts`).
 * Plain JavaScript, for the machine's own Node.
 */
export function launch(node, file, args) {
  const child = spawn(node, [file, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TIZHI_LAUNCHED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
