/** The golden ratio's fraction: moments that never fall into step with a timer of the system under test. */
const GOLDEN = 0.618_033_988_749_895;

/**
 * Runs `act` for 0 .. `count` - 1, each `everyMs` after the one before, shifted within that time so that the
 * moments meet every phase of the system's own timers. `act` is given its intended moment (monotonic ms):
 * latencies count from there, also where this process was late. `signal` ends it early.
 */
export async function atIntendedTimes(
  {
    count,
    everyMs,
    signal,
  }: { readonly count: number; readonly everyMs: number; readonly signal?: AbortSignal },
  act: (index: number, intended: number) => void,
): Promise<void> {
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    const intended = start + (index + ((index * GOLDEN) % 1)) * everyMs;
    const waitMs = intended - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (signal?.aborted) return;
    act(index, intended);
  }
}
