import type { ItemResultView, PupilDayView, SubjectId } from '@tizhi/contracts';
import { scorePupil } from '../standard/index.ts';
import type { TestDayFold } from './input.ts';
import { viewTotal } from './pupil-view.ts';

/**
 * A year's results from its days, the regular one and those that make up for it, given in the order of their
 * dates. Of each item the latest official result counts, otherwise the latest reason why there is none; the
 * total is scored anew. OURS: the standard grants a make-up test and does not print how its results join.
 */
export function joinDays(days: readonly TestDayFold[]): readonly PupilDayView[] {
  const bySubject = new Map<SubjectId, PupilDayView[]>();
  for (const pupil of days.flatMap(({ pupils }) => pupils)) {
    const views = bySubject.get(pupil.subject);
    if (views === undefined) bySubject.set(pupil.subject, [pupil]);
    else views.push(pupil);
  }
  return [...bySubject.values()].map(joinPupil);
}

function joinPupil(views: readonly PupilDayView[]): PupilDayView {
  const [first] = views;
  const last = views.at(-1);
  if (first === undefined || last === undefined) throw new Error('a pupil of no day');
  if (views.length === 1) return first;
  const results = last.results.map((result) =>
    views.flatMap((view) => view.results.find(({ item }) => item === result.item) ?? []).reduce(laterResult),
  );
  const { grade, sex } = last;
  const values = Object.fromEntries(results.map(({ item, value }) => [item, value]));
  return {
    ...last,
    results,
    ...viewTotal({ grade, sex, values, scored: scorePupil({ grade, sex, values }) }),
  };
}

function laterResult(before: ItemResultView, after: ItemResultView): ItemResultView {
  if (after.state === 'done' || before.state === 'due') return after;
  return before.state === 'done' || after.state === 'due' ? before : after;
}
