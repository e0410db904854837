import { foldSteps, levelSummaries, type TestDayFold, type TestDayInput } from '@tizhi/analytics';
import type {
  SubjectId,
  TestDayEntry,
  TestDayPlan,
  TestDayPupilView,
  TestDaySummaries,
  TestDaySummary,
  TestDayView,
} from '@tizhi/contracts';
import { GRADES } from '@tizhi/contracts';
import { unhurried } from '../unhurried.ts';
import type { DaySources } from './day-sources.ts';

/** A test day as it stands: what it follows from, what follows, and what is shown of it. */
export interface Day {
  /** The same version, the same day. */
  readonly version: string;
  readonly sources: DaySources;
  readonly input: TestDayInput;
  readonly fold: TestDayFold;
  /** By grade, class and seat. */
  readonly pupils: readonly TestDayPupilView[];
  readonly summaries: TestDaySummaries;
}

export const inputOf = ({ plan, pupils, arrivals, entries, history }: DaySources): TestDayInput => ({
  plan,
  pupils,
  attempts: [...arrivals.values()].map(({ body }) => body),
  entries,
  history,
});

/** Derives everything anew, and lets others come between: nothing derived is kept but in memory. */
export async function makeDay({
  sources,
  version,
}: {
  readonly sources: DaySources;
  readonly version: string;
}): Promise<Day> {
  const input = inputOf(sources);
  const fold = await unhurried(foldSteps(input));
  return {
    version,
    sources,
    input,
    fold,
    pupils: pupilViews(fold, sources),
    summaries: summariesOf(fold, sources),
  };
}

export function dayView(day: Day, serverAt: number, inClass?: string): TestDayView {
  const { sources, fold, pupils, summaries, version } = day;
  return {
    plan: sources.plan,
    closed: fold.closed,
    version,
    serverAt,
    pupils: pupils.filter((pupil) => inClass === undefined || pupil.class === inClass),
    tray: [...fold.tray],
    stations: [...fold.stations],
    summaries,
  };
}

export function daySummary(plan: TestDayPlan, fold: TestDayFold): TestDaySummary {
  const states = fold.pupils.flatMap(({ results }) => results.map(({ state }) => state));
  return {
    ...plan,
    closed: fold.closed,
    pupils: fold.pupils.length,
    done: states.filter((state) => state === 'done').length,
    due: states.filter((state) => state === 'due').length,
    unclaimed: fold.tray.length,
  };
}

function pupilViews(fold: TestDayFold, sources: DaySources): TestDayPupilView[] {
  const { people, roll } = sources;
  const tags = tagsOf(sources);
  return fold.pupils
    .flatMap((view) => {
      const pupil = people.pupils.get(view.subject);
      const place = roll.get(view.subject);
      if (pupil === undefined || place === undefined) return [];
      const { seat, className } = place;
      return [{ ...view, name: pupil.name, seat, className, tag: tags.get(view.subject) ?? null }];
    })
    .sort(byPlace);
}

const byPlace = (a: TestDayPupilView, b: TestDayPupilView): number =>
  GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade) ||
  (a.class < b.class ? -1 : a.class > b.class ? 1 : 0) ||
  a.seat - b.seat;

/** The bib given last names a pupil today, and no longer who had it before; without one her own card does. */
function tagsOf({ pupils, entries }: DaySources): Map<SubjectId, string | null> {
  const tags = new Map<SubjectId, string | null>(pupils.map(({ subject, tag }) => [subject, tag]));
  for (const { subject, tag } of entries.flatMap(bibGiven)) {
    for (const [other, worn] of tags) if (worn === tag) tags.set(other, null);
    tags.set(subject, tag);
  }
  return tags;
}

const bibGiven = ({ decision }: TestDayEntry) => (decision.kind === 'bib_given' ? [decision] : []);

function summariesOf(fold: TestDayFold, { roll }: DaySources): TestDaySummaries {
  const places = new Map([...roll.values()].map((place) => [place.class, place]));
  const { school, grades, classes } = levelSummaries(fold.pupils);
  return {
    school,
    grades: [...grades],
    classes: classes.flatMap(({ class: id, summary }) => {
      const known = places.get(id);
      return known === undefined ? [] : [{ class: id, name: known.className, grade: known.grade, summary }];
    }),
  };
}
