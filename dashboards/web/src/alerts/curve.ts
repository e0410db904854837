import type { AlertEvidence } from '@tizhi/contracts';

/** Where the curve of an alert's evidence lies in its drawing, in the drawing's own units. */
export interface Curve {
  /** A gap in what was heard is a gap in the line. */
  readonly line: string;
  /** Between the curve and the bottom; empty where the curve has gaps. */
  readonly area: string;
  /** `null`: the threshold is not on the scale of the curve (a fall, a share, a silence). */
  readonly ceilingY: number | null;
  readonly last: { readonly x: number; readonly y: number } | null;
}

export const CURVE = { width: 240, height: 72 } as const;
const MARGIN = 5;

/** What is drawn of an alert's evidence: points of one quantity and the line they are held against. */
export interface Drawn {
  readonly points: readonly { readonly at: number; readonly value: number | null }[];
  readonly threshold: number | null;
  /** The least span of the scale: a steady rate must not look like a storm. */
  readonly leastSpan: number;
}

export function drawnOf(evidence: AlertEvidence): Drawn {
  switch (evidence.kind) {
    case 'heart_rate_above':
      return {
        points: evidence.series.map(({ at, bpm }) => ({ at, value: bpm })),
        threshold: evidence.ceilingBpm,
        leastSpan: 30,
      };
    case 'acute_state': {
      const { quantity, threshold, series } = evidence;
      switch (quantity) {
        case 'heart_rate':
          return { points: series, threshold, leastSpan: 30 };
        case 'spo2':
          return { points: series, threshold, leastSpan: 8 };
        case 'body_temperature':
          return { points: series, threshold, leastSpan: 2 };
        case 'heart_rate_change':
        case 'rr_irregularity':
        case 'silence':
          return { points: series, threshold: null, leastSpan: 30 };
      }
    }
  }
}

/** The values from left to right by their times, on a scale that holds the threshold as well. */
export function curveOf({ points, threshold, leastSpan }: Drawn): Curve {
  const heard = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const marks = threshold === null ? heard : [...heard, threshold];
  const pad = leastSpan / 8;
  const top = marks.length === 0 ? leastSpan : Math.max(...marks) + pad;
  const bottom = Math.min(...marks.map((mark) => mark - 2 * pad), top - leastSpan);
  const y = (value: number): number =>
    round(MARGIN + ((top - value) / (top - bottom)) * (CURVE.height - 2 * MARGIN));
  const [from, to] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const x = (at: number): number =>
    round(
      to === from ? CURVE.width - MARGIN : MARGIN + ((at - from) / (to - from)) * (CURVE.width - 2 * MARGIN),
    );
  let line = '';
  let pen: 'up' | 'down' = 'up';
  let last: Curve['last'] = null;
  for (const { at, value } of points) {
    if (value === null) {
      pen = 'up';
      continue;
    }
    last = { x: x(at), y: y(value) };
    line += `${pen === 'up' ? 'M' : 'L'}${last.x} ${last.y}`;
    pen = 'down';
  }
  const whole = heard.length > 0 && heard.length === points.length;
  return {
    line,
    area:
      whole && last !== null
        ? `${line}L${last.x} ${CURVE.height}L${x(points[0]?.at ?? 0)} ${CURVE.height}Z`
        : '',
    ceilingY: threshold === null ? null : y(threshold),
    last,
  };
}

const round = (n: number): number => Math.round(n * 10) / 10;
