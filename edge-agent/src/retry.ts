/** Waits between tries of a link: from `firstMs`, doubling, up to `maxMs`. */
export interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** Half fixed, half chance: a school's gateways do not all come back in the same instant after a power cut. */
export function backoffMs(context: {
  readonly backoff: Backoff;
  /** Failed tries so far, from 0. */
  readonly attempt: number;
  /** In [0, 1). */
  readonly random: () => number;
}): number {
  const { backoff, attempt, random } = context;
  const full = Math.min(backoff.maxMs, backoff.firstMs * 2 ** Math.min(attempt, 30));
  return full / 2 + (full / 2) * random();
}

/** Something open: a port, a socket, a broker connection. */
export interface Connection {
  /** Settles when it is gone, with the reason. */
  readonly closed: Promise<string>;
  close(): void | Promise<void>;
}

export interface LinkState {
  up: boolean;
  /** Times it came up. */
  connects: number;
  /** Tries that failed and connections that broke. */
  failures: number;
  /** Why it is down, in the words of the system. */
  problem: string | undefined;
}

export interface KeptLink {
  readonly state: Readonly<LinkState>;
  stop(): Promise<void>;
}

/**
 * Keeps a link open for ever: connects, waits for its end, waits a jittered back-off, connects again.
 * A connection that lasted longer than the longest wait starts the back-off anew.
 */
export function keepConnected(options: {
  /** Gives up at once when the signal aborts. */
  readonly connect: (signal: AbortSignal) => Promise<Connection>;
  readonly backoff: Backoff;
  readonly random: () => number;
  readonly onUp?: () => void;
  readonly onDown?: (problem: string, retryInMs: number) => void;
}): KeptLink {
  const { connect, backoff, random } = options;
  const state: LinkState = { up: false, connects: 0, failures: 0, problem: undefined };
  const stopping = new AbortController();
  let open: Connection | undefined;

  const once = async (): Promise<{ problem: string; lastedMs: number }> => {
    const startedAt = performance.now();
    try {
      open = await connect(stopping.signal);
    } catch (error) {
      return { problem: (error as Error).message, lastedMs: 0 };
    }
    if (stopping.signal.aborted) {
      await open.close();
      return { problem: 'stopped', lastedMs: 0 };
    }
    Object.assign(state, { up: true, connects: state.connects + 1, problem: undefined });
    const problem = await used(open, options.onUp);
    open = undefined;
    return { problem, lastedMs: performance.now() - startedAt };
  };

  const run = async (): Promise<void> => {
    let attempt = 0;
    while (!stopping.signal.aborted) {
      const { problem, lastedMs } = await once();
      Object.assign(state, { up: false, problem, failures: state.failures + 1 });
      if (stopping.signal.aborted) return;
      attempt = lastedMs > backoff.maxMs ? 0 : attempt;
      const waitMs = backoffMs({ backoff, attempt, random });
      attempt += 1;
      options.onDown?.(problem, waitMs);
      await pause(waitMs, stopping.signal);
    }
  };
  const running = run();
  return {
    state,
    async stop() {
      stopping.abort();
      await open?.close();
      await running;
    },
  };
}

/** Waits for the end; a failure in using the fresh connection ends it like any other. */
async function used(open: Connection, onUp: (() => void) | undefined): Promise<string> {
  try {
    onUp?.();
  } catch (error) {
    await open.close();
    return (error as Error).message;
  }
  return open.closed;
}

/** Waits, or returns early when told to stop. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
