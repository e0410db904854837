/** Pairs of COCO's 17 points that are joined to a figure. */
const BONES: readonly (readonly [number, number])[] = [
  [5, 6],
  [5, 7],
  [7, 9],
  [6, 8],
  [8, 10],
  [5, 11],
  [6, 12],
  [11, 12],
  [11, 13],
  [13, 15],
  [12, 14],
  [14, 16],
];
/** A point below this score (thousandths) is not seen; the counters' own limit. */
const SEEN = 250;

export interface Line {
  readonly key: string;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}
export interface FigureLines {
  readonly bones: readonly Line[];
  readonly joints: readonly { readonly key: string; readonly at: readonly [number, number] }[];
  /** Middle and radius of the head, where both ears, eyes or the nose and shoulders are seen. */
  readonly head: { readonly at: readonly [number, number]; readonly radius: number } | null;
}

/** A figure to draw from the points of a view, in thousandths of the picture's height. Unseen points draw nothing. */
export function figureLines(points: readonly number[]): FigureLines {
  const at = (n: number): readonly [number, number] => [points[n * 3] ?? 0, points[n * 3 + 1] ?? 0];
  const seen = (n: number): boolean => (points[n * 3 + 2] ?? 0) >= SEEN;
  const bones = BONES.filter(([a, b]) => seen(a) && seen(b)).map(([a, b]) => ({
    key: `${a}-${b}`,
    from: at(a),
    to: at(b),
  }));
  const joints = Array.from({ length: 12 }, (_, n) => n + 5)
    .filter(seen)
    .map((n) => ({ key: String(n), at: at(n) }));
  return { bones, joints, head: headOf({ at, seen }) };
}

function headOf({
  at,
  seen,
}: {
  readonly at: (n: number) => readonly [number, number];
  readonly seen: (n: number) => boolean;
}): FigureLines['head'] {
  const face = [0, 1, 2, 3, 4].filter(seen).map(at);
  const first = face[0];
  if (first === undefined || !seen(5) || !seen(6)) return null;
  const middle: readonly [number, number] = [
    face.reduce((sum, [x]) => sum + x, 0) / face.length,
    face.reduce((sum, [, y]) => sum + y, 0) / face.length,
  ];
  const [left, right] = [at(5), at(6)];
  const neck = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2] as const;
  const radius = Math.hypot(middle[0] - neck[0], middle[1] - neck[1]) * 0.5;
  return { at: middle, radius: Math.max(15, Math.min(90, radius)) };
}
