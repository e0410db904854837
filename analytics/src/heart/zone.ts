export type Zone = 0 | 1 | 2 | 3 | 4 | 5;

/**
 * Intensity zone of a heart rate: zones 1 to 5 begin at 50, 60, 70, 80 and 90 % of the maximum; 0 is below.
 * The five-zone split is a convention of training software with weak evidence behind it: fit for colouring a
 * tile, not for grading a pupil.
 */
export function zoneOf(bpm: number, maxBpm: number): Zone {
  if (bpm * 10 >= maxBpm * 9) return 5;
  if (bpm * 10 >= maxBpm * 8) return 4;
  if (bpm * 10 >= maxBpm * 7) return 3;
  if (bpm * 10 >= maxBpm * 6) return 2;
  if (bpm * 10 >= maxBpm * 5) return 1;
  return 0;
}
