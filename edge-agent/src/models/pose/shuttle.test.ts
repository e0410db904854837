import { describe, expect, it } from 'vitest';
import { CHILD } from './eval/clean-film.ts';
import { ahead, filmOnFloor, matOf } from './eval/floor.ts';
import { countOf } from './eval/judge.ts';
import { walk } from './eval/other-movements.ts';
import type { View } from './eval/skeleton.ts';
import { matFrom } from './mat.ts';

/** A lane of ten metres, so that a picture shows it all from the side. */
const LANE = 10;
const VIEW: View = { azimuth: 90, height: 3, distance: 12, target: [5, 0.5, 0], scale: 0.09 };
const found = matFrom(
  matOf(
    VIEW,
    [
      [0, -1],
      [0, 1],
      [LANE, -1],
      [LANE, 1],
    ],
    LANE * 100,
  ),
);
const mat = 'mat' in found ? found.mat : null;
const SPEED = 2.5;
const manner = { arms: 0.5, legs: 0.5, depth: 0.5, width: 0.5 };

/** Stands a metre behind the line for a second, then runs so many legs, each turned so many metres before its line. */
const film = ({ legs = 8, short = () => 0 }: { legs?: number; short?: (leg: number) => number }) => {
  const ends = Array.from({ length: legs }, (_, n) => (n % 2 === 0 ? LANE - short(n) : short(n)));
  ends[legs - 1] = legs % 2 === 0 ? -1.5 : LANE;
  const place = (t: number): number => {
    let [left, at] = [Math.max(0, t - 1) * SPEED, -1];
    for (const end of ends) {
      const way = Math.abs(end - at);
      if (left <= way) return at + Math.sign(end - at) * left;
      left -= way;
      at = end;
    }
    return at;
  };
  const body = (t: number) => ahead(walk({ size: CHILD, manner, effort: 0, turn: 1.4 * t }), place(t));
  return filmOnFloor({ view: VIEW, seconds: (legs * LANE + 4) / SPEED + 2, fps: 15, body });
};

describe('a shuttle run over a calibrated lane', () => {
  it('has eight legs with their times, from line to line', () => {
    const { count, reps, abstained } = countOf('shuttle_50m_x8', film({}), mat);
    expect({ count, abstained }).toEqual({ count: 8, abstained: [] });
    expect(reps.map(({ leg }) => leg?.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { leg } of reps) expect(Math.abs((leg?.seconds ?? 0) - LANE / SPEED)).toBeLessThan(0.35);
    expect(Math.abs((reps[7]?.leg?.totalSeconds ?? 0) - (8 * LANE) / SPEED)).toBeLessThan(0.3);
  });

  it('names the leg that is turned before its line', () => {
    const { count, reps } = countOf('shuttle_50m_x8', film({ short: (leg) => (leg === 2 ? 1.2 : 0) }), mat);
    expect(count).toBe(7);
    expect(reps.flatMap(({ fouls }, n) => fouls.map((foul) => [n + 1, foul]))).toEqual([
      [3, 'turn_short_of_line'],
    ]);
  });

  it('is not over before its eighth leg', () => {
    expect(countOf('shuttle_50m_x8', film({ legs: 4 }), mat).count).toBe(3);
  });

  it('is not counted without a calibration, and that is said', () => {
    const { count, abstained } = countOf('shuttle_50m_x8', film({}));
    expect(count).toBe(0);
    expect(abstained).toEqual([expect.objectContaining({ because: 'no_calibration' })]);
  });
});
