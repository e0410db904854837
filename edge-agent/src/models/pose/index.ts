export { type Camera, openCamera } from './camera.ts';
export { type Abstained, type Rep, type RepCount, RepCounter } from './count-reps.ts';
export { COUNTED, type Counted } from './items/exercise.ts';
export type { PoseFrame } from './pose.ts';
