/** Mean drop of one lesson, bpm, with its standard deviation. */
export interface LessonRecovery {
  readonly dropBpm: number;
  readonly sd: number;
}

export type RecoveryTrend =
  | { readonly kind: 'too_few'; readonly lessons: number }
  | {
      /** `unclear`: the 90 % interval of the slope holds 0. */
      readonly kind: 'faster' | 'slower' | 'unclear';
      readonly lessons: number;
      /** Change of the drop from lesson to lesson, bpm, and its 90 % interval. */
      readonly perLesson: number;
      readonly low: number;
      readonly high: number;
    };

/** Fewer lessons bear no trend. */
const FEWEST = 5;
/** Drops of one child differ by this from lesson to lesson, bpm, whatever was read: a convention. */
const LESSON_SD = 6;
/** 95th percentile of Student's t by degrees of freedom from 3 on; the normal one beyond. */
const T95 = [2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812] as const;

/**
 * Whether a pupil recovers faster or slower from lesson to lesson, oldest first: a weighted line. Only the direction
 * of one child is said. There is no score and no comparison: in children the drop is not fitness.
 */
export function recoveryTrend(lessons: readonly LessonRecovery[]): RecoveryTrend {
  const n = lessons.length;
  if (n < FEWEST) return { kind: 'too_few', lessons: n };
  const weights = lessons.map(({ sd }) => 1 / (sd ** 2 + LESSON_SD ** 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const average = (of: (lesson: LessonRecovery, at: number) => number): number =>
    lessons.reduce((sum, lesson, at) => sum + (weights[at] ?? 0) * of(lesson, at), 0) / total;
  const [middle, drop] = [average((_, at) => at), average(({ dropBpm }) => dropBpm)];
  const across = average((_, at) => (at - middle) ** 2);
  const perLesson = average(({ dropBpm }, at) => (at - middle) * (dropBpm - drop)) / across;
  const left = average(({ dropBpm }, at) => (dropBpm - drop - perLesson * (at - middle)) ** 2);
  // No surer than the spread known beforehand, however well a few points happen to lie on a line.
  const variance = Math.max((left * n) / (n - 2) / (across * n), 1 / (total * across));
  const half = (T95[n - FEWEST] ?? 1.645) * Math.sqrt(variance);
  const [low, high] = [perLesson - half, perLesson + half];
  return { kind: low > 0 ? 'faster' : high < 0 ? 'slower' : 'unclear', lessons: n, perLesson, low, high };
}
