import type { AttemptId, Instant, SchoolId } from '@tizhi/contracts';
import type { AttemptScore, RecordStore, StoredAttempt } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import type { RosterCache } from '../school/roster-cache.ts';
import { type Claimed, scoreCompletedBmi } from './complete-bmi.ts';
import { isHalfOfBmi, scoreAttempt } from './score-attempt.ts';

/** Attempts scored in one transaction. */
const BATCH = 200;

export const scoreJobName = (school: SchoolId): string => `score/${school}`;

/**
 * Scores what has arrived since the cursor, in order of arrival: claimed and trusted attempts only. A BMI
 * is scored at the attempt that completes it (see `complete-bmi.ts`), from attempts that arrived before, so doing
 * it again gives the same. Scores are saved before the cursor moves.
 */
export function createScoreJob({
  records,
  roster,
  school,
  clock,
  log,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
  readonly clock: () => Instant;
  readonly log: FastifyBaseLogger;
}): {
  /** Gives true where anything had arrived. Throws where the store does; the next run goes on from there. */
  run(): Promise<boolean>;
} {
  const job = scoreJobName(school);

  const claimed = async (attempt: StoredAttempt): Promise<Claimed | undefined> => {
    const { subject } = attempt.body;
    const pupil = subject === null ? undefined : await roster.pupil(subject);
    const inClass = pupil === undefined ? undefined : roster.last.classes.get(pupil.class);
    if (subject === null || pupil === undefined || inClass === undefined) return undefined;
    return { attempt, subject, pupil: { grade: inClass.grade, sex: pupil.sex } };
  };

  const score = async (attempt: StoredAttempt): Promise<AttemptScore[]> => {
    const whose = await claimed(attempt);
    if (whose === undefined) return [];
    const at = clock();
    if (isHalfOfBmi(attempt.body.item))
      return (await scoreCompletedBmi(records, whose)).map((judged) => ({ ...judged, at }));
    const judgement = scoreAttempt(attempt.body, whose.pupil);
    return judgement === undefined ? [] : [{ attempt: attempt.body.attempt, at, ...judgement }];
  };

  return {
    async run() {
      const begin = await records.results.cursor(job);
      let after = begin;
      for (;;) {
        const batch = await records.results.attemptsAfter(school, after, BATCH);
        const last = batch.at(-1);
        if (last === undefined) return after > begin;
        // Of two scores of one attempt in a batch the later stands.
        const scores = new Map<AttemptId, AttemptScore>();
        for (const attempt of batch)
          for (const found of await score(attempt)) scores.set(found.attempt, found);
        if (scores.size > 0) await records.results.saveScores([...scores.values()]);
        await records.results.saveCursor(job, last.arrival);
        log.debug({ attempts: batch.length, scored: scores.size, arrival: last.arrival }, 'attempts scored');
        after = last.arrival;
        if (batch.length < BATCH) return true;
      }
    },
  };
}
