import type { Instant, SchoolId, SubjectId } from '@tizhi/contracts';
import type { AttemptScore, RecordStore, StoredAttempt } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import type { RosterCache } from '../school/roster-cache.ts';
import { isHalfOfBmi, type Scored, scoreAttempt, scoreBodyMassIndex, trustedValue } from './score-attempt.ts';

/** Attempts scored in one transaction. */
const BATCH = 200;
/** Measurements looked through for the other half of a BMI: more than a pupil is measured in a day. */
const OTHER_HALVES = 50;
/** Schools of the national standard keep China time, UTC+8, all year: "the same day" is a day there. */
const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

export const scoreJobName = (school: SchoolId): string => `score/${school}`;

/** An attempt together with the pupil whose it is, as far as the standard asks. */
interface Claimed {
  readonly attempt: StoredAttempt;
  readonly subject: SubjectId;
  readonly pupil: Scored;
}

/**
 * Scores what has arrived since the cursor, in order of arrival: claimed and trusted attempts only. A BMI
 * is scored at the attempt that completes it (the second of height and weight on one day), from attempts
 * that arrived before, so doing it again gives the same. Scores are saved before the cursor moves.
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

  const score = async (attempt: StoredAttempt): Promise<AttemptScore | undefined> => {
    const whose = await claimed(attempt);
    if (whose === undefined) return undefined;
    const judgement = isHalfOfBmi(attempt.body.item)
      ? await scoreCompletedBmi(records, whose)
      : scoreAttempt(attempt.body, whose.pupil);
    return judgement === undefined ? undefined : { attempt: attempt.body.attempt, at: clock(), ...judgement };
  };

  return {
    async run() {
      const begin = await records.results.cursor(job);
      let after = begin;
      for (;;) {
        const batch = await records.results.attemptsAfter(school, after, BATCH);
        const last = batch.at(-1);
        if (last === undefined) return after > begin;
        const scores: AttemptScore[] = [];
        for (const attempt of batch) {
          const found = await score(attempt);
          if (found !== undefined) scores.push(found);
        }
        if (scores.length > 0) await records.results.saveScores(scores);
        await records.results.saveCursor(job, last.arrival);
        log.debug(
          { attempts: batch.length, scored: scores.length, arrival: last.arrival },
          'attempts scored',
        );
        after = last.arrival;
        if (batch.length < BATCH) return true;
      }
    },
  };
}

async function scoreCompletedBmi(records: RecordStore, { attempt, subject, pupil }: Claimed) {
  const value = trustedValue(attempt.body);
  if (value === undefined) return undefined;
  const isHeight = attempt.body.item === 'height';
  const candidates = await records.results.ofSubject(subject, isHeight ? 'weight' : 'height', OTHER_HALVES);
  const other = candidates
    .filter((each) => each.arrival < attempt.arrival && dayOf(each.body.at) === dayOf(attempt.body.at))
    .map((each) => trustedValue(each.body))
    .find((each) => each !== undefined);
  if (other === undefined) return undefined;
  return scoreBodyMassIndex(
    isHeight ? { heightCm: value, weightKg: other } : { heightCm: other, weightKg: value },
    pupil,
  );
}

const dayOf = (at: Instant): number => Math.floor((at + CHINA_OFFSET_MS) / DAY_MS);
