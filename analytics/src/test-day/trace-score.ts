import type {
  AttemptView,
  ItemKey,
  PupilDayView,
  ScoredItemKey,
  ScoreTrace,
  SubjectId,
  TestDayDecision,
} from '@tizhi/contracts';
import { formatItemValue, type ItemScore, STANDARD_VERSION, scoreItem } from '../standard/index.ts';
import { NO_VALUE } from './attempt-view.ts';
import { type AttemptState, type DayState, measuredItemsOf } from './day-state.ts';
import type { TestDayFold, TestDayInput } from './input.ts';
import { entriesOf, playSteps } from './play-day.ts';
import { runAll, type Steps } from './steps.ts';

interface Day {
  readonly input: TestDayInput;
  readonly fold: TestDayFold;
}

/**
 * Walks a score back: table cell and version, official result, attempt, raw frame, station, and every decision
 * that touched it. `undefined` where the pupil is not of the day or the item not of the pupil's group.
 */
export const traceScore = (day: Traced): ScoreTrace | undefined => runAll(traceSteps(day));

type Traced = Day & { readonly subject: SubjectId; readonly item: ScoredItemKey };

/** {@link traceScore} in small steps. */
export function* traceSteps(day: Traced): Steps<ScoreTrace | undefined> {
  const { subject, item } = day;
  const pupil = day.fold.pupils.find((other) => other.subject === subject);
  if (pupil === undefined) return undefined;
  const measured: readonly ItemKey[] = item === 'bmi' ? ['height', 'weight'] : [item];
  if (!measured.every((key) => measuredItemsOf(pupil).includes(key))) return undefined;
  const state = yield* playSteps(day.input);
  const value = item === 'bmi' ? pupil.bmi : (resultOf(pupil, item)?.value ?? null);
  const scored = value === null ? undefined : scoreItem({ item, grade: pupil.grade, sex: pupil.sex, value });
  return {
    standard: STANDARD_VERSION,
    subject,
    item,
    value,
    display: value === null ? NO_VALUE : formatItemValue(item, value),
    ...scoreParts(scored),
    sources: measured.map((key) => sourceOf(day, state, { pupil, item: key })),
  };
}

function scoreParts(
  scored: ItemScore | undefined,
): Pick<ScoreTrace, 'score' | 'level' | 'bonus' | 'cell' | 'bonusCell'> {
  if (scored === undefined) return { score: null, level: null, bonus: null, cell: null, bonusCell: null };
  const { score, level, bonus, cell, bonusCell } = scored;
  return { score, level, bonus, cell, bonusCell };
}

const resultOf = ({ results }: PupilDayView, item: ItemKey) => results.find((result) => result.item === item);

function sourceOf(
  { input }: Day,
  state: DayState,
  { pupil, item }: { readonly pupil: PupilDayView; readonly item: ItemKey },
): ScoreTrace['sources'][number] {
  const result = resultOf(pupil, item);
  const attempt = result?.attempts.find((other) => other.attempt === result.attempt) ?? null;
  const heard = attempt === null ? undefined : state.attempts.get(attempt.attempt)?.heard;
  const place = input.plan.stations.find((at) => at.station === attempt?.station && at.item === item);
  const { subject } = pupil;
  return {
    item,
    value: result?.value ?? null,
    display: result?.display ?? NO_VALUE,
    attempt,
    rawHex: heard?.rawHex ?? null,
    rawText: heard?.rawText ?? null,
    station: attempt?.station ?? null,
    stationError: place?.error ?? null,
    stationErrorSource: place?.errorSource ?? null,
    decisions: entriesOf(input).filter(({ decision }) =>
      touches(decision, { subject, item, attempt, attempts: state.attempts }),
    ),
  };
}

/** Whether a decision had a say in an official result: through its attempts, its pupil, or how the pupil is known. */
function touches(
  decision: TestDayDecision,
  result: {
    readonly subject: SubjectId;
    readonly item: ItemKey;
    readonly attempt: AttemptView | null;
    readonly attempts: DayState['attempts'];
  },
): boolean {
  const { subject, item, attempt } = result;
  switch (decision.kind) {
    case 'state_set':
    case 'retest_granted':
      return decision.subject === subject && decision.item === item;
    case 'queued':
    case 'skipped':
      return attempt?.knownBy === 'queue' && decision.station === attempt.station;
    case 'bib_given':
      return attempt?.knownBy === 'bib' && decision.tag === attempt.tag && decision.subject === subject;
    case 'closed':
    case 'reopened':
      return false;
    default:
      return everOwned(result.attempts.get(decision.attempt), result);
  }
}

/** Also of an attempt that was taken away: that this result lacks it is a decision too. */
const everOwned = (
  attempt: AttemptState | undefined,
  { subject, item }: { readonly subject: SubjectId; readonly item: ItemKey },
): boolean => attempt?.heard.item === item && attempt.owners.includes(subject);
