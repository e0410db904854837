export { type Camera, openCamera } from './camera.ts';
export { RepCounter } from './count-reps.ts';
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
export { FOULS, type Foul, type FoulCode } from './fouls.ts';
export { COUNTED, type Counted, ITEMS, type Item, MEASURED } from './items/exercise.ts';
export { itemNamed } from './items/named.ts';
export { type Mat, type MatFile, matFrom } from './mat.ts';
export type { PoseFrame } from './pose.ts';
export type { Abstained, Evidence, Moment, Rep, RepCount, RepEvent } from './rep.ts';
export { asRecorded, parseReplay, type Replay, replayFrame, replayHeader, replayResult } from './replay.ts';
