import type { Gap } from './evidence.ts';

/** A part of a lane, as the school wrote it down. */
export interface LanePiece {
  readonly gateway: string;
  readonly epoch: string;
  readonly fromSeq: number;
  readonly toSeq: number;
}
/** What was stored, and when it was heard; school time in epoch ms. */
export interface StoredPiece extends LanePiece {
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

const laneOf = ({ gateway, epoch }: LanePiece): string => `${gateway} ${epoch}`;

/** Puts each gap of a school's lane between the readings that were heard before and behind it. */
export function placed(gaps: readonly LanePiece[], stored: readonly StoredPiece[]): Gap[] {
  return gaps.map((gap) => {
    const { gateway, fromSeq, toSeq } = gap;
    const own = stored.filter((piece) => laneOf(piece) === laneOf(gap));
    const earlier = own.filter((piece) => piece.toSeq < fromSeq).map(({ lastAt }) => lastAt);
    const later = own.filter((piece) => piece.fromSeq > toSeq).map(({ firstAt }) => firstAt);
    return {
      gateway,
      messages: toSeq - fromSeq + 1,
      after: Math.max(...earlier.map((at) => at ?? Number.NEGATIVE_INFINITY)),
      before: Math.min(...later.map((at) => at ?? Number.POSITIVE_INFINITY)),
    };
  });
}

/** Where stored messages and gaps do not follow each other from 1, without a hole and without an overlap. */
export function untiled(lane: string, pieces: readonly LanePiece[]): string[] {
  const wrong: string[] = [];
  const next = new Map<string, number>();
  for (const piece of [...pieces].sort((a, b) => a.fromSeq - b.fromSeq)) {
    const { gateway, fromSeq, toSeq } = piece;
    const expected = next.get(laneOf(piece)) ?? 1;
    if (fromSeq !== expected)
      wrong.push(`the ${lane} lane of ${gateway} goes on at ${fromSeq}, not at ${expected}`);
    next.set(laneOf(piece), Math.max(expected, toSeq + 1));
  }
  return wrong;
}
