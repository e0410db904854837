import type { TestDayEntry } from '@tizhi/contracts';
import { type AttemptState, type DayState, newDay } from './day-state.ts';
import { decide } from './decide.ts';
import { gatherAttempts } from './heard-attempt.ts';
import { arrive } from './identify.ts';
import type { TestDayInput } from './input.ts';
import { runAll, type Steps } from './steps.ts';

/** Attempts gone through in one step. */
const ARRIVALS_AT_ONCE = 200;

/** The decisions of this day in the order in which they were taken. */
export const entriesOf = ({ plan, entries }: TestDayInput): readonly TestDayEntry[] =>
  entries.filter(({ testDay }) => testDay === plan.testDay).sort((a, b) => a.entry - b.entry);

/**
 * Goes through the day as it happened: attempts at their time, decisions at theirs, a decision first where both
 * fall together. Queues and bibs so name whom they named at that moment, whatever was decided later. What an
 * earlier entry says never comes after a later one, even where the server's clock was set back.
 */
export const playDay = (input: TestDayInput): DayState => runAll(playSteps(input));

/** {@link playDay} in small steps. */
export function* playSteps(input: TestDayInput): Steps<DayState> {
  const entries = entriesOf(input);
  const heard = yield* gatherAttempts(input.attempts, entries);
  yield;
  const day = yield* newDay(input, heard);
  yield;
  const arrivals = [...day.attempts.values()].filter(({ heard }) => heard.by === 'station');
  let next = 0;
  for (const { at, decision } of entries) {
    next = yield* arriveBefore(day, arrivals, { from: next, now: at });
    decide(day, decision);
  }
  yield* arriveBefore(day, arrivals, { from: next, now: Number.POSITIVE_INFINITY });
  return day;
}

function* arriveBefore(
  day: DayState,
  arrivals: readonly AttemptState[],
  { from, now }: { readonly from: number; readonly now: number },
): Steps<number> {
  let next = from;
  for (
    let attempt = arrivals[next];
    attempt !== undefined && attempt.heard.at < now;
    attempt = arrivals[next]
  ) {
    arrive(day, attempt);
    next += 1;
    if (next % ARRIVALS_AT_ONCE === 0) yield;
  }
  return next;
}
