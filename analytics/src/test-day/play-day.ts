import type { TestDayEntry } from '@tizhi/contracts';
import { type AttemptState, type DayState, newDay } from './day-state.ts';
import { decide } from './decide.ts';
import { gatherAttempts } from './heard-attempt.ts';
import { arrive } from './identify.ts';
import type { TestDayInput } from './input.ts';

/** The decisions of this day in the order in which they were taken. */
export const entriesOf = ({ plan, entries }: TestDayInput): readonly TestDayEntry[] =>
  entries.filter(({ testDay }) => testDay === plan.testDay).sort((a, b) => a.entry - b.entry);

/**
 * Goes through the day as it happened: attempts at their time, decisions at theirs, a decision first where both
 * fall together. Queues and bibs so name whom they named at that moment, whatever was decided later. What an
 * earlier entry says never comes after a later one, even where the server's clock was set back.
 */
export function playDay(input: TestDayInput): DayState {
  const entries = entriesOf(input);
  const day = newDay(input, gatherAttempts(input.attempts, entries));
  const arrivals = [...day.attempts.values()].filter(({ heard }) => heard.by === 'station');
  let next = 0;
  for (const { at, decision } of entries) {
    next = arriveBefore(day, arrivals, { from: next, now: at });
    decide(day, decision);
  }
  arriveBefore(day, arrivals, { from: next, now: Number.POSITIVE_INFINITY });
  return day;
}

function arriveBefore(
  day: DayState,
  arrivals: readonly AttemptState[],
  { from, now }: { readonly from: number; readonly now: number },
): number {
  let next = from;
  for (
    let attempt = arrivals[next];
    attempt !== undefined && attempt.heard.at < now;
    attempt = arrivals[next]
  ) {
    arrive(day, attempt);
    next += 1;
  }
  return next;
}
