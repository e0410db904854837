import type { AccountId, ResultsEvent, SchoolId } from '@tizhi/contracts';
import type { RecordStore, StoredAttempt } from '@tizhi/storage';
import { scoreJobName } from '../jobs/score-job.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { SeenLog } from '../test-day/seen-log.ts';
import { scoredAttempt } from '../views/scored-attempt.ts';
import type { EventStream } from './event-stream.ts';

/** Attempts in one event. */
const BATCH = 200;
/** A page that was away longer than this many attempts gets the last ones and reads the rest itself. */
export const MAX_RESUMED = 2_000;

/** What a page gets to take a batch before the next one; one that cannot is cut off by its stream's limit. */
const DRAIN_MS = 1_000;

export interface ResultFeed {
  /** Sends what the score job has finished since the last call. */
  advance(): Promise<void>;
  /** Sends what came after `after` (`undefined`: from now on), then every new attempt until the stream closes. */
  follow(reader: Reader, after: number | undefined): Promise<void>;
}

/** A page, and whose it is. */
export interface Reader {
  readonly stream: EventStream;
  readonly account: AccountId;
}

/**
 * Tells pages of new attempts. It follows the score job's stored cursor, so an attempt is sent once, with
 * its score, whichever process scored it.
 */
export function createResultFeed({
  records,
  roster,
  school,
  seen,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
  readonly seen: Pick<SeenLog, 'noteAttempts'>;
}): ResultFeed {
  const readers = new Set<Reader>();
  let position: number | undefined;

  const read = async (after: number, upTo: number): Promise<StoredAttempt[]> => {
    const batch = await records.results.attemptsAfter(school, after, BATCH);
    return batch.filter((attempt) => attempt.arrival <= upTo);
  };
  const send = async (batch: readonly StoredAttempt[], to: Iterable<Reader>): Promise<void> => {
    const last = batch.at(-1);
    if (last === undefined) return;
    const event: ResultsEvent = batch.map((attempt) => scoredAttempt(attempt, roster.last));
    const data = JSON.stringify(event);
    for (const { stream, account } of [...to]) {
      stream.send({ event: 'results', data, id: last.arrival });
      await seen.noteAttempts({ account, attempts: event });
    }
  };

  const start = async (): Promise<number> => {
    position ??= await records.results.cursor(scoreJobName(school));
    return position;
  };

  return {
    async advance() {
      let from = await start();
      const upTo = await records.results.cursor(scoreJobName(school));
      if (upTo <= from) return;
      await roster.current();
      while (from < upTo) {
        const batch = await read(from, upTo);
        // An empty batch: the last arrivals are of another school.
        from = batch.at(-1)?.arrival ?? upTo;
        position = from;
        await send(batch, readers);
        await Promise.all([...readers].map(({ stream }) => stream.drained(DRAIN_MS)));
      }
    },
    async follow(reader, after) {
      const { stream } = reader;
      await roster.current();
      const now = await start();
      let from = after === undefined ? now : Math.max(after, now - MAX_RESUMED);
      // `position` may move while we read; the stream joins in the same turn in which it has caught up.
      while (from < (position ?? now) && !stream.closed) {
        const batch = await read(from, position ?? now);
        from = batch.at(-1)?.arrival ?? position ?? now;
        await send(batch, [reader]);
        await stream.drained(DRAIN_MS);
      }
      if (stream.closed) return;
      readers.add(reader);
      stream.onClose(() => readers.delete(reader));
    },
  };
}
