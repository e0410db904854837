import type { Contact } from '@tizhi/contracts';

/** How much a body moves: `still` (sits, stands), `moving` (walks, plays), `hard` (runs, jumps). */
export type MovementLevel = 'still' | 'moving' | 'hard';

export interface Movement {
  readonly level: MovementLevel;
  /** Where it is known from; the lesson's phase says it of the class, not of the pupil. */
  readonly source: 'acceleration' | 'cadence' | 'phase';
  /** Steps a minute, where a sensor counts them. */
  readonly cadence: number | null;
  /** 0 to 1. */
  readonly confidence: number;
}

/** What was heard of one pupil in about one second. `null`: not known; a rule that needs it abstains. */
export interface Second {
  /** Epoch milliseconds; grows from second to second. */
  readonly at: number;
  /** Beats per minute as the sensor sent it and does not doubt it itself; `null`: none, or doubted. */
  readonly bpm: number | null;
  /** The intervals that ended in this second, ms, oldest first. */
  readonly rrMs: readonly number[];
  readonly contact: Contact | 'silent';
  readonly movement: Movement | null;
  /** Oxygen saturation, %, in the second in which it was measured. */
  readonly spo2: number | null;
  /** Body temperature, degrees Celsius, in the second in which it was measured. */
  readonly temperature: number | null;
}

/** Why a rate that was sent is not believed. */
export type Disbelief =
  | 'no_rate'
  | 'beats_disagree'
  | 'beats_chaotic'
  | 'counted_twice'
  | 'cadence_lock'
  | 'stuck';

/** A second with how far its rate is believed: 0 to 1. */
export interface Judged extends Second {
  readonly trust: number;
  readonly because: Disbelief | null;
}

/** A rate that is believed at least so far counts for the rules. */
export const BELIEVED = 0.5;

export const isBelieved = (second: Judged): second is Judged & { readonly bpm: number } =>
  second.bpm !== null && second.trust >= BELIEVED;

/** What the roster says of a pupil. The school server makes both from the age where nothing was measured or set. */
export interface Limits {
  /** Sustained rates above raise an alert, bpm. */
  readonly ceilingBpm: number;
  /** Measured, else 208 - 0.7 x age, bpm. */
  readonly maxBpm: number;
}

/** What the nurse decides (`rules:` in edge.yaml). `null`: the rule is off. */
export interface NurseSettings {
  readonly spo2: {
    readonly belowPercent: number;
    readonly criticalBelowPercent: number;
    readonly sustainedSeconds: number;
  } | null;
  readonly temperature: { readonly atLeastDegC: number } | null;
}
