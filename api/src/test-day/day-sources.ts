import { isDeepStrictEqual } from 'node:util';
import type { EarlierResult, TestDayPupil } from '@tizhi/analytics';
import type { AttemptId, TestDayEntry, TestDayPlan } from '@tizhi/contracts';
import type { RecordStore, StoredAttempt } from '@tizhi/storage';
import type { Roster } from '../school/roster-cache.ts';

/** All that a test day follows from, as read from the store. */
export interface DaySources {
  readonly plan: TestDayPlan;
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
  const sources = { plan, pupils: pupilsOf(plan, people), arrivals: byId(attempts), entries, history };
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
  const pupils = pupilsOf(plan, people);
  const samePupils = isDeepStrictEqual(pupils, known.sources.pupils);
  if (arrived.length === 0 && more.length === 0 && samePupils) return { sources: known.sources, cursor };
  const sources: DaySources = {
    ...known.sources,
    arrivals: arrived.length === 0 ? arrivals : new Map([...arrivals, ...byId(arrived)]),
    entries: [...entries, ...more],
    pupils,
  };
  // Decisions may name attempts of other days and stations: those are read with the whole.
  return namesUnknown(sources, more) ? loadSources(records, { plan, people, history }) : { sources, cursor };
}

/** Pupils of the plan's classes, in the roster's order. */
export function pupilsOf(plan: TestDayPlan, people: Roster): TestDayPupil[] {
  const classes = new Set(plan.classes);
  return [...people.pupils.values()].flatMap((pupil) => {
    const grade = people.classes.get(pupil.class)?.grade;
    if (grade === undefined || !classes.has(pupil.class)) return [];
    return [{ subject: pupil.subject, class: pupil.class, grade, sex: pupil.sex, tag: pupil.tag }];
  });
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
