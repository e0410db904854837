import { quantile } from '../quantile.ts';

/** One landmark track: x, y (in the same units) and the detector's visibility at each frame. */
export interface TrackPoint {
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

/** What a detector's landmarks do beside following the body. Lengths as parts of the body's extent. */
export interface FittedNoise {
  /** Standard deviation of the tremble of a point in still parts, median and ninth decile over tracks. */
  readonly tremble: { readonly median: number; readonly high: number };
  /** Share of points below the threshold of sight, and how many frames they stay so, on average. */
  readonly unseen: number;
  readonly unseenFrames: number;
  /** Share of frames in which left and right of a pair change places for less than three frames. */
  readonly swaps: number;
}

/** A white tremble of deviation s makes a second difference of s * sqrt(6). */
const SECOND_DIFFERENCE = Math.sqrt(6);
/** Median absolute value of a normal variable, in deviations. */
const MEDIAN_TO_SD = 0.6745;
const SEEN = 0.5;

/**
 * Fits the few numbers of the simulator's detector to landmark sequences. `pairs` are indices of left and right
 * points. The tremble is told from second differences, which a moving limb hardly has from frame to frame; their
 * median ignores the few that it has.
 */
export function fitNoise(
  sequences: readonly (readonly (readonly TrackPoint[])[])[],
  pairs: readonly (readonly [number, number])[],
): FittedNoise {
  const trembles: number[] = [];
  const runs: number[] = [];
  let [points, unseen, swaps, pairFrames] = [0, 0, 0, 0];
  for (const frames of sequences) {
    const extent = extentOf(frames);
    const count = frames[0]?.length ?? 0;
    for (let p = 0; p < count && extent > 0; p++) {
      const track = frames.map((frame) => frame[p]).filter((point) => point !== undefined);
      const bends = track.slice(2).flatMap((point, n) => {
        const [a, b] = [track[n], track[n + 1]];
        return a === undefined || b === undefined ? [] : [point.x - 2 * b.x + a.x, point.y - 2 * b.y + a.y];
      });
      if (bends.length > 0)
        trembles.push(
          quantile(
            bends.map((bend) => Math.abs(bend)),
            0.5,
          ) /
            MEDIAN_TO_SD /
            SECOND_DIFFERENCE /
            extent,
        );
      let run = 0;
      for (const { score } of track) {
        points += 1;
        if (score < SEEN) {
          unseen += 1;
          run += 1;
        } else {
          if (run > 0) runs.push(run);
          run = 0;
        }
      }
      if (run > 0) runs.push(run);
    }
    for (const [left, right] of pairs) {
      pairFrames += frames.length;
      swaps += swapsOf(frames, left, right);
    }
  }
  return {
    tremble: { median: quantile(trembles, 0.5), high: quantile(trembles, 0.9) },
    unseen: points === 0 ? 0 : unseen / points,
    unseenFrames: runs.length === 0 ? 0 : runs.reduce((sum, run) => sum + run, 0) / runs.length,
    swaps: pairFrames === 0 ? 0 : swaps / pairFrames,
  };
}

/** Frames in which a pair is nearer to where the other one was, and lies wide enough apart for that to be told. */
function swapsOf(frames: readonly (readonly TrackPoint[])[], left: number, right: number): number {
  return frames.slice(1).filter((frame, n) => {
    const before = frames[n];
    const [l, r, bl, br] = [frame[left], frame[right], before?.[left], before?.[right]];
    if (l === undefined || r === undefined || bl === undefined || br === undefined) return false;
    const far = (a: TrackPoint, b: TrackPoint): number => Math.hypot(a.x - b.x, a.y - b.y);
    return far(l, r) > 0.02 && far(l, br) + far(r, bl) < 0.5 * (far(l, bl) + far(r, br));
  }).length;
}

function extentOf(frames: readonly (readonly TrackPoint[])[]): number {
  const sides = frames.map((frame) => {
    const [xs, ys] = [frame.map(({ x }) => x), frame.map(({ y }) => y)];
    return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  });
  return quantile(sides, 0.9);
}
