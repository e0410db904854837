import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelayMs, type StreamState, streamStep } from './stream-state.ts';

describe('a stream', () => {
  it('is live once heard, and lost since it was last heard', () => {
    let state: StreamState = { phase: 'connecting', since: 0 };
    state = streamStep(state, { kind: 'heard', now: 10 });
    state = streamStep(state, { kind: 'heard', now: 20 });
    expect(state).toEqual({ phase: 'live', heardAt: 20 });
    state = streamStep(state, { kind: 'failed', now: 10_020 });
    state = streamStep(state, { kind: 'failed', now: 12_000 });
    expect(state).toEqual({ phase: 'lost', since: 20, failures: 2 });
    expect(streamStep(state, { kind: 'heard', now: 13_000 })).toEqual({ phase: 'live', heardAt: 13_000 });
  });

  it('that never opened is lost since the page tried', () => {
    expect(streamStep({ phase: 'connecting', since: 5 }, { kind: 'failed', now: 900 })).toEqual({
      phase: 'lost',
      since: 5,
      failures: 1,
    });
  });

  it('retries after a quarter of a second to 15 s, never sooner with more failures', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, chance) => {
          const delay = retryDelayMs(failures, chance);
          expect(delay).toBeGreaterThanOrEqual(250);
          expect(delay).toBeLessThanOrEqual(15_000);
          expect(retryDelayMs(failures + 1, chance)).toBeGreaterThanOrEqual(delay);
        },
      ),
    );
  });
});
