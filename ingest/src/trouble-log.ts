import type { Logger } from 'pino';

/** The same trouble is said again after so long: an outage of hours must not fill a disk with its log. */
const AGAIN_MS = 60_000;
/** Kinds of trouble remembered; beyond it the counting starts anew. */
const MOST_KINDS = 100;

/** Says what failed in a store, once a minute for each kind, with the number of times since. */
export function createTroubleLog(log: Logger): (doing: string, error: unknown) => void {
  const kinds = new Map<string, { saidAt: number; times: number }>();
  return (doing, error) => {
    const problem = error instanceof Error ? error.message : String(error);
    const now = performance.now();
    const known = kinds.get(`${doing}: ${problem}`) ?? { saidAt: Number.NEGATIVE_INFINITY, times: 0 };
    known.times += 1;
    if (now - known.saidAt >= AGAIN_MS) {
      log.warn({ doing, problem, times: known.times }, 'store failed, will retry');
      known.saidAt = now;
      known.times = 0;
    }
    if (kinds.size >= MOST_KINDS) kinds.clear();
    kinds.set(`${doing}: ${problem}`, known);
  };
}
