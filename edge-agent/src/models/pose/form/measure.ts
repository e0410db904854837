import type { PoseFrame } from '../pose.ts';
import type { JudgedItem } from './faults.ts';
import type { Measured } from './measured.ts';
import { measurePushUp } from './push-up.ts';
import { measureSquat } from './squat.ts';
import { looksOf } from './trace.ts';

/** Measures one repetition, or a film of some. Pure; frames in the order of time, lengths in any unit. */
export function measure(item: JudgedItem, frames: readonly PoseFrame[]): Measured {
  const looks = looksOf(frames);
  switch (item) {
    case 'push_up':
      return measurePushUp(looks, frames.length);
    case 'squat':
      return measureSquat(looks, frames.length);
    default:
      return item satisfies never;
  }
}
