export {
  type City,
  type CityPlace,
  cohortSize,
  DEFAULT_COHORTS,
  DEFAULT_LAST_SCHOOL_YEAR,
  DISTRICT,
  districtsOf,
  pupilAt,
} from './cohort.ts';
export { type CitySummary, type Share, summaryOf } from './cohort-summary.ts';
export { addCounts, type Counts, tallyPupil } from './cohort-tally.ts';
export { CITY_HEADINGS, type CityFiles, type CityRow, cityRows } from './cohort-template.ts';
export type { Sitting } from './fitness-history.ts';
export { type CityPupil, cityPupil, resultsOf } from './fitness-pupil.ts';
export * from './people.ts';
