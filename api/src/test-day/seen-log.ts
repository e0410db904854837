import type { AccountId, Instant, PupilDayView, ScoredAttempt, TestDayId } from '@tizhi/contracts';
import type { RecordStore, Sight } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import { startLoop } from '../loop.ts';

/** Sights that wait to be written. Where there are more, whoever shows the next number waits for the store. */
export const MAX_WAITING = 100_000;
/** Accounts and days whose last sights are remembered, so that an open page writes little. */
export const MAX_REMEMBERED = 500;
/** Numbers remembered for one account and day; more are noted again, which the store takes once. */
export const MAX_NUMBERS = 50_000;
const WRITE_EVERY_MS = 1_000;
const SLOWEST_MS = 30_000;

export interface Shown {
  readonly account: AccountId;
  readonly testDay: TestDayId;
  readonly pupils: readonly Pick<PupilDayView, 'subject' | 'results'>[];
}

export interface SeenLog {
  /** Notes official values that an account was shown. Waits only while {@link MAX_WAITING} are unwritten. */
  note(shown: Shown): Promise<void>;
  /** Notes values of attempts that an account was shown outside a test day: whoever they were said to be of. */
  noteAttempts(shown: {
    readonly account: AccountId;
    readonly attempts: readonly ScoredAttempt[];
  }): Promise<void>;
  /** Writes what waits, now. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Remembers who saw which number, so that whoever saw a wrong one can be told. The same number is noted once
 * for an account while the server runs; the store keeps one row for each number and account.
 */
export function createSeenLog({
  records,
  clock,
  log,
}: {
  readonly records: RecordStore;
  readonly clock: () => Instant;
  readonly log: FastifyBaseLogger;
}): SeenLog {
  let waiting: Sight[] = [];
  const remembered = new Map<string, Map<string, string>>();

  const isNew = ({ account, testDay, subject, item, attempt, value }: Sight): boolean => {
    const whose = `${account}/${testDay ?? ''}`;
    const numbers = remembered.get(whose) ?? new Map<string, string>();
    remembered.delete(whose);
    remembered.set(whose, numbers);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MAX_REMEMBERED) break;
      remembered.delete(oldest);
    }
    // A day shows one number for a pupil's item, the list of attempts shows all of them.
    const place = testDay === null ? attempt : `${subject}/${item}`;
    if (numbers.size >= MAX_NUMBERS) numbers.clear();
    const number = `${attempt}/${value}`;
    if (numbers.get(place) === number) return false;
    numbers.set(place, number);
    return true;
  };

  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    const batch = waiting;
    if (batch.length === 0) return;
    waiting = [];
    try {
      await records.testDays.noteSeen(batch);
    } catch (error) {
      waiting = [...batch, ...waiting];
      throw error;
    }
  };
  const flush = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  const loop = startLoop({
    everyMs: WRITE_EVERY_MS,
    slowestMs: SLOWEST_MS,
    work: flush,
    failed: (error, nextMs) => log.warn({ err: error, nextMs, waiting: waiting.length }, 'sights wait'),
  });

  const add = async (sights: readonly Sight[]): Promise<void> => {
    for (const sight of sights) if (isNew(sight)) waiting.push(sight);
    if (waiting.length > MAX_WAITING) await flush();
  };

  return {
    async note({ account, testDay, pupils }) {
      const at = clock();
      await add(sightsOf({ at, account, testDay, pupils }));
    },
    async noteAttempts({ account, attempts }) {
      const at = clock();
      await add(
        attempts.flatMap(({ subject, item, value, attempt }) =>
          subject === null || value === null
            ? []
            : [{ at, account, testDay: null, subject, item, value, attempt }],
        ),
      );
    },
    async flush() {
      await flush();
      await flush(); // what came while the first was under way
    },
    async stop() {
      await loop.stop();
      await flush().catch((error: unknown) =>
        log.error({ err: error, lost: waiting.length }, 'sights could not be written before the end'),
      );
    },
  };
}

/** The official values that pupils of a test day have. */
export const sightsOf = ({
  at,
  account,
  testDay,
  pupils,
}: Omit<Shown, 'account'> & Pick<Sight, 'at' | 'account'>): Sight[] =>
  pupils.flatMap(({ subject, results }) =>
    results.flatMap(({ item, value, attempt }) =>
      value === null || attempt === null ? [] : [{ at, account, testDay, subject, item, value, attempt }],
    ),
  );
