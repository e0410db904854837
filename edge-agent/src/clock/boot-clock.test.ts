import { BootId } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockStampOf, EARLIEST_AT, placeEarlierBoot, type Stamp } from './boot-clock.ts';

const BOOT = BootId.parse('boot-0');
const PRESENT_START = Date.UTC(2026, 8, 1, 8);
const KNOWN_UNTIL = PRESENT_START - 86_400_000;
const WINDOW = { knownUntil: KNOWN_UNTIL, presentStart: PRESENT_START };
const stampAt = (mono: number, base: number): Stamp => ({
  boot: BOOT,
  base,
  skewMs: 0,
  errorMs: null,
  at: Math.round(mono + base),
});

describe('messages of an earlier boot that never could ask', () => {
  it('keep their time where it can be true', () => {
    const base = KNOWN_UNTIL + 1_000;
    const clock = placeEarlierBoot({ boot: BOOT, firstMono: 0, lastMono: 5_000, lastBase: base }, WINDOW);
    expect(clockStampOf(stampAt(5_000, base), clock)).toEqual({ skewMs: 0, shiftMs: 0, errorMs: null });
  });

  it.each([
    ['1970', 0],
    ['before the last school time known', KNOWN_UNTIL - 1],
    ['in the future', PRESENT_START],
  ])('are moved to end at the present start where it is %s', (_, base) => {
    const span = { boot: BOOT, firstMono: 0, lastMono: 60_000, lastBase: base };
    const clock = placeEarlierBoot(span, WINDOW);
    const last = stampAt(60_000, base);
    const { shiftMs, errorMs } = clockStampOf(last, clock);
    expect(last.at + shiftMs).toBe(PRESENT_START);
    expect(errorMs).toBe(86_400_000);
  });

  it('keep their distances when the wall clock was set in between: its last word counts for all', () => {
    const [before, after] = [0, KNOWN_UNTIL + 3_600_000];
    const clock = placeEarlierBoot({ boot: BOOT, firstMono: 0, lastMono: 9_000, lastBase: after }, WINDOW);
    const at = (stamp: Stamp): number => stamp.at + clockStampOf(stamp, clock).shiftMs;
    expect(at(stampAt(9_000, after)) - at(stampAt(4_000, before))).toBe(5_000);
    expect(at(stampAt(9_000, after))).toBe(after + 9_000);
  });

  it('never lie after the present start, nor before anything of ours could run where nothing is known', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1e8, noNaN: true }),
        (base, firstMono, lasted) => {
          const lastMono = firstMono + lasted;
          const span = { boot: BOOT, firstMono, lastMono, lastBase: base };
          const clock = placeEarlierBoot(span, { knownUntil: 0, presentStart: PRESENT_START });
          const last = stampAt(lastMono, base);
          const at = last.at + clockStampOf(last, clock).shiftMs;
          expect(at).toBeLessThanOrEqual(PRESENT_START + 1);
          expect(at).toBeGreaterThanOrEqual(EARLIEST_AT - 1);
        },
      ),
    );
  });
});
