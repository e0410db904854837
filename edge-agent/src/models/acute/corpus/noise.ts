/** The noise of every vignette. All from memory of straps in class; the card says what that is worth. */
export const NOISE = {
  /** A notification that is not heard, each second. */
  lostNotification: 0.02,
  /** A worn strap slips for a few seconds: about once a quarter of an hour. */
  slipPerSecond: 1 / 900,
  slipSeconds: [4, 14],
  /** Beats that a worn strap misses or adds, each beat, and when the body runs. */
  missedBeat: 0.003,
  addedBeat: 0.002,
  whenRunning: 3,
  /** Spread of an interval from beat to beat, as a share; of an optical rate, bpm. */
  intervalSpread: 0.012,
  opticalSpread: 1.5,
  /** Wander of the true rate, bpm a second. */
  wander: 0.8,
  /** Spread of the cadence, steps a minute, and of an oximeter, %. */
  cadenceSpread: 3,
  spo2Spread: 0.6,
} as const;
