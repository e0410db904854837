import type { Instant } from '@tizhi/contracts';

/** Numbers that were given to readings and stored by nobody, between two readings that are stored. */
export interface MissingNumbers {
  readonly fromN: number;
  readonly toN: number;
  /** Times of the stored readings before and after. */
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * A gateway's clock may be corrected by a little between two readings: the later one then bears the earlier
 * time. Readings whose times lie this close together may be out of the order of their numbers.
 */
const REORDER_MS = 5_000;

/**
 * Follows the numbers that one gateway gave to the readings of one device. Readings are taken in the order of
 * their times. A jump of the number is a loss; a number that does not fit the count is a count begun anew (the
 * gateway's outbox file was replaced).
 */
export function createNumberTrail() {
  let last: { readonly n: number; readonly at: Instant } | undefined;
  let missing: MissingNumbers[] = [];
  const restarts: Instant[] = [];

  /** The reading fills a hole that seemed to be there; true where it does. */
  const fills = (n: number, at: Instant): boolean => {
    const hole = missing.findLast((each) => each.fromN <= n && n <= each.toN);
    if (hole === undefined || at - hole.to > REORDER_MS) return false;
    const left = [
      { ...hole, toN: n - 1 },
      { ...hole, fromN: n + 1 },
    ].filter(({ fromN, toN }) => fromN <= toN);
    missing = missing.flatMap((each) => (each === hole ? left : [each]));
    return true;
  };

  return {
    take(n: number, at: Instant): void {
      if (last === undefined) {
        last = { n, at };
      } else if (n > last.n) {
        if (n > last.n + 1) missing.push({ fromN: last.n + 1, toN: n - 1, from: last.at, to: at });
        last = { n, at };
      } else if (!fills(n, at)) {
        restarts.push(at);
        last = { n, at };
      }
    },
    missing: (): readonly MissingNumbers[] => missing,
    restarts: (): readonly Instant[] => restarts,
  };
}
