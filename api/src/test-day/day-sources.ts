import { isDeepStrictEqual } from 'node:util';
import type { EarlierResult, TestDayPupil } from '@tizhi/analytics';
import type { AttemptId, SubjectId, TestDayEntry, TestDayPlan } from '@tizhi/contracts';
import type { RecordStore, RollPlace, StoredAttempt } from '@tizhi/storage';
import type { Roster } from '../school/roster-cache.ts';

/** All that a test day follows from, as read from the store. */
export interface DaySources {
  readonly plan: TestDayPlan;
  /** The school's people when this was read. */
  readonly people: Roster;
  /** Grade, class and seat of the day, whatever the roster says today. */
  readonly roll: ReadonlyMap<SubjectId, RollPlace>;
  readonly pupils: readonly TestDayPupil[];
  readonly arrivals: ReadonlyMap<AttemptId, StoredAttempt>;
  readonly entries: readonly TestDayEntry[];
  readonly history: readonly EarlierResult[];
}
export interface ReadSources {
  readonly sources: DaySources;
  /** Every attempt of the school up to this arrival was looked at. */
  readonly cursor: number;
}

/** Attempts read at a time. */
const BATCH = 1_000;
/** More new attempts than this, and the day is read anew instead. */
const MAX_ARRIVED = 20_000;
/** Schools of the national standard keep China time, UTC+8, all year. */
const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** Reads everything. The cursor is read first, so that what arrives meanwhile is looked at again. */
export async function loadSources(
  records: RecordStore,
  {
    plan,
    people,
    history,
  }: {
    readonly plan: TestDayPlan;
    readonly people: Roster;
    readonly history: readonly EarlierResult[];
  },
): Promise<ReadSources> {
  const [newest] = await records.results.latest({ school: plan.school, limit: 1 });
  const entries = await records.testDays.entries(plan.testDay);
  const attempts = await records.testDays.attemptsOf(plan.testDay);
  const persons = { people, ...(await personsOf(records, plan, people)) };
  const sources = { plan, ...persons, arrivals: byId(attempts), entries, history };
  return { sources, cursor: newest?.arrival ?? 0 };
}

/** What came since a day was read: attempts that belong to it and decisions. `undefined`: too many to look at. */
export async function newsOf(
  records: RecordStore,
  since: { readonly plan: TestDayPlan; readonly cursor: number; readonly lastEntry: number },
): Promise<
  { readonly arrived: StoredAttempt[]; readonly more: TestDayEntry[]; readonly cursor: number } | undefined
> {
  const { plan } = since;
  const all = await attemptsSince(records, plan, since.cursor);
  const more = await records.testDays.entries(plan.testDay, since.lastEntry);
  if (all === undefined) return undefined;
  const arrived = all.filter((attempt) => belongs(attempt, plan));
  return { arrived, more, cursor: all.at(-1)?.arrival ?? since.cursor };
}

export const lastEntryOf = ({ entries }: DaySources): number => entries.at(-1)?.entry ?? 0;

/** Brings a day up to date; `sources` are the very same object where nothing of the day is new. */
export async function advanceSources(
  records: RecordStore,
  { known, people }: { readonly known: ReadSources; readonly people: Roster },
): Promise<ReadSources> {
  const { plan, history, arrivals, entries } = known.sources;
  const news = await newsOf(records, { plan, cursor: known.cursor, lastEntry: lastEntryOf(known.sources) });
  if (news === undefined) return loadSources(records, { plan, people, history });
  const { arrived, more, cursor } = news;
  const persons = await advancePersons(records, known.sources, people);
  // An erasure also takes words out of decisions that were read already.
  if (persons !== undefined && known.sources.pupils.length > persons.pupils.length)
    return loadSources(records, { plan, people, history });
  if (arrived.length === 0 && more.length === 0 && persons === undefined)
    return { sources: known.sources, cursor };
  const sources: DaySources = {
    ...known.sources,
    arrivals: arrived.length === 0 ? arrivals : new Map([...arrivals, ...byId(arrived)]),
    entries: [...entries, ...more],
    ...persons,
  };
  // Decisions may name attempts of other days and stations: those are read with the whole.
  return namesUnknown(sources, more) ? loadSources(records, { plan, people, history }) : { sources, cursor };
}

type Persons = Pick<DaySources, 'roll' | 'pupils'>;

/** The pupils of the day's roll whom the school still knows. */
export async function personsOf(records: RecordStore, plan: TestDayPlan, people: Roster): Promise<Persons> {
  const places = await records.testDays.roll(plan.testDay);
  return {
    roll: new Map(places.map((place) => [place.subject, place])),
    pupils: places.flatMap(({ subject, class: group, grade }) => {
      const pupil = people.pupils.get(subject);
      return pupil === undefined ? [] : [{ subject, class: group, grade, sex: pupil.sex, tag: pupil.tag }];
    }),
  };
}

/** `undefined`: nobody changed. A roll changes only with the roster or the plan. */
async function advancePersons(
  records: RecordStore,
  known: DaySources,
  people: Roster,
): Promise<(Persons & Pick<DaySources, 'people'>) | undefined> {
  if (people === known.people) return undefined;
  const persons = await personsOf(records, known.plan, people);
  const same =
    isDeepStrictEqual(persons.pupils, known.pupils) &&
    isDeepStrictEqual(persons.roll, known.roll) &&
    persons.pupils.every(
      ({ subject }) => people.pupils.get(subject)?.name === known.people.pupils.get(subject)?.name,
    );
  return same ? undefined : { people, ...persons };
}

/** `undefined`: too many to read one by one. */
async function attemptsSince(
  records: RecordStore,
  plan: TestDayPlan,
  cursor: number,
): Promise<StoredAttempt[] | undefined> {
  const arrived: StoredAttempt[] = [];
  for (let after = cursor; arrived.length < MAX_ARRIVED; ) {
    const batch = await records.results.attemptsAfter(plan.school, after, BATCH);
    arrived.push(...batch);
    const last = batch.at(-1);
    if (last === undefined || batch.length < BATCH) return arrived;
    after = last.arrival;
  }
  return undefined;
}

function belongs({ body }: StoredAttempt, plan: TestDayPlan): boolean {
  const from = Date.parse(`${plan.date}T00:00:00Z`) - CHINA_OFFSET_MS;
  const onTheDay = body.at >= from && body.at < from + DAY_MS;
  return onTheDay && plan.stations.some(({ station }) => station === body.station);
}

function namesUnknown(sources: DaySources, more: readonly TestDayEntry[]): boolean {
  const entered = new Set(
    sources.entries.flatMap(({ decision }) => (decision.kind === 'entered' ? [decision.attempt] : [])),
  );
  return more.some(
    ({ decision }) =>
      'attempt' in decision && !sources.arrivals.has(decision.attempt) && !entered.has(decision.attempt),
  );
}

const byId = (attempts: readonly StoredAttempt[]): Map<AttemptId, StoredAttempt> =>
  new Map(attempts.map((attempt) => [attempt.body.attempt, attempt]));
