import { RepCounter } from '../count-reps.ts';
import { COUNTED, type Item } from '../items/exercise.ts';
import type { Mat } from '../mat.ts';
import type { PoseFrame } from '../pose.ts';
import type { RepCount } from '../rep.ts';
import type { Clip } from './manifest.ts';
import { VARIATIONS } from './variations.ts';

/**
 * How a count compares with the truth. `abstained`: too few, but the counter said which spans it did not count;
 * it may leave out, it may not invent.
 */
export type Verdict = 'exact' | 'off_by_one' | 'worse' | 'abstained';

/** One count of one film, as it is or varied. */
export interface Judged {
  readonly file: string;
  readonly item: Item;
  /** `as filmed`, or the variation's name. */
  readonly variation: string;
  readonly negative: boolean;
  readonly confidence: string;
  readonly truth: number;
  readonly tolerance: number;
  readonly result: RepCount;
  readonly verdict: Verdict;
}

export const AS_FILMED = 'as filmed';

/** Counts a film's key points by the counter of its item, a negative by all counters. */
export function judgeClip(of: {
  readonly clip: Clip;
  readonly frames: readonly PoseFrame[];
  /** Count it varied, too; the numbers in [0, 1) that chance is taken from. */
  readonly variations?: () => number;
}): readonly Judged[] {
  const { clip, frames, variations: random } = of;
  const films = [
    { name: AS_FILMED, frames },
    ...(random === undefined
      ? []
      : VARIATIONS.map(({ name, apply }) => ({ name, frames: apply(frames, random) }))),
  ];
  return films.flatMap((film) =>
    (clip.item === null ? COUNTED : [clip.item]).map((item: Item): Judged => {
      const result = countOf(item, film.frames);
      return {
        file: clip.file,
        item,
        variation: film.name,
        negative: clip.item === null,
        confidence: clip.confidence,
        truth: clip.count,
        tolerance: clip.tolerance,
        result,
        verdict: verdictOf(result, clip.count),
      };
    }),
  );
}

export function countOf(item: Item, frames: readonly PoseFrame[], mat: Mat | null = null): RepCount {
  const counter = new RepCounter(item, mat);
  for (const frame of frames) counter.step(frame);
  return counter.result({ ended: true });
}

export function verdictOf({ count, abstained }: RepCount, truth: number): Verdict {
  if (count === truth) return 'exact';
  if (count < truth && abstained.length > 0) return 'abstained';
  return Math.abs(count - truth) === 1 ? 'off_by_one' : 'worse';
}

export type Tally = Readonly<Record<Verdict | 'of', number>>;
/** How many of them are exact, and so on. */
export function tallyOf(judged: readonly { readonly verdict: Verdict }[]): Tally {
  const are = (verdict: Verdict): number => judged.filter((each) => each.verdict === verdict).length;
  return {
    of: judged.length,
    exact: are('exact'),
    off_by_one: are('off_by_one'),
    worse: are('worse'),
    abstained: are('abstained'),
  };
}
