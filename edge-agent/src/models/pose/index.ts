export { type Camera, type CameraFrame, openCamera } from './camera.ts';
export { CameraInput, cameraInputOf, nameOf as nameOfCamera } from './camera-input.ts';
export type { CameraOrderInput } from './camera-order.ts';
export { RepCounter } from './count-reps.ts';
export { type DetectorName, type DetectorState, findDetectors } from './detectors/registry.ts';
export {
  AS_FILMED,
  countOf,
  type Judged,
  judgeClip,
  type Tally,
  tallyOf,
  type Verdict,
  verdictOf,
} from './eval/judge.ts';
export { type Clip, clipsOf } from './eval/manifest.ts';
export { KINDS as SIMULATED_MOVEMENTS, type KindName, simulate as simulateFilm } from './eval/simulate.ts';
export { VARIATIONS } from './eval/variations.ts';
export * from './form/index.ts';
export { COUNTED, type Counted, ITEMS, type Item, MEASURED } from './items/exercise.ts';
export { itemNamed } from './items/named.ts';
export { Lane, LaneFile } from './lane.ts';
export { type Mat, type MatFile, matFrom } from './mat.ts';
export type { PoseFrame } from './pose.ts';
export type { Abstained, Evidence, Moment, Rep, RepCount, RepEvent } from './rep.ts';
export { asRecorded, parseReplay, type Replay, replayFrame, replayHeader, replayResult } from './replay.ts';
