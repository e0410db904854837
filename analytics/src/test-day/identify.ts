import type { AttemptView, SubjectId } from '@tizhi/contracts';
import { type AttemptState, change, type DayState, slotOf } from './day-state.ts';
import { nextInQueue, passQueue } from './queue.ts';

type KnownBy = NonNullable<AttemptView['knownBy']>;
type Way = (day: DayState, attempt: AttemptState) => SubjectId | null;

/**
 * How the pupil of an attempt becomes known when it arrives; the order is the specification. A person's claim
 * stands above all of them. The queue is asked only where neither station, card nor bib names anybody: a tag
 * that nobody has is a pupil whom we do not know, not the next one.
 */
const WAYS: readonly (readonly [KnownBy, Way])[] = [
  ['station', (_day, { heard }) => heard.named],
  ['bib', (day, { heard }) => (heard.tag === null ? null : (day.bibs.get(heard.tag) ?? null))],
  ['card', (day, { heard }) => (heard.tag === null ? null : (day.cards.get(heard.tag) ?? null))],
  ['queue', queueTurn],
];

function queueTurn(day: DayState, { heard }: AttemptState): SubjectId | null {
  const isNamed = heard.named !== null || heard.tag !== null;
  return isNamed || heard.station === null ? null : nextInQueue(day, heard.station);
}

/** An attempt's moment has come: whose is it? Nobody's where the item is not one of that pupil's group. */
export function arrive(day: DayState, attempt: AttemptState): void {
  change(day, attempt, { arrived: true });
  if (!attempt.decided) identify(day, attempt);
  const { subject, heard } = attempt;
  if (subject !== null && heard.station !== null) passQueue(day, heard.station, subject);
}

function identify(day: DayState, attempt: AttemptState): void {
  for (const [knownBy, way] of WAYS) {
    const subject = way(day, attempt);
    if (subject === null) continue;
    if (slotOf(day, subject, attempt.heard.item) !== undefined) change(day, attempt, { subject, knownBy });
    return;
  }
}

/** A bib is given: from now on it names this pupil, and what waited with it in the tray is this pupil's too. */
export function giveBib(day: DayState, tag: string, subject: SubjectId): void {
  day.bibs.set(tag, subject);
  for (const attempt of day.tagged.get(tag) ?? []) {
    const { heard, arrived, decided } = attempt;
    if (!arrived || decided || attempt.subject !== null || heard.named !== null) continue;
    if (slotOf(day, subject, heard.item) !== undefined) change(day, attempt, { subject, knownBy: 'bib' });
  }
}
