/** A part of a lesson as a plan names it. */
export type LessonPhase = 'talk' | 'warm_up' | 'skill' | 'fitness' | 'cool_down';

/** What is known of a pupil's effort; the first that is there counts, in this order. */
export interface EffortSigns {
  /** Steps a minute (both feet), where a sensor counts them. */
  readonly stepsPerMinute?: number;
  /** Repetitions by the camera's usual pace of the exercise: 1 is the pace of a hard minute. */
  readonly poseShare?: number;
  readonly phase?: LessonPhase;
}

/** Steps a minute of a fast run: effort 1. Walking is 100-120, easy running 150-160. */
const FAST_STEPS = 180;
/** Standing and shuffling below this is no effort. */
const STANDING_STEPS = 40;

/** What a phase usually asks for, by the middle of its zone. A guess: cadence or pose say more. */
const PHASE_EFFORT = {
  talk: 0.1,
  warm_up: 0.45,
  skill: 0.5,
  fitness: 0.75,
  cool_down: 0.25,
} as const satisfies Record<LessonPhase, number>;

/** Effort, 0 (standing) to 1.2, from what is known; 0 where nothing is. Conventions of this project. */
export function effortOf({ stepsPerMinute, poseShare, phase }: EffortSigns): number {
  const clipped = (effort: number): number => Math.min(1.2, Math.max(0, effort));
  if (stepsPerMinute !== undefined)
    return clipped((stepsPerMinute - STANDING_STEPS) / (FAST_STEPS - STANDING_STEPS));
  if (poseShare !== undefined) return clipped(poseShare);
  return phase === undefined ? 0 : PHASE_EFFORT[phase];
}
