/** How late a strap shows what the heart did. */
export interface StrapLag {
  readonly strap: string;
  /** Seconds from a change of the heart's rate to the middle of its change on the strap. */
  readonly seconds: number;
  readonly source: 'measured' | 'assumed';
}

/**
 * Straps whose lag is known. Measured: the shift at which the rate they show differs least from the rate of the pulse
 * at the wrist (wrist recordings of docs/models/ppg-rate.md, one wearer each; good to about 2 s). Straps smooth over many
 * beats before they show a rate; the intervals between beats that they also send are not late in this way.
 */
const KNOWN: readonly (StrapLag & { readonly named: RegExp })[] = [
  { strap: 'Wahoo TICKR X 2', named: /tickr/i, seconds: 9, source: 'measured' },
  { strap: 'CooSpo HRM808S', named: /coospo|808s/i, seconds: 7.5, source: 'measured' },
];

const UNKNOWN: StrapLag = { strap: 'unknown', seconds: 8, source: 'assumed' };

/** Lag of the strap that a text names (a BLE name, a note); of an unknown one what the known ones have, assumed. */
export function strapLag(text: string): StrapLag {
  const known = KNOWN.find(({ named }) => named.test(text));
  return known === undefined ? UNKNOWN : { strap: known.strap, seconds: known.seconds, source: known.source };
}

/**
 * Seconds that are left of the bound within which an alert has to be raised, once the strap has shown the rate; 0:
 * the strap alone is too late for this bound, take its intervals between beats.
 */
export const budgetAfterStrap = ({
  bound,
  lag,
}: {
  readonly bound: number;
  readonly lag: StrapLag;
}): number => Math.max(0, bound - lag.seconds);
