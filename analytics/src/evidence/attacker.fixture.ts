/** A sum over unknown counts that a report gives away. */
export interface Equation {
  readonly of: readonly number[];
  readonly is: number;
}

/** A basis of everything that follows from the equations by adding and subtracting multiples of them. */
export interface Known {
  /** Whether the sum over these unknowns follows. */
  follows(of: readonly number[]): boolean;
}

const NOTHING = 1e-7;

/** Somebody who solves the linear system of everything that was published. */
export function attacker(equations: readonly { readonly of: readonly number[] }[], unknowns: number): Known {
  const basis: { readonly pivot: number; readonly row: Float64Array }[] = [];
  const reduced = (of: readonly number[]): Float64Array => {
    const row = new Float64Array(unknowns);
    for (const at of of) row[at] = 1;
    for (const known of basis) {
      const factor = row[known.pivot] ?? 0;
      if (Math.abs(factor) < NOTHING) continue;
      for (let at = 0; at < unknowns; at++) row[at] = (row[at] ?? 0) - factor * (known.row[at] ?? 0);
    }
    return row;
  };
  for (const { of } of equations) {
    const row = reduced(of);
    const pivot = row.reduce(
      (best, value, at) => (Math.abs(value) > Math.abs(row[best] ?? 0) ? at : best),
      0,
    );
    const value = row[pivot] ?? 0;
    if (Math.abs(value) < NOTHING) continue;
    basis.push({ pivot, row: row.map((each) => each / value) });
  }
  return { follows: (of) => reduced(of).every((value) => Math.abs(value) < NOTHING) };
}

/**
 * Unknowns that are certain because a count is never below 0: bounds drawn tighter, equation by equation, until
 * nothing changes.
 */
export function certain(equations: readonly Equation[], unknowns: number): readonly boolean[] {
  const low = new Float64Array(unknowns);
  const high = new Float64Array(unknowns).fill(Number.POSITIVE_INFINITY);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { of, is } of equations)
      for (const at of of) {
        const others = of.filter((other) => other !== at);
        const least = is - others.reduce((sum, other) => sum + (high[other] ?? 0), 0);
        const most = is - others.reduce((sum, other) => sum + (low[other] ?? 0), 0);
        if (least > (low[at] ?? 0)) [low[at], changed] = [least, true];
        if (most < (high[at] ?? 0)) [high[at], changed] = [most, true];
      }
  }
  return Array.from(low, (least, at) => least === high[at]);
}
