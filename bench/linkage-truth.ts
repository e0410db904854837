/** How links compare with who the rows really are, over pairs of rows. */
export interface LinkVerdict {
  readonly precision: number;
  readonly recall: number;
  readonly wrongPairs: number;
  readonly truePairs: number;
}

/** Rows of one group are said to be one person. */
export function judgeLinks(groups: Int32Array, truth: readonly number[]): LinkVerdict {
  const pairsOf = (count: number) => (count * (count - 1)) / 2;
  const sizes = (keys: Iterable<number>): Map<number, number> => {
    const counted = new Map<number, number>();
    for (const key of keys) counted.set(key, (counted.get(key) ?? 0) + 1);
    return counted;
  };
  const sum = (counts: Map<number, number>) => [...counts.values()].reduce((all, n) => all + pairsOf(n), 0);
  const said = sum(sizes(groups));
  const truePairs = sum(sizes(truth));
  // A pair is right where group and truth agree: one number stands for both.
  const right = sum(
    sizes(Array.from(groups, (group, row) => (group + 2 ** 24) * 2 ** 25 + (truth[row] ?? 0))),
  );
  return { precision: right / said, recall: right / truePairs, wrongPairs: said - right, truePairs };
}

/** What the review queue holds: its mean probability should be its share of true pairs. */
export function judgeReview(
  review: readonly { readonly a: number; readonly b: number; readonly probability: number }[],
  truth: readonly number[],
): { readonly pairs: number; readonly meanProbability: number; readonly shareTrue: number } {
  const right = review.filter(({ a, b }) => truth[a] === truth[b]).length;
  const mean = review.reduce((all, { probability }) => all + probability, 0) / Math.max(1, review.length);
  return { pairs: review.length, meanProbability: mean, shareTrue: right / Math.max(1, review.length) };
}
