import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { findingsOf, trajectoryOf } from '@tizhi/analytics';
import type { FitnessHistory, Instant, SchoolId, SubjectId } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import type { RosterCache } from '../school/roster-cache.ts';
import type { TestsOfSubjects } from './closed-days.ts';
import type { HistoryBook } from './history-book.ts';

/** Another process may have changed histories: everything is looked at again after this. */
const LOOK_AGAIN_MS = 10 * 60_000;
/** Pupils worked out between two turns of the event loop: a few milliseconds. */
const PORTION = 20;

/**
 * Brings the warnings to what the rules find in each pupil's tests now. Only pupils whose history is another than
 * at the last run are worked out; nothing derived is trusted across a restart, so the first run does everybody.
 */
export function createCareJob({
  records,
  roster,
  book,
  school,
  clock,
  log,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly book: HistoryBook;
  readonly school: SchoolId;
  readonly clock: () => Instant;
  readonly log: FastifyBaseLogger;
}): {
  /** Something else than a test day changed: an import, the roster. */
  changed(): void;
  /** Throws where the store does; the next run goes on from there. */
  run(): Promise<void>;
} {
  /** Of each pupil the history that the stored warnings rest on, as a digest. */
  const done = new Map<SubjectId, string>();
  let own: TestsOfSubjects | undefined;
  let lookedAt = 0;

  const work = async (histories: readonly FitnessHistory[]): Promise<number> => {
    const news = histories.flatMap((history) => {
      const digest = digestOf(history);
      return done.get(history.subject) === digest ? [] : [{ history, digest }];
    });
    if (news.length === 0) return 0;
    const findings = news.flatMap(({ history }) =>
      findingsOf({ trajectory: trajectoryOf(history), history }),
    );
    const subjects = news.map(({ history }) => history.subject);
    const changed = await records.care.warnings.keep({ school, at: clock(), subjects, findings });
    for (const { history, digest } of news) done.set(history.subject, digest);
    return changed;
  };

  return {
    changed() {
      lookedAt = 0;
    },
    async run() {
      const days = await book.own();
      if (days === own && clock() - lookedAt < LOOK_AGAIN_MS) return;
      lookedAt = clock(); // what changes from here on is looked at again
      own = undefined;
      const { pupils } = await roster.current();
      for (const subject of done.keys()) if (!pupils.has(subject)) done.delete(subject);
      let changed = 0;
      for await (const histories of book.portions([...pupils.keys()], PORTION)) {
        changed += await work(histories);
        await setImmediate();
      }
      own = days;
      if (changed > 0) log.info({ changed }, 'warnings brought up to date');
    },
  };
}

const digestOf = (history: FitnessHistory): string =>
  createHash('sha256').update(JSON.stringify(history)).digest('base64url');
