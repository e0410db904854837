import { type Instant, ITEMS, type ItemKey, type Plausibility, type SubjectId } from '@tizhi/contracts';
import { isLowerBetter, stepsPerUnit } from '../standard/index.ts';
import type { ClassSpreads, Span } from './class-spread.ts';
import type { AttemptState, PupilState } from './day-state.ts';
import { GROWTH_SPANS } from './growth-spans.ts';
import type { EarlierResult } from './input.ts';
import { STATION_HABITS } from './station-habits.ts';

/** What a pupil reached before, newest last. */
export type Histories = ReadonlyMap<string, readonly EarlierResult[]>;

const historyKey = (subject: SubjectId, item: ItemKey): string => `${subject}/${item}`;

export function historiesOf(history: readonly EarlierResult[]): Histories {
  const sorted = history.toSorted((a, b) => a.at - b.at || a.value - b.value);
  return Map.groupBy(sorted, ({ subject, item }) => historyKey(subject, item));
}

const YEAR_MS = 365.25 * 24 * 3_600_000;

/** What the pupil's last earlier result lets one expect after so much growing time; `null` without one. */
export function ownSpan(
  histories: Histories,
  of: { subject: SubjectId; item: ItemKey; at: Instant },
): Span | null {
  const { item, at } = of;
  const last = histories.get(historyKey(of.subject, item))?.findLast((earlier) => earlier.at < at);
  if (last === undefined) return null;
  const years = (at - last.at) / YEAR_MS;
  const { noise, gainPerYear, lossPerYear } = GROWTH_SPANS[item];
  const gain = noise + gainPerYear * years;
  const loss = noise + lossPerYear * years;
  return isLowerBetter(item)
    ? { low: last.value - gain, high: last.value + loss }
    : { low: last.value - loss, high: last.value + gain };
}

/** Everything that makes a value of a known or unknown pupil worth a second look. */
export function noticesOf(seen: {
  readonly attempt: AttemptState;
  /** Rounded; `null` where there is none to judge. */
  readonly value: number | null;
  readonly pupil: PupilState | null;
  readonly histories: Histories;
  readonly spreads: ClassSpreads;
  readonly stationNotices: readonly Plausibility[];
}): Plausibility[] {
  const { attempt, value, pupil, stationNotices } = seen;
  if (value === null || attempt.voided) return [];
  const { item, at } = attempt.heard;
  const notices: Plausibility[] = [];
  const { min, max } = ITEMS[item];
  if (value < min || value > max) notices.push({ kind: 'out_of_range', low: min, high: max });
  if (pupil !== null) {
    const own = ownSpan(seen.histories, { subject: pupil.pupil.subject, item, at });
    // Where the pupil's own past speaks, the class is not asked: a strong child is not an error.
    const span = own ?? seen.spreads(pupil.pupil, item);
    if (span !== null && (value < span.low || value > span.high))
      notices.push({ kind: own === null ? 'far_from_class' : 'far_from_own', ...shown(item, span) });
  }
  return [...notices, ...stationNotices];
}

/** A span without binary dust, at the item's stored precision. */
function shown(item: ItemKey, { low, high }: Span): Span {
  const scale = stepsPerUnit(item);
  const round = (value: number) => Math.round(value * scale) / scale;
  return { low: round(low), high: round(high) };
}

/** What is odd in the run of a station's attempts, given oldest first; by attempt. */
export function stationNotices(attempts: Iterable<AttemptState>): ReadonlyMap<AttemptState, Plausibility[]> {
  const before = new Map<string, AttemptState>();
  const ownBefore = new Map<string, AttemptState>();
  const found = new Map<AttemptState, Plausibility[]>();
  for (const attempt of attempts) {
    const { heard, subject, voided } = attempt;
    if (heard.station === null || voided) continue;
    const place = `${heard.station}/${heard.item}`;
    const own = subject === null ? null : `${subject}/${heard.item}`;
    const notices = [
      ...repeated(before.get(place), attempt),
      ...tooSoon(before.get(place), own === null ? undefined : ownBefore.get(own), attempt),
    ];
    if (notices.length > 0) found.set(attempt, notices);
    before.set(place, attempt);
    if (own !== null) ownBefore.set(own, attempt);
  }
  return found;
}

function repeated(last: AttemptState | undefined, { heard, subject }: AttemptState): Plausibility[] {
  if (last === undefined || heard.measured === null || !STATION_HABITS[heard.item].repeatIsRare) return [];
  const samePupil = subject !== null && subject === last.subject;
  return samePupil || last.heard.measured !== heard.measured
    ? []
    : [{ kind: 'same_as_neighbour', low: null, high: null }];
}

function tooSoon(
  last: AttemptState | undefined,
  own: AttemptState | undefined,
  { heard, subject }: AttemptState,
): Plausibility[] {
  const { leastMs, leastOwnMs } = STATION_HABITS[heard.item];
  const sinceOther =
    last !== undefined && (subject === null || last.subject !== subject)
      ? heard.at - last.heard.at
      : Infinity;
  const sinceOwn = own === undefined ? Infinity : heard.at - own.heard.at;
  const isSoon = (leastMs !== null && sinceOther < leastMs) || sinceOwn < leastOwnMs;
  return isSoon ? [{ kind: 'too_soon', low: null, high: null }] : [];
}
