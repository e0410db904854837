/**
 * Two heart rates further apart than this, ms, leave the time between them unknown. Straps send once a second and
 * lose a notification now and then; over 5 s a child's rate can change by a whole zone.
 */
export const MAX_BRIDGE_MS = 5_000;

/** Rates outside of this, bpm, are no heart rate of a schoolchild in a lesson. A convention of this project. */
export const BELIEVED_BPM = { low: 30, high: 240 } as const;

/**
 * Share of maximum heart rate from which effort counts as moderate to vigorous (MVPA): moderate begins at 64 % and
 * vigorous at 77 % of maximum in the ACSM position stand (Garber et al., Med Sci Sports Exerc 2011;43:1334-59,
 * adults). No such bound is agreed upon in children, in whom field studies used fixed rates of 130 to 140 bpm, which
 * are 64 to 70 % of a maximum of 200. Confidence: moderate.
 */
export const MVPA_SHARE = 0.64;

/**
 * Share of maximum from which a heart rate counts as movement for a density: 60 %, about 120 bpm. A convention of
 * this project: a child who stands and listens is below, one who walks briskly is above. The heart answers late, so
 * a density from heart rates is an estimate; the two neighbours say how much rests on the threshold.
 */
export const MOVING_SHARES = { low: 0.65, share: 0.6, high: 0.55 } as const;

/** Less of a lesson than this heard, and nothing is said about the whole of it. A convention of this project. */
export const ENOUGH_COVERAGE = 0.5;

/**
 * What the compulsory-education PE curriculum (义务教育体育与健康课程标准, 2022) recommends for a lesson: group density
 * (群体运动密度) at least 75 %, individual density (个体运动密度) at least 50 %, a class mean in principle of
 * 140-160 bpm. The rate is an average of a class over a lesson, no cap and no aim for one child, and is disputed
 * (Xiong, 上海体育学院学报 2021-1). To look at, not to mark a lesson with.
 */
export const CURRICULUM_2022 = {
  groupDensity: 0.75,
  individualDensity: 0.5,
  meanBpm: { low: 140, high: 160 },
} as const;

/** Minutes in a millisecond. */
export const MINUTES_PER_MS = 1 / 60_000;
