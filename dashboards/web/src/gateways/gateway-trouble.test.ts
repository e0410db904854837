import { describe, expect, it } from 'vitest';
import { gateway } from '../samples/samples.ts';
import { clockState, isTroubled, queuedOf } from './gateway-trouble.ts';

describe("a gateway's clock", () => {
  it.each([
    [
      { skewMs: 0, errorMs: 12 },
      { kind: 'right', errorMs: 12 },
    ],
    [
      { skewMs: -2_000, errorMs: 12 },
      { kind: 'right', errorMs: 12 },
    ],
    [
      { skewMs: -3_780_000, errorMs: 12 },
      { kind: 'ahead', byMs: 3_780_000 },
    ],
    [
      { skewMs: 2_001, errorMs: 12 },
      { kind: 'behind', byMs: 2_001 },
    ],
    [{ skewMs: 0, errorMs: null }, { kind: 'unverified' }],
  ])('%o is %o', (clock, state) => {
    expect(clockState(clock)).toEqual(state);
  });
});

describe('a gateway', () => {
  const lanes = gateway().last?.lanes;
  if (lanes === undefined) throw new Error('the sample has told its state');

  it('is well while it is there, also with something on its way', () => {
    expect(isTroubled(gateway())).toBe(false);
    const busy = gateway({}, { lanes: { ...lanes, telemetry: { queued: 40, dropped: 0 } } });
    expect([isTroubled(busy), queuedOf(busy)]).toEqual([false, 40]);
  });

  it.each([
    ['is away', gateway({ online: false })],
    ['has said nothing', gateway({ last: null })],
    ['has a full disk', gateway({}, { diskFull: true })],
    ['found damage', gateway({}, { damaged: 1 })],
    ['gave telemetry up', gateway({}, { lanes: { ...lanes, telemetry: { queued: 0, dropped: 3 } } })],
    ['lacks a source', gateway({}, { sourcesUp: 1, sources: 2 })],
    ['has a wrong clock', gateway({}, { clock: { skewMs: 90_000, errorMs: 5 } })],
  ])('needs a look when it %s', (_what, view) => {
    expect(isTroubled(view)).toBe(true);
  });
});
