import { setImmediate } from 'node:timers/promises';
import type { Steps } from '@tizhi/analytics';

/** How long other work may have to wait for a part of this one, ms; one step more may come on top. */
const SLICE_MS = 8;

/** Runs work that can be put down, and lets everything else that is due come between. */
export async function unhurried<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const { done, value } = steps.next();
      if (done === true) return value;
    } while (performance.now() < until);
    await setImmediate();
  }
}
