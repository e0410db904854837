/** Heart rates looked at (bpm): from a sleeping athlete to a child at its limit, in steps of one. */
export const SLOWEST = 36;
export const FASTEST = 220;
export const RATES = FASTEST - SLOWEST + 1;
