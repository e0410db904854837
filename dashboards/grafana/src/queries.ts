import type { IntensityBand } from './intensity.ts';

/** A device is "heard" when a sample of it is at most this old; the live page fades tiles at the same age. */
const HEARD_WITHIN = '10s';

/** `:regex` makes one value, several values and "All" fit the same pattern. */
const chosen = (...tags: readonly string[]): string =>
  tags.map((tag) => `"${tag}" =~ /^\${${tag}:regex}$/`).join(' AND ');
const CHOSEN = chosen('school', 'gateway', 'device');
const ALL_SAMPLES = `FROM "heart_rate" WHERE $timeFilter AND ${CHOSEN}`;

/**
 * Samples that may be shown as numbers. A doubtful sample carries its reason in the field `doubt`, a good
 * one has no such field: InfluxQL gives nothing for a pattern on a missing field, and nothing is not true.
 */
const TRUSTED = '("doubt" =~ /./) = false AND "bpm" > 0';

/** The InfluxQL of each panel: values of measurement `heart_rate` (bpm in beats per minute). */
export const QUERIES = {
  classRate: `SELECT mean("bpm") AS "mean", min("bpm") AS "min", max("bpm") AS "max" ${ALL_SAMPLES} AND ${TRUSTED} GROUP BY time($__interval) fill(null)`,
  deviceRate: `SELECT mean("bpm") AS "bpm" ${ALL_SAMPLES} AND ${TRUSTED} GROUP BY time($__interval), "device" fill(null)`,
  /** Devices heard now, as a share (0 to 1) of those heard in the chosen time. Empty when none is heard now. */
  heardShare: `SELECT count("recent") / count("all") AS "heard" FROM (SELECT count("confidence") AS "recent" FROM "heart_rate" WHERE time > now() - ${HEARD_WITHIN} AND ${CHOSEN} GROUP BY "device"), (SELECT count("confidence") AS "all" ${ALL_SAMPLES} GROUP BY "device")`,
  meanNow: `SELECT mean("bpm") AS "mean" FROM "heart_rate" WHERE time > now() - ${HEARD_WITHIN} AND ${CHOSEN} AND ${TRUSTED}`,
  /** Share of doubtful samples, 0 to 1. `count` counts only the samples that have the field. */
  doubtShare: `SELECT count("doubt") / count("confidence") AS "doubtful" ${ALL_SAMPLES} GROUP BY time($__interval) fill(0)`,
  samplesPerSecond: `SELECT count("confidence") * 1000 / $__interval_ms AS "rate" ${ALL_SAMPLES} GROUP BY time($__interval), "gateway" fill(0)`,
  lastHeard: `SELECT last("confidence") AS "confidence", "doubt" AS "doubt" ${ALL_SAMPLES} GROUP BY "gateway", "device"`,
} as const;

/** Samples of one intensity band over time. */
export const bandQuery = ({ from, below }: IntensityBand): string =>
  `SELECT count("bpm") AS "samples" ${ALL_SAMPLES} AND ${TRUSTED} AND "bpm" >= ${from} AND "bpm" < ${below} GROUP BY time($__interval) fill(0)`;

/** The values of a variable: tag values, each list narrowed by the choices above it. */
const values = (tag: string): string => `SHOW TAG VALUES FROM "heart_rate" WITH KEY = "${tag}"`;
export const VARIABLE_QUERIES = {
  school: values('school'),
  gateway: `${values('gateway')} WHERE ${chosen('school')}`,
  device: `${values('device')} WHERE ${chosen('school', 'gateway')}`,
} as const;
