/** Where a stream of server-sent events stands. Times are the page's own clock, ms. */
export type StreamState =
  /** The first attempt is under way. */
  | { readonly phase: 'connecting'; readonly since: number }
  | { readonly phase: 'live'; readonly heardAt: number }
  /** Lost (or never reached): `failures` attempts have failed since `since`. */
  | { readonly phase: 'lost'; readonly since: number; readonly failures: number };

export type StreamEvent =
  /** The server answered or sent something. */
  { readonly kind: 'heard'; readonly now: number } | { readonly kind: 'failed'; readonly now: number };

/** One step of the stream: pure, so that its tests need no network. */
export function streamStep(state: StreamState, event: StreamEvent): StreamState {
  switch (event.kind) {
    case 'heard':
      return { phase: 'live', heardAt: event.now };
    case 'failed':
      if (state.phase === 'lost') return { ...state, failures: state.failures + 1 };
      // What was last heard, not when we noticed: the page's numbers are that old.
      return { phase: 'lost', since: state.phase === 'live' ? state.heardAt : state.since, failures: 1 };
  }
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/**
 * How long to wait before the next attempt after `failures` (1 or more) in a row: doubles from half a
 * second to 15 s, of which half is chance (`chance` 0 to 1), so that 45 phones do not return in step when
 * the access point does.
 */
export function retryDelayMs(failures: number, chance: number): number {
  const full = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10));
  return Math.round(full * (0.5 + chance / 2));
}
