import { ageInYears, defaultCeilingBpm, estimateMaxBpm } from '@tizhi/analytics';
import type { Instant } from '@tizhi/contracts';
import type { Pupil } from '@tizhi/storage';

/**
 * Stands in for a birth date that is none: the middle of school age. From 6 to 18 the estimate differs from
 * this one by 4 bpm at most, well inside the 10-12 bpm by which people of one age differ.
 */
export const UNKNOWN_AGE_YEARS = 12;

type Body = Pick<Pupil, 'measuredMaxBpm' | 'birthDate'>;

/** A pupil's maximum heart rate, bpm: measured, else estimated from age. */
export const maxBpmOf = ({ measuredMaxBpm, birthDate }: Body, at: Instant): number =>
  measuredMaxBpm ?? estimateMaxBpm(ageInYears(birthDate, at) ?? UNKNOWN_AGE_YEARS);

/** The rate above which the gateway raises an alert when it lasts, bpm. */
export const ceilingBpmOf = (body: Body, at: Instant): number => defaultCeilingBpm(maxBpmOf(body, at));
