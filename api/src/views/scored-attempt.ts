import { formatItemValue } from '@tizhi/analytics';
import { BmiLevel, ITEMS, Level, type ScoredAttempt } from '@tizhi/contracts';
import type { AttemptScore, StoredAttempt } from '@tizhi/storage';
import { z } from 'zod';
import { trustedValue } from '../jobs/score-attempt.ts';
import type { Roster } from '../school/roster-cache.ts';

const AnyLevel = z.union([Level, BmiLevel]);

/** An attempt as the results page shows it. A doubtful value is missing, with the reason, never a number. */
export function scoredAttempt({ body, receivedAt, score }: StoredAttempt, roster: Roster): ScoredAttempt {
  const value = trustedValue(body) ?? null;
  return {
    attempt: body.attempt,
    item: body.item,
    value,
    unit: ITEMS[body.item].unit,
    display: value === null ? '-' : formatItemValue(body.item, value),
    at: body.at,
    receivedAt,
    station: body.station,
    lesson: body.lesson,
    subject: body.subject,
    ...whoOf(body.subject, roster),
    doubt: body.doubt,
    ...scoreOf(score),
  };
}

function whoOf(subject: ScoredAttempt['subject'], roster: Roster) {
  const pupil = subject === null ? undefined : roster.pupils.get(subject);
  const inClass = pupil === undefined ? undefined : roster.classes.get(pupil.class);
  return {
    name: pupil?.name ?? null,
    seat: pupil?.seat ?? null,
    className: inClass?.name ?? null,
    grade: inClass?.grade ?? null,
    sex: pupil?.sex ?? null,
  };
}

const scoreOf = (score: AttemptScore | null) => ({
  score: score?.score ?? null,
  bonus: score?.bonus ?? null,
  level: AnyLevel.safeParse(score?.level).data ?? null,
  bmi: score?.bmi ?? null,
  standardVersion: score?.standardVersion ?? null,
});
