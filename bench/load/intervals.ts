/** The RR intervals that fit into a second at this rate, in a strap's unit of 1/1024 s, as ms. */
export const intervalsOf = (bpm: number): number[] => {
  const rrMs = (Math.round((60 / bpm) * 1024) / 1024) * 1000;
  return Array.from({ length: Math.max(1, Math.round(1000 / rrMs)) }, () => rrMs);
};
