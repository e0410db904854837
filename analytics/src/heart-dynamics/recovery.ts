import { STEP_S } from './curve.ts';
import type { GridLesson } from './lesson-grid.ts';

/** Seconds after the end of an effort at which the drop is read. */
const AFTER_S = 60;
/** An effort at least this hard, held this long, s, and followed by this little for a minute, is one to recover from. */
const HARD = 0.6;
const HELD_S = 60;
const EASY = 0.3;
/** Standard deviation of a 5 s mean of a strap's rate around a smooth curve, bpm. */
const READING_SD = 2;

/** How far the heart rate fell in the minute after an effort. No score: a child's fitness cannot be read from it. */
export interface RecoveryDrop {
  /** Seconds from the start of the lesson at which the effort ended. */
  readonly atS: number;
  readonly peakBpm: number;
  readonly dropBpm: number;
  /** Standard deviation of the drop, bpm. */
  readonly sd: number;
}

/** Each minute of rest after a hard effort in which the rate was heard at both ends. */
export function recoveryDrops({ effort, bpm }: GridLesson): RecoveryDrop[] {
  const drops: RecoveryDrop[] = [];
  const [held, after] = [HELD_S / STEP_S, AFTER_S / STEP_S];
  for (let end = held; end + after < effort.length; end += 1) {
    const before = effort.slice(end - held, end);
    const rest = effort.slice(end, end + after);
    if (!before.every((each) => each >= HARD) || !rest.every((each) => each <= EASY)) continue;
    const peaks = bpm.slice(end - 1, end + 3).filter((value) => value !== null);
    const late = bpm.slice(end + after - 1, end + after + 2).filter((value) => value !== null);
    if (peaks.length === 0 || late.length === 0) continue;
    const peakBpm = Math.max(...peaks);
    const sd = READING_SD * Math.sqrt(1 + 1 / late.length);
    drops.push({ atS: end * STEP_S, peakBpm, dropBpm: peakBpm - mean(late), sd });
  }
  return drops;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
