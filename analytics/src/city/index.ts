<<<<<<< HEAD
export { type City, type CityPlace, DEFAULT_COHORTS, DEFAULT_LAST_SCHOOL_YEAR } from './cohort.ts';
export { type CityPupil, cityPupil } from './fitness-pupil.ts';
=======
export * from './people.ts';
>>>>>>> link
