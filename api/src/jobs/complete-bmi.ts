import type { Instant, SubjectId } from '@tizhi/contracts';
import type { AttemptScore, RecordStore, StoredAttempt } from '@tizhi/storage';
import { type Scored, scoreBodyMassIndex, trustedValue } from './score-attempt.ts';

/** Measurements looked through for the other half of a BMI: more than a pupil is measured in a day. */
const HALVES = 50;
/** Schools of the national standard keep China time, UTC+8, all year: "the same day" is a day there. */
const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** An attempt together with the pupil whose it is, as far as the standard asks. */
export interface Claimed {
  readonly attempt: StoredAttempt;
  readonly subject: SubjectId;
  readonly pupil: Scored;
}

/**
 * The BMI that a height or a weight completes on its day. Each half belongs to one measurement with the first half
 * of the other kind that comes while it waits. One that comes without (a height measured again) is taken with the
 * latest of the other kind for the time being; when its own comes, the index of both is given to both, so that the
 * rows of one measurement never differ. Empty: nothing of the other kind has come.
 */
export async function scoreCompletedBmi(
  records: RecordStore,
  { attempt, subject, pupil }: Claimed,
): Promise<Omit<AttemptScore, 'at'>[]> {
  const value = trustedValue(attempt.body);
  if (value === undefined) return [];
  const before = await Promise.all(
    (['height', 'weight'] as const).map(async (item) =>
      (await records.results.ofSubject(subject, item, HALVES)).filter(
        (each) =>
          each.arrival < attempt.arrival &&
          dayOf(each.body.at) === dayOf(attempt.body.at) &&
          trustedValue(each.body) !== undefined,
      ),
    ),
  );
  const halves = before.flat().sort((a, b) => a.arrival - b.arrival);
  const waiting = halfThatWaits(halves);
  const isMine = waiting !== undefined && waiting.body.item !== attempt.body.item;
  const other = isMine ? waiting : halves.findLast(({ body }) => body.item !== attempt.body.item);
  const otherValue = other === undefined ? undefined : trustedValue(other.body);
  if (other === undefined || otherValue === undefined) return [];
  const judgement = scoreBodyMassIndex(
    attempt.body.item === 'height'
      ? { heightCm: value, weightKg: otherValue }
      : { heightCm: otherValue, weightKg: value },
    pupil,
  );
  if (judgement === undefined) return [];
  const wasScored =
    isMine && halves.some(({ body, arrival }) => body.item !== other.body.item && arrival < other.arrival);
  return [attempt, ...(wasScored ? [other] : [])].map(({ body }) => ({
    attempt: body.attempt,
    ...judgement,
  }));
}

/** Of halves in the order of their arrival the latest that has no partner yet. */
function halfThatWaits(halves: readonly StoredAttempt[]): StoredAttempt | undefined {
  let waiting: StoredAttempt | undefined;
  for (const half of halves)
    waiting = waiting === undefined || waiting.body.item === half.body.item ? half : undefined;
  return waiting;
}

const dayOf = (at: Instant): number => Math.floor((at + CHINA_OFFSET_MS) / DAY_MS);
