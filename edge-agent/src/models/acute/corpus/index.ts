export { CLASS_HOUR, type ClassHour, classHour } from './class-hour.ts';
export { judge, type Outcome } from './judge.ts';
export { NOISE } from './noise.ts';
export { lengthOf, onsetOf, Vignette, vignettes } from './vignette.ts';
