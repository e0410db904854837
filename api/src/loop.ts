/** A task done again and again, never twice at once, that slows down while it fails. */
export interface Loop {
  /** Do it now instead of at the next turn. */
  wake(): void;
  /** Ends after the turn that is running. */
  stop(): Promise<void>;
}

/**
 * Runs `work` every `everyMs`; after a failure it waits twice as long each time, up to `slowestMs`, and
 * `failed` hears about it. Recovers by itself: one success and the pace is back.
 */
export function startLoop(options: {
  readonly everyMs: number;
  readonly slowestMs: number;
  readonly work: () => Promise<void>;
  readonly failed: (error: unknown, nextMs: number) => void;
}): Loop {
  let stopped = false;
  let woken = false;
  let endPause: () => void = () => undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (woken || stopped) return resolve();
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const running = (async () => {
    await Promise.resolve(); // the caller has its handle before the first turn
    let waitMs = options.everyMs;
    while (!stopped) {
      woken = false;
      try {
        await options.work();
        waitMs = options.everyMs;
      } catch (error) {
        waitMs = Math.min(waitMs * 2, options.slowestMs);
        if (!stopped) options.failed(error, waitMs);
      }
      await pause(waitMs);
    }
  })();

  return {
    wake() {
      woken = true;
      endPause();
    },
    async stop() {
      stopped = true;
      endPause();
      await running;
    },
  };
}
