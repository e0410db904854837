import { describe, expect, it } from 'vitest';
import { pourNoise } from './line-noise.ts';
import { serialDevices } from './serial/index.ts';

/** mulberry32, seeded: the same noise in every run. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const MiB = 1024 * 1024;
/** Two frames of the longest of these devices. */
const MOST_HELD = 512;

describe('noise on a serial line', () => {
  it('a megabyte over all devices: little is held, and the next good frame but one is read', () => {
    const share = Math.ceil(MiB / serialDevices.length);
    const borne = serialDevices.map((definition, i) =>
      pourNoise(definition, { bytes: share, random: seeded(i + 1) }),
    );
    expect(borne.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThanOrEqual(MiB);
    for (const { id, mostPending, goodRead, goodSent } of borne) {
      expect(mostPending, id).toBeLessThanOrEqual(MOST_HELD);
      expect(goodRead, id).toBeGreaterThanOrEqual(goodSent - 1);
    }
  });

  it('says the same twice', () => {
    const [first] = serialDevices;
    if (first === undefined) throw new Error('no device');
    const once = () => pourNoise(first, { bytes: 50_000, random: seeded(9) });
    expect(once()).toEqual(once());
  });
});
