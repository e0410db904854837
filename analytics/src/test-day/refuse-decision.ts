import {
  type AttemptId,
  type AttemptView,
  type DeviceId,
  type ErrorCode,
  type Failure,
  ITEMS,
  type ItemKey,
  type SubjectId,
  type TestDayDecision,
  UNITS,
} from '@tizhi/contracts';
import { measuredItemsOf } from './day-state.ts';
import type { TestDayFold, TestDayInput } from './input.ts';

/** A decision that is not allowed now, and why. */
export type Refusal = Failure;

interface Day {
  readonly input: TestDayInput;
  readonly fold: TestDayFold;
}

/**
 * Whether a decision may be appended to a day that stands as `fold` (of `input`); `undefined`: it may.
 * Codes: TIZHI_TESTDAY_CLOSED, TIZHI_TESTDAY_OPEN, TIZHI_ATTEMPT_UNKNOWN, TIZHI_ATTEMPT_EXISTS,
 * TIZHI_PUPIL_UNKNOWN, TIZHI_STATION_UNKNOWN, TIZHI_ITEM_NOT_DUE, TIZHI_VALUE_OUT_OF_RANGE,
 * TIZHI_DECISION_NEEDLESS, TIZHI_RESULT_STANDS.
 */
export function refuseDecision({
  input,
  fold,
  decision,
}: Day & { readonly decision: TestDayDecision }): Refusal | undefined {
  const day = { input, fold };
  if (decision.kind === 'reopened') return fold.closed ? undefined : refuse('TIZHI_TESTDAY_OPEN');
  if (fold.closed) return refuse('TIZHI_TESTDAY_CLOSED');
  switch (decision.kind) {
    case 'closed':
      return undefined;
    case 'entered':
      return refuseEntered(day, decision);
    case 'state_set':
    case 'retest_granted':
      return (
        refuseItem(day, decision.subject, decision.item) ??
        (decision.kind === 'state_set' ? refuseState(day, decision) : undefined)
      );
    case 'queued':
      return (
        refuseStation(day, decision.station) ??
        decision.subjects.map((subject) => refusePupil(day, subject)).find((refusal) => refusal !== undefined)
      );
    case 'skipped':
      return refuseSkip(day, decision);
    case 'bib_given':
      return refusePupil(day, decision.subject);
    default:
      return refuseOnAttempt(day, decision);
  }
}

type OnAttempt = Extract<
  TestDayDecision,
  { kind: 'claimed' | 'released' | 'fouled' | 'voided' | 'restored' | 'corrected' }
>;

function refuseOnAttempt(day: Day, decision: OnAttempt): Refusal | undefined {
  const attempt = findAttempt(day.fold, decision.attempt);
  if (attempt === undefined) return refuse('TIZHI_ATTEMPT_UNKNOWN', { attempt: decision.attempt });
  const isVoid = attempt.status === 'void';
  switch (decision.kind) {
    case 'claimed':
      return (
        refuseItem(day, decision.subject, attempt.item) ??
        needless(decision, attempt.subject === decision.subject)
      );
    case 'released':
      return needless(decision, attempt.subject === null);
    case 'fouled':
      return needless(decision, attempt.foul === decision.foul);
    case 'voided':
      return needless(decision, isVoid);
    case 'restored':
      return needless(decision, !isVoid && attempt.foul === null);
    case 'corrected':
      return refuseValue(attempt.item, decision.value);
  }
}

function refuseEntered(
  day: Day,
  { attempt, item, subject, value }: Extract<TestDayDecision, { kind: 'entered' }>,
): Refusal | undefined {
  const isKnown =
    findAttempt(day.fold, attempt) !== undefined ||
    day.input.attempts.some((heard) => heard.attempt === attempt) ||
    day.input.entries.some(({ decision }) => decision.kind === 'entered' && decision.attempt === attempt);
  if (isKnown) return refuse('TIZHI_ATTEMPT_EXISTS', { attempt });
  return (subject === null ? undefined : refuseItem(day, subject, item)) ?? refuseValue(item, value);
}

/** That a pupil is absent is not believed while a result stands. */
function refuseState(
  day: Day,
  { subject, item, state }: Extract<TestDayDecision, { kind: 'state_set' }>,
): Refusal | undefined {
  const pupil = day.fold.pupils.find((other) => other.subject === subject);
  const isDone = pupil?.results.some((result) => result.item === item && result.state === 'done');
  return state === 'absent' && isDone === true
    ? refuse('TIZHI_RESULT_STANDS', { item: itemName(item) })
    : undefined;
}

function refuseSkip(day: Day, decision: Extract<TestDayDecision, { kind: 'skipped' }>): Refusal | undefined {
  const waits = day.fold.stations.some(
    ({ station, queue }) => station === decision.station && queue.includes(decision.subject),
  );
  return (
    refuseStation(day, decision.station) ?? refusePupil(day, decision.subject) ?? needless(decision, !waits)
  );
}

/** An item that its group does not do (a boy's 800 m) is no result of a pupil, and the export would be refused. */
function refuseItem(day: Day, subject: SubjectId, item: ItemKey): Refusal | undefined {
  const pupil = day.input.pupils.find((other) => other.subject === subject);
  if (pupil === undefined) return refuse('TIZHI_PUPIL_UNKNOWN', { subject });
  return measuredItemsOf(pupil).includes(item)
    ? undefined
    : refuse('TIZHI_ITEM_NOT_DUE', { item: itemName(item) });
}

function refusePupil({ input }: Day, subject: SubjectId): Refusal | undefined {
  const isKnown = input.pupils.some((pupil) => pupil.subject === subject);
  return isKnown ? undefined : refuse('TIZHI_PUPIL_UNKNOWN', { subject });
}

function refuseStation({ input }: Day, station: DeviceId): Refusal | undefined {
  const isKnown = input.plan.stations.some((place) => place.station === station);
  return isKnown ? undefined : refuse('TIZHI_STATION_UNKNOWN', { station });
}

/** What a person states must be what the national system takes; what a station heard is only marked. */
function refuseValue(item: ItemKey, value: number): Refusal | undefined {
  const { min, max, unit } = ITEMS[item];
  if (value >= min && value <= max) return undefined;
  const { zh, en } = UNITS[unit];
  return refuse('TIZHI_VALUE_OUT_OF_RANGE', {
    item: itemName(item),
    min,
    max,
    unit: `${zh} ${en}`,
  });
}

const needless = ({ kind }: TestDayDecision, isSo: boolean): Refusal | undefined =>
  isSo ? refuse('TIZHI_DECISION_NEEDLESS', { decision: kind }) : undefined;

const refuse = (code: ErrorCode, params: Failure['params'] = {}): Refusal => ({ code, params });

/** Both names: the message is in the reader's language, its parameters are the same in both. */
const itemName = (item: ItemKey): string => `${ITEMS[item].zh} ${ITEMS[item].en}`;

function findAttempt({ pupils, tray }: TestDayFold, id: AttemptId): AttemptView | undefined {
  for (const { results } of pupils)
    for (const { attempts } of results) {
      const found = attempts.find(({ attempt }) => attempt === id);
      if (found !== undefined) return found;
    }
  return tray.find(({ attempt }) => attempt === id);
}
