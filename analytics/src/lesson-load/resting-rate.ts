/** Median heart rate at rest by age, bpm: the last year of each row, and the rate. */
const MEDIANS = [
  { untilYears: 8, bpm: 91 },
  { untilYears: 12, bpm: 84 },
  { untilYears: 15, bpm: 78 },
  { untilYears: 18, bpm: 73 },
] as const;

const ADULT_BPM = 70;

/**
 * The resting heart rate, bpm, of a child of this age (years) where nobody measured one: medians of Fleming et al.,
 * Lancet 2011;377:1011-8 (8-12 years 84, 12-15 years 78, 15-18 years 73; spread between children about 12 bpm).
 */
export const estimateRestingBpm = (ageYears: number): number =>
  MEDIANS.find(({ untilYears }) => ageYears < untilYears)?.bpm ?? ADULT_BPM;
