/** Set by `bin/launch.js`. Taken out of the environment: a program that this one starts has another parent. */
const launched = process.env.TIZHI_LAUNCHED !== undefined;
delete process.env.TIZHI_LAUNCHED;

/**
 * Calls `gone` once when the process that launched this one on its newer Node ends without it (`kill -9`). Who
 * stopped `tizhi` wants its data folder free. Keeps no process alive.
 */
export function whenLauncherGone(gone: () => void): void {
  if (!launched) return;
  if (!process.connected) {
    gone();
    return;
  }
  process.once('disconnect', gone);
  process.channel?.unref(); // listening alone would hold the process
}
