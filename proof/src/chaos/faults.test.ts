import { seededRandom } from '@tizhi/edge-agent';
import { describe, expect, it } from 'vitest';
import { drawFault, type Fault } from './faults.ts';
import { SmallDisk } from './small-disk.ts';

const draw = (options: { seed: number; disk?: SmallDisk; longStops?: boolean }): Fault[] => {
  const random = seededRandom(options.seed);
  const part = { disk: options.disk };
  return Array.from({ length: 400 }, () => drawFault(random, { part, longStops: options.longStops ?? true }));
};
/** Never filled here: only its presence counts. */
const disk = Object.create(SmallDisk.prototype) as SmallDisk;

describe('faults', () => {
  it('are the same for the same seed', () => {
    expect(draw({ seed: 5, disk })).toEqual(draw({ seed: 5, disk }));
    expect(draw({ seed: 5, disk })).not.toEqual(draw({ seed: 6, disk }));
  });

  it('are of every kind, and stops sometimes outlast a keep-alive', () => {
    const faults = draw({ seed: 1, disk });
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['kill', 'stop', 'disk']));
    const stops = faults.flatMap((fault) => (fault.kind === 'stop' ? [fault.forMs] : []));
    expect(stops.some((ms) => ms > 22_500)).toBe(true);
    expect(stops.filter((ms) => ms <= 8_000).length).toBeGreaterThan(stops.length / 2);
  });

  it('leave out what cannot be: full disks without a disk, long stops in a short run', () => {
    expect(draw({ seed: 1 }).some(({ kind }) => kind === 'disk')).toBe(false);
    const short = draw({ seed: 1, disk, longStops: false });
    expect(short.every((fault) => fault.kind !== 'stop' || fault.forMs <= 8_000)).toBe(true);
  });
});
