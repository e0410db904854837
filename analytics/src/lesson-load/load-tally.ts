import type { Doubt, Instant, MaxBpm, PupilLoad, Sex } from '@tizhi/contracts';
import { zoneOf } from '../heart/index.ts';
import {
  BELIEVED_BPM,
  ENOUGH_COVERAGE,
  MAX_BRIDGE_MS,
  MINUTES_PER_MS,
  MOVING_SHARES,
  MVPA_SHARE,
} from './constants.ts';
import { trimpPerMinute } from './trimp.ts';

/** A heart rate as it was heard; with a doubt it counts as not heard. */
export interface HeardRate {
  readonly at: Instant;
  readonly bpm: number | null;
  readonly doubt: Doubt | null;
}

/** A lesson, or a part of it: `from` inclusive, `to` exclusive. */
export interface LoadSpan {
  readonly from: Instant;
  readonly to: Instant;
}

export interface LoadedBody {
  readonly max: MaxBpm;
  readonly sex: Sex;
  /** At rest, bpm; below the maximum. */
  readonly restingBpm: number;
}

/** Takes the heart rates of one pupil in the order of their times, then says what load they are. */
export interface LoadTally {
  take(rate: HeardRate): void;
  finish(): PupilLoad;
}

/**
 * Begins the tally of one pupil. A trusted rate holds until the next one, if that comes within
 * {@link MAX_BRIDGE_MS}; otherwise nothing is known of the time between them. Rates out of order are left out. Rates up to
 * {@link MAX_BRIDGE_MS} before and after the span may be given: only what lies within it counts.
 */
export function createLoadTally({ max, sex, restingBpm }: LoadedBody, { from, to }: LoadSpan): LoadTally {
  const zones = [0, 0, 0, 0, 0, 0];
  const moving = { low: 0, share: 0, high: 0 };
  let [heardMs, beatMs, mvpaMs, trimpMs] = [0, 0, 0, 0];
  let peak: number | null = null;
  let last: { readonly at: Instant; readonly bpm: number } | null = null;

  const count = (bpm: number, ms: number): void => {
    const zone = zoneOf(bpm, max.bpm);
    zones[zone] = (zones[zone] ?? 0) + ms;
    heardMs += ms;
    beatMs += bpm * ms;
    trimpMs += ms * trimpPerMinute(bpm, { sex, maxBpm: max.bpm, restingBpm });
    const share = bpm / max.bpm;
    if (share >= MVPA_SHARE) mvpaMs += ms;
    for (const key of ['low', 'share', 'high'] as const) if (share >= MOVING_SHARES[key]) moving[key] += ms;
  };

  return {
    take({ at, bpm, doubt }) {
      if (bpm === null || doubt !== null || bpm < BELIEVED_BPM.low || bpm > BELIEVED_BPM.high) return;
      if (last !== null && at < last.at) return;
      if (last !== null && at - last.at <= MAX_BRIDGE_MS)
        count(last.bpm, Math.max(0, Math.min(at, to) - Math.max(last.at, from)));
      if (at >= from && at < to) peak = Math.max(peak ?? 0, bpm);
      last = { at, bpm };
    },
    finish() {
      const lessonMs = Math.max(0, to - from);
      const coverage = lessonMs === 0 ? 0 : heardMs / lessonMs;
      const enough = coverage >= ENOUGH_COVERAGE;
      const minutes = (ms: number): number => ms * MINUTES_PER_MS;
      const shareOf = (ms: number): number => ms / heardMs;
      return {
        max,
        heardMinutes: minutes(heardMs),
        unknownMinutes: minutes(lessonMs - heardMs),
        coverage,
        zoneMinutes: zones.map(minutes),
        mvpaMinutes: minutes(mvpaMs),
        meanBpm: heardMs === 0 ? null : beatMs / heardMs,
        peakBpm: peak,
        trimp: enough ? minutes(trimpMs) : null,
        zoneLoad: enough ? minutes(zones.reduce((sum, ms, zone) => sum + ms * zone, 0)) : null,
        density: enough
          ? { share: shareOf(moving.share), low: shareOf(moving.low), high: shareOf(moving.high) }
          : null,
      };
    },
  };
}

/** The load of a series at hand; see {@link createLoadTally}. */
export function lessonLoad(rates: Iterable<HeardRate>, body: LoadedBody & LoadSpan): PupilLoad {
  const tally = createLoadTally(body, body);
  for (const rate of rates) tally.take(rate);
  return tally.finish();
}
