/** Why no rate is given. */
export type NoRate =
  /** Nothing was measured here. */
  | 'no_signal'
  /** Beats or pulses were lost for too long. */
  | 'contact_lost'
  /** There is a signal, but it does not carry one rate clearly enough. */
  | 'too_uncertain';

interface Around {
  /** Seconds since the recording's first time. */
  readonly t: number;
  /** 0-1: how sure it is that the true rate lies within 5 bpm of `bpm` (of the best guess, when refused). */
  readonly confidence: number;
}

/** Heart rate at one time, with the interval that holds the true rate in nine of ten cases; or a refusal. */
export type RateAt =
  | (Around & { readonly bpm: number; readonly low: number; readonly high: number; readonly because?: never })
  | (Around & { readonly bpm: null; readonly low: null; readonly high: null; readonly because: NoRate });

export const refused = (t: number, because: NoRate, confidence = 0): RateAt => ({
  t,
  bpm: null,
  low: null,
  high: null,
  confidence,
  because,
});

/** Mean of the rates that were given, and the part of the times that have one; null mean: there is none. */
export function summaryOf(rates: readonly RateAt[]): {
  readonly meanBpm: number | null;
  readonly coverage: number;
} {
  const given = rates.flatMap(({ bpm }) => (bpm === null ? [] : [bpm]));
  return {
    meanBpm: given.length === 0 ? null : given.reduce((sum, bpm) => sum + bpm, 0) / given.length,
    coverage: rates.length === 0 ? 0 : given.length / rates.length,
  };
}
