import { type ItemStanding, ScoredItemKey, type StoryResponse, type Trajectory } from '@tizhi/contracts';
import { measureText, topOf } from '../chart/measure-text.ts';
import type { Track, TrackPoint } from '../chart/track-layout.ts';
import { type Absence, itemAbsence, totalAbsence } from './absence.ts';

/** Words that only a language knows. */
export interface TrackWords {
  readonly grade: (grade: string) => string;
  readonly expected: (range: string) => string;
  readonly absence: (why: Absence) => string;
}

/** The school year in which a grade comes, counted from the latest test. */
function yearOfGrade({ tests }: Trajectory, grade: string): number | null {
  const last = tests.at(-1);
  return last === undefined ? null : last.schoolYear + (Number(grade) - Number(last.grade));
}

/** Totals over the years, and what grade 8 is expected to bring. */
export function totalTrack(
  story: Pick<StoryResponse, 'tests' | 'trajectory'>,
  words: TrackWords,
): readonly TrackPoint[] {
  const { trajectory } = story;
  const { tests, forecast } = trajectory;
  const measured = tests.map((test): TrackPoint => {
    const { schoolYear, grade, total } = test;
    return {
      x: schoolYear,
      label: words.grade(grade),
      value: total,
      low: null,
      high: null,
      kind: 'measured',
      text: total === null ? words.absence(totalAbsence(story, test)) : measureText('total', total),
    };
  });
  return [
    ...measured,
    ...ahead({
      trajectory,
      estimate: forecast?.total ?? null,
      words,
      text: (value) => String(Math.round(value)),
    }),
  ];
}

function ahead({
  trajectory,
  estimate,
  words,
  text,
}: {
  readonly trajectory: Trajectory;
  readonly estimate: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly words: TrackWords;
  readonly text: (value: number) => string;
}): readonly TrackPoint[] {
  const { forecast } = trajectory;
  const x = forecast === null ? null : yearOfGrade(trajectory, forecast.toGrade);
  if (forecast === null || estimate === null || x === null) return [];
  const { value, low, high } = estimate;
  // The range is what is known; its middle alone would be read as a promise.
  const range = [low, high].map(text).join('–');
  const label = words.grade(forecast.toGrade);
  return [{ x, label, value, low, high, kind: 'forecast', text: words.expected(range) }];
}

/** One item over the years. */
export interface ItemStory {
  readonly item: Exclude<ScoredItemKey, 'bmi'>;
  readonly track: Track;
  /** Where the pupil stands among the same grade and sex, oldest first. */
  readonly standings: readonly { readonly grade: string; readonly percentile: number }[];
  readonly latest: ItemStanding | null;
  readonly change: Trajectory['changes'][number] | null;
}

/** Each item that was ever measured, in the standard's order; bodies are told elsewhere, as facts. */
export function itemStories(story: StoryResponse, words: TrackWords): readonly ItemStory[] {
  const { trajectory } = story;
  const { tests, changes, forecast } = trajectory;
  return ScoredItemKey.options.flatMap((item) => {
    if (item === 'bmi') return [];
    const found = tests.flatMap((test) => {
      const standing = test.items.find((each) => each.item === item);
      return standing === undefined ? [] : [{ test, standing }];
    });
    if (found.every(({ standing }) => standing.value === null)) return [];
    const points = found.map(
      ({ test, standing }): TrackPoint => ({
        x: test.schoolYear,
        label: words.grade(test.grade),
        value: standing.value,
        low: null,
        high: null,
        kind: 'measured',
        text:
          standing.value === null
            ? words.absence(itemAbsence(story, { schoolYear: test.schoolYear, item }))
            : standing.display,
      }),
    );
    const estimate = forecast?.items.find((each) => each.item === item)?.value ?? null;
    return [
      {
        item,
        track: {
          points: [
            ...points,
            ...ahead({ trajectory, estimate, words, text: (value) => measureText(item, value) }),
          ],
          lines: [],
          top: topOf(item),
        },
        standings: found.flatMap(({ test: { grade }, standing: { percentile } }) =>
          percentile === null ? [] : [{ grade, percentile }],
        ),
        latest: found.findLast(({ standing }) => standing.value !== null)?.standing ?? null,
        change: changes.findLast((each) => each.item === item) ?? null,
      },
    ];
  });
}

/** Kind and true: the middle half of a group is the middle. */
export const standingWord = (percentile: number): 'upper' | 'middle' | 'lower' => {
  if (percentile >= 75) return 'upper';
  return percentile >= 25 ? 'middle' : 'lower';
};
