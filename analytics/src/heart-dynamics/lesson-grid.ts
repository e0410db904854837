import type { Doubt, Instant } from '@tizhi/contracts';
import { STEP_S } from './curve.ts';

/** A lesson as the model sees it: effort and heart rate every {@link STEP_S} seconds. */
export interface GridLesson {
  /** 0 (standing) to 1 (the hardest a lesson asks for); up to 1.5. */
  readonly effort: readonly number[];
  /** `null`: nothing trusted was heard in these seconds. */
  readonly bpm: readonly (number | null)[];
}

interface Rate {
  readonly at: Instant;
  readonly bpm: number | null;
  readonly doubt: Doubt | null;
}

/**
 * Puts heart rates and efforts on the grid: the mean of the trusted rates in each step, and the effort that held
 * last (0 before the first). Both in the order of their times, ms.
 */
export function lessonGrid({
  rates,
  efforts,
  from,
  to,
}: {
  readonly rates: readonly Rate[];
  readonly efforts: readonly { readonly at: Instant; readonly effort: number }[];
  readonly from: Instant;
  readonly to: Instant;
}): GridLesson {
  const steps = Math.max(0, Math.floor((to - from) / (STEP_S * 1_000)));
  const sums = new Float64Array(steps);
  const counts = new Float64Array(steps);
  for (const { at, bpm, doubt } of rates) {
    const step = Math.floor((at - from) / (STEP_S * 1_000));
    if (bpm === null || doubt !== null || step < 0 || step >= steps) continue;
    sums[step] = (sums[step] ?? 0) + bpm;
    counts[step] = (counts[step] ?? 0) + 1;
  }
  let [next, held] = [0, 0];
  const effort = Array.from({ length: steps }, (_, step) => {
    const end = from + (step + 1) * STEP_S * 1_000;
    for (; (efforts[next]?.at ?? Number.POSITIVE_INFINITY) < end; next += 1)
      held = efforts[next]?.effort ?? 0;
    return held;
  });
  return {
    effort,
    bpm: Array.from(counts, (count, step) => (count === 0 ? null : (sums[step] ?? 0) / count)),
  };
}
