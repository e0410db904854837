import type { HeartRateEvidence } from '@tizhi/contracts';

/** Where the curve of an alert's evidence lies in its drawing, in the drawing's own units. */
export interface Curve {
  readonly line: string;
  /** Between the curve and the bottom. */
  readonly area: string;
  readonly ceilingY: number;
  readonly last: { readonly x: number; readonly y: number } | null;
}

export const CURVE = { width: 240, height: 72 } as const;
const MARGIN = 5;
/** The least span of the scale, bpm: a steady rate must not look like a storm. */
const LEAST_BPM = 30;

/** The heart rates from left to right by their times, on a scale that holds the ceiling as well. */
export function curveOf({ series, ceilingBpm, maxBpm }: HeartRateEvidence): Curve {
  const rates = series.map(({ bpm }) => bpm);
  const top = Math.max(ceilingBpm, maxBpm, ...rates) + 4;
  const bottom = Math.min(ceilingBpm - 10, top - LEAST_BPM, ...rates);
  const y = (bpm: number): number =>
    round(MARGIN + ((top - bpm) / (top - bottom)) * (CURVE.height - 2 * MARGIN));
  const [from, to] = [series[0]?.at ?? 0, series.at(-1)?.at ?? 0];
  const x = (at: number): number =>
    round(
      to === from ? CURVE.width - MARGIN : MARGIN + ((at - from) / (to - from)) * (CURVE.width - 2 * MARGIN),
    );
  const points = series.map(({ at, bpm }) => ({ x: x(at), y: y(bpm) }));
  const line = points.map((point, n) => `${n === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('');
  const [first, last] = [points[0], points.at(-1)];
  return {
    line,
    area:
      first === undefined || last === undefined
        ? ''
        : `${line}L${last.x} ${CURVE.height}L${first.x} ${CURVE.height}Z`,
    ceilingY: y(ceilingBpm),
    last: last ?? null,
  };
}

const round = (n: number): number => Math.round(n * 10) / 10;
