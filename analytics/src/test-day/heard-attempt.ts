import {
  type AttemptBody,
  type AttemptId,
  type AttemptView,
  convert,
  type DeviceId,
  type Doubt,
  type Instant,
  ITEMS,
  type ItemKey,
  type SubjectId,
  type TestDayDecision,
  type TestDayEntry,
} from '@tizhi/contracts';

import { mapInSteps, type Steps } from './steps.ts';

/** Attempts looked at in one step. */
const AT_ONCE = 2_000;

/** What was measured, by whatever hand: never changes. */
export interface HeardAttempt {
  readonly attempt: AttemptId;
  readonly item: ItemKey;
  readonly station: DeviceId | null;
  readonly at: Instant;
  readonly by: AttemptView['by'];
  readonly tag: string | null;
  /** The pupil whom the station or the person at the stopwatch named. */
  readonly named: SubjectId | null;
  /** In the item's unit; `null` where there is none, or in a unit of another kind. */
  readonly measured: number | null;
  readonly doubt: Doubt | null;
  readonly rawHex: string | null;
  readonly rawText: string | null;
}

function fromStation(body: AttemptBody): HeardAttempt {
  const { attempt, item, station, at, tag, rawHex } = body;
  const measured = body.value === null ? null : (convert(body.value, body.unit, ITEMS[item].unit) ?? null);
  const doubt = body.doubt ?? (measured === null ? 'no_value' : null);
  return {
    attempt,
    item,
    station,
    at,
    by: 'station',
    tag,
    named: body.subject,
    measured,
    doubt,
    rawHex,
    rawText: null,
  };
}

function fromHand(entered: Extract<TestDayDecision, { kind: 'entered' }>): HeardAttempt {
  const { attempt, item, at, by, value, subject, raw } = entered;
  return {
    attempt,
    item,
    station: null,
    at,
    by,
    tag: null,
    named: subject,
    measured: value,
    doubt: null,
    rawHex: null,
    rawText: raw,
  };
}

/** Oldest first; the id settles what happened in one millisecond. */
export const byTime = (
  a: Pick<HeardAttempt, 'at' | 'attempt'>,
  b: Pick<HeardAttempt, 'at' | 'attempt'>,
): number => a.at - b.at || (a.attempt < b.attempt ? -1 : a.attempt > b.attempt ? 1 : 0);

/**
 * Every attempt of stations and hands once, oldest first. An id that comes twice is one attempt: of a station's
 * and a hand's the station's, of two of a kind the older.
 */
export function* gatherAttempts(
  bodies: readonly AttemptBody[],
  entries: readonly TestDayEntry[],
): Steps<readonly HeardAttempt[]> {
  const heard = yield* mapInSteps(bodies, fromStation, AT_ONCE);
  heard.sort((a, b) => byTime(a, b) || compareText(a, b));
  yield;
  const entered = entries.flatMap(({ decision }) =>
    decision.kind === 'entered' ? [fromHand(decision)] : [],
  );
  const once = new Map<AttemptId, HeardAttempt>();
  for (const attempt of [...heard, ...entered]) {
    if (!once.has(attempt.attempt)) once.set(attempt.attempt, attempt);
    if (once.size % AT_ONCE === 0) yield;
  }
  yield;
  return [...once.values()].sort(byTime);
}

const compareText = (a: HeardAttempt, b: HeardAttempt): number => {
  if (a.attempt !== b.attempt) return 0;
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};
