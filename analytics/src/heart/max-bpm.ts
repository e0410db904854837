/**
 * Estimated maximum heart rate (最大心率), bpm, from completed years of age: 208 - 0.7 x age, rounded.
 * A 2023 meta-analysis found it the most accurate usable age formula in youth; 220 - age overestimates there
 * (shared standard notes, prescription.md, "Heart-rate zones"). The spread between people is 10-12 bpm: show it
 * as an estimate and prefer a measured maximum.
 */
export const estimateMaxBpm = (ageYears: number): number => Math.round((2080 - 7 * ageYears) / 10);

/**
 * The rate, bpm, above which a sustained effort raises an alert where nobody has set another: 95 % of maximum,
 * rounded. A convention of this project, not a medical limit.
 */
export const defaultCeilingBpm = (maxBpm: number): number => Math.round((maxBpm * 95) / 100);
