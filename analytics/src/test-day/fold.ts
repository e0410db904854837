import type { AttemptView, PupilDayView, StationView, SubjectId } from '@tizhi/contracts';
import { viewAttempt } from './attempt-view.ts';
import { classSpreads } from './class-spread.ts';
import type { AttemptState, DayState, PupilState } from './day-state.ts';
import type { TestDayFold, TestDayInput } from './input.ts';
import { ruleOf } from './item-rules.ts';
import { historiesOf, noticesOf, stationNotices } from './plausibility.ts';
import { playSteps } from './play-day.ts';
import { viewPupil } from './pupil-view.ts';
import { queueOf } from './queue.ts';
import { type SettledAttempt, type SettledItem, settleItem, usableValue } from './settle-item.ts';
import { mapInSteps, runAll, type Steps } from './steps.ts';

/** Pupils whose items are settled in one step. */
const PUPILS_AT_ONCE = 20;

/**
 * Derives a test day from what gateways heard and what people decided: whose each attempt is, which one counts,
 * what is still to come, scores, totals, and what deserves a second look. Pure and deterministic: the same
 * result whatever the order of `attempts`, and nothing of the input is changed.
 */
export const foldTestDay = (input: TestDayInput): TestDayFold => runAll(foldSteps(input));

/** {@link foldTestDay} in small steps, none of which takes long however many pupils there are. */
export function* foldSteps(input: TestDayInput): Steps<TestDayFold> {
  const day = yield* playSteps(input);
  const attempts = [...day.attempts.values()].filter(({ arrived }) => arrived);
  yield;
  const settled = yield* settleAll(day, attempts);
  const view = viewerOf({ input, day, attempts, settled });
  yield;
  const pupils = yield* mapInSteps(
    input.pupils,
    (pupil): PupilDayView =>
      viewPupil({ plan: input.plan, pupil, items: settled.get(pupil.subject) ?? [], view }),
    1,
  );
  return {
    closed: day.closed,
    pupils,
    tray: attempts.filter((attempt) => isInTray(day, attempt)).map((state) => view(unclaimed(day, state))),
    stations: viewStations(day, attempts),
  };
}

/** Every item of every pupil with its attempts, oldest first. */
function* settleAll(
  day: DayState,
  attempts: readonly AttemptState[],
): Steps<ReadonlyMap<SubjectId, readonly SettledItem[]>> {
  const bySubject = Map.groupBy(attempts, ({ subject }) => subject);
  const settle = ({ pupil, slots }: PupilState): readonly SettledItem[] => {
    const own = Map.groupBy(bySubject.get(pupil.subject) ?? [], ({ heard }) => heard.item);
    return [...slots.values()].map((slot) => settleItem(slot, own.get(slot.item) ?? []));
  };
  return new Map(
    yield* mapInSteps(day.pupils, ([subject, pupil]) => [subject, settle(pupil)] as const, PUPILS_AT_ONCE),
  );
}

function viewerOf(of: {
  readonly input: TestDayInput;
  readonly day: DayState;
  readonly attempts: readonly AttemptState[];
  readonly settled: ReadonlyMap<SubjectId, readonly SettledItem[]>;
}): (attempt: SettledAttempt) => AttemptView {
  const { input, day, attempts, settled } = of;
  const histories = historiesOf(input.history);
  const atStations = stationNotices(attempts);
  const spreads = classSpreads(
    input.pupils.flatMap((pupil) =>
      (settled.get(pupil.subject) ?? []).flatMap(({ slot, counting }) =>
        counting === null ? [] : [{ pupil, item: slot.item, value: counting.value }],
      ),
    ),
  );
  return (attempt) => {
    const { state, value } = attempt;
    const pupil = state.subject === null ? null : (day.pupils.get(state.subject) ?? null);
    const run = atStations.get(state) ?? [];
    return viewAttempt(
      attempt,
      noticesOf({ attempt: state, value, pupil, histories, spreads, stationNotices: run }),
    );
  };
}

/**
 * Whether an attempt of nobody is this day's to give. It is where a person decided on it, where one of the day's
 * stations heard it, and where a station named nobody and the plan lists no stations at all. What another
 * station heard belongs to another day or lesson and is shown there.
 */
function isInTray(day: DayState, { subject, decided, heard }: AttemptState): boolean {
  if (subject !== null) return false;
  if (decided || heard.station === null || day.itemsAt.has(heard.station)) return true;
  return heard.named === null && day.plan.stations.length === 0;
}

function unclaimed(day: DayState, state: AttemptState): SettledAttempt {
  const value = usableValue(state, ruleOf(day.plan, state.heard.item));
  return { state, value, status: state.voided ? 'void' : 'unclaimed' };
}

function viewStations(day: DayState, attempts: readonly AttemptState[]): StationView[] {
  const byPlace = Map.groupBy(attempts, ({ heard }) => `${heard.station}/${heard.item}`);
  return day.plan.stations.map(({ station, item }) => {
    const there = byPlace.get(`${station}/${item}`) ?? [];
    return {
      station,
      item,
      queue: [...queueOf(day, station)],
      attempts: there.length,
      lastAt: there.at(-1)?.heard.at ?? null,
    };
  });
}
