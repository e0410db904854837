/** One standing long jump. Lengths in cm from the take-off line's rear edge, times in seconds since the film began. */
export interface LongJump {
  readonly takeOff: number;
  readonly landing: number;
  readonly flightSeconds: number;
  /** `null` without a calibrated mat: then a jump is counted by the picture alone, and nothing is measured. */
  readonly measured: {
    /** From the line to the nearest heel after landing. The test writes down whole centimetres. */
    readonly distanceCm: number;
    readonly plusMinusCm: number;
    /** How far the foremost toe reached before take-off: above 0 it is over the line. */
    readonly toeCm: number;
  } | null;
}

/** One leg of a shuttle run, from line to line. */
export interface Leg {
  /** 1, 2, ... */
  readonly number: number;
  readonly seconds: number;
  /** Since the runner left the start line, at the end of this leg. */
  readonly totalSeconds: number;
  /** How near the feet came to the line at its end, cm; below 0 they passed it. */
  readonly shortCm: number;
}
