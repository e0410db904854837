import type { AttemptId, SubjectId } from '@tizhi/contracts';
import type { TestDayInput } from './input.ts';
import { playDay } from './play-day.ts';

/**
 * Everybody whose each attempt ever was, in order: whoever looked at one of them while it was wrongly theirs
 * has seen a wrong number.
 */
export const ownersOf = (input: TestDayInput): ReadonlyMap<AttemptId, readonly SubjectId[]> =>
  new Map([...playDay(input).attempts].map(([id, { owners }]) => [id, owners]));
