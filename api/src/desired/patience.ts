import type { OnlineStatus } from '@tizhi/contracts';

/** Versions that a gateway says it acts on. */
export type Taken = NonNullable<OnlineStatus['desired']>;

/**
 * A gateway speaks every 10 s and may speak just before a message reaches it: only one that is still behind after
 * two of its words is told again.
 */
export const PATIENCE_MS = 15_000;
/** Topics watched; a school has 1,000 gateways at most with two topics each. */
const MAX_WATCHED = 2_000;

/**
 * Notices that a topic's message never reached its gateway: a broker may lose anything, a retained message too
 * (DESIGN.md, law of the pipe). Times are of a clock that is never set, ms.
 */
export class Patience {
  readonly #behindSince = new Map<string, { readonly version: number; readonly at: number }>();

  /** True when the gateway must be told again; it is then given the same time once more. */
  exhausted(
    topic: string,
    seen: { readonly held: number; readonly taken: number; readonly at: number },
  ): boolean {
    if (seen.taken >= seen.held) {
      this.#behindSince.delete(topic);
      return false;
    }
    const since = this.#behindSince.get(topic);
    if (since === undefined || since.version !== seen.held) {
      if (since !== undefined || this.#behindSince.size < MAX_WATCHED)
        this.#behindSince.set(topic, { version: seen.held, at: seen.at });
      return false;
    }
    if (seen.at - since.at < PATIENCE_MS) return false;
    this.#behindSince.delete(topic);
    return true;
  }
}
