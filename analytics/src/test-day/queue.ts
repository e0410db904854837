import type { DeviceId, SubjectId } from '@tizhi/contracts';
import { allowedAttempts, type DayState, type ItemSlot } from './day-state.ts';

/**
 * The queue of a station. Its head is the first who has still to be measured there. Who is finished stays in
 * the list until somebody behind him has come: when his attempt is voided at once, the next one is his again;
 * when it is voided after that, the queue goes on.
 */

/** Who comes next, in order, as the day stands. */
export const queueOf = (day: DayState, station: DeviceId): readonly SubjectId[] =>
  (day.queues.get(station) ?? []).filter((subject) => !isFinished(day, station, subject));

/** Whose turn it is; an attempt without card and bib is this pupil's. */
export const nextInQueue = (day: DayState, station: DeviceId): SubjectId | null =>
  (day.queues.get(station) ?? []).find((subject) => !isFinished(day, station, subject)) ?? null;

/** Drops those who were finished before this pupil came. */
export function passQueue(day: DayState, station: DeviceId, subject: SubjectId): void {
  const queue = day.queues.get(station);
  const place = queue?.indexOf(subject) ?? -1;
  if (queue === undefined || place <= 0) return;
  const before = queue.slice(0, place).filter((other) => !isFinished(day, station, other));
  day.queues.set(station, [...before, ...queue.slice(place)]);
}

export function moveToEnd(day: DayState, station: DeviceId, subject: SubjectId): void {
  const queue = day.queues.get(station);
  if (queue?.includes(subject) !== true) return;
  day.queues.set(station, [...queue.filter((other) => other !== subject), subject]);
}

/** A station that measures two items (height and weight) is done with a pupil when both are. */
function isFinished(day: DayState, station: DeviceId, subject: SubjectId): boolean {
  const slots = day.pupils.get(subject)?.slots;
  for (const item of day.itemsAt.get(station) ?? []) {
    const slot = slots?.get(item);
    if (slot !== undefined && !isSlotFinished(slot)) return false;
  }
  return true;
}

/** No attempt is left, the one that counts is in, or a person said that there will be none. */
export function isSlotFinished(slot: ItemSlot): boolean {
  const { mark, rule, granted, taken, usable } = slot;
  if (mark !== null && mark.state !== 'due') return true;
  return taken >= allowedAttempts(slot) || (rule.counts === 'last' && usable > granted);
}
