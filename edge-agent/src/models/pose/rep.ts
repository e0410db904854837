import type { ExerciseFoul } from '@tizhi/contracts';
import type { Form } from './form/form.ts';
import type { Flight } from './hop-flight.ts';
import type { Item } from './items/exercise.ts';
import type { Leg, LongJump } from './measured.ts';
import type { PoseFrame } from './pose.ts';

/** One repetition. Times in seconds since the film began. */
export interface Rep {
  readonly start: number;
  readonly end: number;
  /** No rule of the test speaks against it. */
  readonly valid: boolean;
  readonly fouls: readonly ExerciseFoul[];
  /** How sure the counter is that this is a repetition of this exercise, 0-1. */
  readonly confidence: number;
  readonly evidence: Evidence;
  /** How well it was done, where the exercise has a model of that. */
  readonly form?: Form;
  /** Of a vertical jump. */
  readonly flight?: Flight;
  /** Of a standing long jump. */
  readonly jump?: LongJump;
  /** Of a shuttle run. */
  readonly leg?: Leg;
}

/** By what a repetition can be looked at again, when somebody contests it. */
export interface Evidence {
  readonly amplitude: Amplitude;
  /** The body at the last moment of rest before it, and at its extreme; `null`: nobody was seen just then. */
  readonly rest: Moment | null;
  readonly end: Moment | null;
}

/** How far a movement went. */
export interface Amplitude {
  readonly value: number;
  /**
   * `share_of_way`: 0 rest, 1 the end that the exercise asks for. `body_heights`: rise of the trunk in lengths from
   * ankle to shoulder. `cm`: over the calibrated floor.
   */
  readonly unit: 'share_of_way' | 'body_heights' | 'cm';
}

/** The 17 points at a moment: x, y (frame heights) and score of each, in the order of `KEYPOINTS`. */
export interface Moment {
  /** Seconds since the film began. */
  readonly at: number;
  readonly points: readonly number[];
}

/** A span that is not counted, and why. Seconds. */
export interface Abstained {
  readonly start: number;
  readonly end: number;
  readonly because: string;
}

/** Something that a judge writes down and that ends nothing: the count goes on. Seconds. */
export interface RepEvent {
  readonly start: number;
  readonly end: number;
  readonly code: ExerciseFoul;
}

export interface RepCount {
  readonly item: Item;
  /** Valid repetitions. */
  readonly count: number;
  readonly reps: readonly Rep[];
  readonly abstained: readonly Abstained[];
  readonly events: readonly RepEvent[];
}

/** Counts one item; frames come in the order of their time. */
export interface ItemCounter {
  step(frame: PoseFrame): void;
  /** `ended`: the film is over, nothing follows. */
  result(of: { readonly ended: boolean }): Omit<RepCount, 'item' | 'count'>;
}
