import { whenLauncherGone } from './launcher.ts';
import type { Running } from './roles.ts';

const SAME_SIGNAL_MS = 1_000;

/**
 * Holds the process until Ctrl-C or SIGTERM, then stops the parts in reverse order of their start, so
 * that nothing loses what it talks to. A second signal ends at once: what was not flushed waits in the
 * outbox for the next start. Under `npm start` one Ctrl-C arrives twice (from the terminal and from npm), so
 * a signal right behind the first is the same one. It stops too when what launched it is gone.
 */
export function untilStopped(parts: readonly Running[], goodbye: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let stoppingSince: number | undefined;
    const onSignal = (): void => {
      if (stoppingSince !== undefined) {
        if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(130);
        return;
      }
      stop();
    };
    const stop = (): void => {
      stoppingSince = performance.now();
      goodbye();
      stopAll(parts).then(resolve, reject);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    whenLauncherGone(() => {
      if (stoppingSince === undefined) stop();
    });
  });
}

/** Stops each part, last started first; the first failure is thrown once all were tried. */
export async function stopAll(parts: readonly Running[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of [...parts].reverse()) await part.stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
