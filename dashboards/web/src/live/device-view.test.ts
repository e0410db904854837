import { describe, expect, it } from 'vitest';
import { frame, liveDevice, subject, tile } from '../samples/samples.ts';
import { coverageNow, deviceViews } from './device-view.ts';

const tiles = [1, 2, 3, 4].map((seat) => tile(seat));
const shown = {
  ...frame(100_000, tiles),
  devices: [
    liveDevice({ subject: subject(1), battery: 80 }),
    liveDevice({ subject: subject(2), battery: 20, signal: 'no_contact' }),
    liveDevice({ subject: subject(3), ageMs: null, signal: null }),
    liveDevice({ subject: subject(4), ageMs: 14_000, battery: 21 }),
  ],
};

describe('the table of devices', () => {
  it('puts first what needs a hand: silent, then stale, then a low battery, then by seat', () => {
    const views = deviceViews(shown, 0);
    expect(views.map(({ seat }) => seat)).toEqual([3, 4, 2, 1]);
    expect(views.map(({ isLow }) => isLow)).toEqual([false, false, true, false]);
    expect(views[0]).toMatchObject({ name: '虚构3', ageMs: null, freshness: 'silent', signal: null });
  });

  it('grows old without frames, and a silent device has no signal', () => {
    expect(deviceViews(shown, 1_500).find(({ seat }) => seat === 4)).toMatchObject({
      freshness: 'silent',
      ageMs: 15_500,
      signal: null,
      battery: 21,
    });
  });

  it('counts nobody as heard once the frame is older than the time it speaks of', () => {
    const coverage = { heard: 43, expected: 45, withinMs: 3_000 };
    expect(coverageNow(coverage, 3_000).heard).toBe(43);
    expect(coverageNow(coverage, 3_001)).toEqual({ heard: 0, expected: 45, withinMs: 3_000 });
  });
});
