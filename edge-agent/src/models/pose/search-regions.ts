import { cornersOf, type Lane } from './lane.ts';
import type { Region } from './pose.ts';

/** What is so little longer than wide is one square. */
const NEARLY_SQUARE = 0.15;
/** A neighbour beyond the lane's sides, by this share of its width, is not looked at: arms reach so far. */
const BESIDE = 0.3;

/** Where to look for somebody in a whole frame: all of it as one square, and squares of its shorter side across it. */
export const frameRegions = (aspect: number): Region[] =>
  squaresOver({ left: 0, top: 0, right: aspect, bottom: 1 });

/**
 * Where to look for a lane's pupil, who stands in it with the feet and may reach beyond it with the rest: squares
 * over the lane, and over the lane and what is above it. What is beside the lane is black, because the detector
 * would take the neighbour.
 */
export function laneRegions(lane: Lane, aspect: number): Region[] {
  const corners = cornersOf(lane, aspect);
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const box = {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.min(1, Math.max(...ys) + FEET),
  };
  const clip = clipOf(lane, aspect);
  return [...squaresOver({ ...box, top: 0 }), ...(box.top > 0.2 ? squaresOver(box) : [])].map((region) => ({
    ...region,
    clip,
  }));
}

/** Toes are below ankles. */
const FEET = 0.05;

/** What is looked at for a lane, from left to right, in frame heights. */
export function clipOf(lane: Lane, aspect: number): { readonly left: number; readonly right: number } {
  const xs = cornersOf(lane, aspect).map(({ x }) => x);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const beside = BESIDE * (right - left);
  return { left: left - beside, right: right + beside };
}

function squaresOver(box: {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}): Region[] {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const whole = { x: box.left + (width - long) / 2, y: box.top + (height - long) / 2, side: long };
  const slack = long - short;
  if (slack < NEARLY_SQUARE * long) return [whole];
  const across = [0.5, 0, 1].map((share) =>
    width > height
      ? { x: box.left + share * slack, y: box.top, side: short }
      : { x: box.left, y: box.top + share * slack, side: short },
  );
  return [whole, ...across];
}
