/** A number at a school year, with its bounds where it is an estimate. */
export interface TrackPoint {
  /** Where it stands on the line of time, such as its school year. */
  readonly x: number;
  readonly label: string;
  /** `null`: not measured; the line has a gap there. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly kind: 'measured' | 'forecast';
  /** The value as it is written beside its dot. */
  readonly text: string;
}

export interface TrackLine {
  readonly value: number;
  readonly label: string;
  /** `crossed`: the line that a warning is about; `mark`: one to read by. */
  readonly kind: 'crossed' | 'mark';
}

export interface Track {
  readonly points: readonly TrackPoint[];
  readonly lines: readonly TrackLine[];
  /** Which end of the scale is drawn on top: for a run a shorter time is better, so it is `low`. */
  readonly top: 'high' | 'low';
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

export interface Dot extends TrackPoint {
  readonly cx: number;
  readonly cy: number | null;
  readonly bounds: { readonly y1: number; readonly y2: number } | null;
}

export interface TrackLayout {
  readonly dots: readonly Dot[];
  /** One path for each run of measured points without a gap. */
  readonly solid: readonly string[];
  /** From the last measured point through the forecasts; empty where there is none. */
  readonly dashed: string;
  /** What the forecasts' bounds enclose, opening from the last measured point. */
  readonly fan: string;
  readonly lines: readonly (TrackLine & { readonly y: number })[];
  readonly baseY: number;
}

/** Room for a value above a dot, a grade below the base, and half a label beside the first and last dot. */
const MARGIN = { top: 26, bottom: 24, side: 40, named: 84 } as const;

/** Where everything of a track lies in its box, px. */
export function trackLayout(track: Track, { width, height }: Box): TrackLayout {
  const { points, lines, top } = track;
  const numbers = [
    ...points.flatMap(({ value, low, high }) => [value, low, high]),
    ...lines.map(({ value }) => value),
  ].filter((value) => value !== null);
  const [least, most] = numbers.length === 0 ? [0, 1] : [Math.min(...numbers), Math.max(...numbers)];
  // A flat track lies in the middle, and a small change must not look like a storm.
  const spare = Math.max((most - least) * 0.08, Math.abs(most) * 0.02, 0.01);
  const [from, to] = [least - spare, most + spare];
  const baseY = height - MARGIN.bottom;
  const y = (value: number): number => {
    const share = (value - from) / (to - from);
    return round(MARGIN.top + (top === 'high' ? 1 - share : share) * (baseY - 8 - MARGIN.top));
  };
  const xs = points.map(({ x }) => x);
  const [firstX, lastX] = [Math.min(...xs), Math.max(...xs)];
  // Names of lines stand at the left: no dot lies on them.
  const left = lines.length === 0 ? MARGIN.side : MARGIN.named;
  const x = (at: number): number =>
    round(
      lastX === firstX
        ? (left + width - MARGIN.side) / 2
        : left + ((at - firstX) / (lastX - firstX)) * (width - left - MARGIN.side),
    );
  const dots = points.map(
    (point): Dot => ({
      ...point,
      cx: x(point.x),
      cy: point.value === null ? null : y(point.value),
      bounds: point.low === null || point.high === null ? null : { y1: y(point.high), y2: y(point.low) },
    }),
  );
  return {
    dots,
    ...pathsOf(dots),
    lines: lines.map((line) => ({ ...line, y: y(line.value) })),
    baseY,
  };
}

function pathsOf(dots: readonly Dot[]): Pick<TrackLayout, 'solid' | 'dashed' | 'fan'> {
  const measured = dots.filter(({ kind }) => kind === 'measured');
  const runs: Dot[][] = [[]];
  for (const dot of measured) {
    if (dot.cy === null) runs.push([]);
    else runs.at(-1)?.push(dot);
  }
  const start = measured.findLast(({ cy }) => cy !== null);
  const ahead = dots.filter(({ kind, cy }) => kind === 'forecast' && cy !== null);
  const bounded = ahead.flatMap(({ cx, bounds }) => (bounds === null ? [] : [{ cx, ...bounds }]));
  const through = start === undefined ? ahead : [start, ...ahead];
  return {
    solid: runs.filter((run) => run.length > 1).map(path),
    dashed: ahead.length === 0 || through.length < 2 ? '' : path(through),
    fan:
      start === undefined || bounded.length === 0
        ? ''
        : `M${start.cx} ${start.cy}${bounded.map(({ cx, y1 }) => `L${cx} ${y1}`).join('')}${bounded
            .toReversed()
            .map(({ cx, y2 }) => `L${cx} ${y2}`)
            .join('')}Z`,
  };
}

const path = (dots: readonly Dot[]): string =>
  dots.map(({ cx, cy }, n) => `${n === 0 ? 'M' : 'L'}${cx} ${cy}`).join('');

const round = (n: number): number => Math.round(n * 10) / 10;
