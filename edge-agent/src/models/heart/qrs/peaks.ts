/** A place that may be a beat. */
export interface Candidate {
  /** Sample at `QRS_FS`. */
  readonly at: number;
  /** Above 0: speaks for a beat; in steps of about one to one in natural logarithm of the odds. */
  readonly score: number;
  /** 0-1: how well it looks like this person's beat. */
  readonly likeness: number;
}

/** Peaks of `x` that are the highest within `around` samples and above `least(i)`. */
export function peaksOf(x: Float64Array, around: number, least: (i: number) => number): number[] {
  const peaks: number[] = [];
  for (let i = 1; i + 1 < x.length; i += 1) {
    const v = x[i] as number;
    if (v < least(i) || v < (x[i - 1] as number) || v <= (x[i + 1] as number)) continue;
    let highest = true;
    for (let j = Math.max(0, i - around); j <= i + around && j < x.length && highest; j += 1)
      if ((x[j] as number) > v) highest = false;
    if (highest) peaks.push(i);
  }
  return peaks;
}
