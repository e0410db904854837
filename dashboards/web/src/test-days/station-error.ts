import type { CreateTestDay, StationView, TestDayPlan } from '@tizhi/contracts';

/** What is stated of a station's error: its bound in the item's unit, and who says so. */
export interface StatedError {
  readonly error: number | null;
  readonly errorSource: string | null;
}
export type Place = Pick<StationView, 'station' | 'item'>;

/** The greatest bound that a plan takes. */
const MAX_ERROR = 1_000;

export const placeIn = ({ stations }: TestDayPlan, { station, item }: Place): StatedError =>
  stations.find((each) => each.station === station && each.item === item) ?? {
    error: null,
    errorSource: null,
  };

/** What was written: an empty number means that the error is not known. A bound needs its source. */
export function readError(text: string, source: string): StatedError | 'number' | 'source' {
  if (text.trim() === '') return { error: null, errorSource: null };
  const error = Number(text.trim().replace(',', '.'));
  if (!Number.isFinite(error) || error < 0 || error > MAX_ERROR) return 'number';
  return source.trim() === '' ? 'source' : { error, errorSource: source.trim() };
}

/** The request that states a station's error and leaves the rest of the plan as it is. */
export function planWith(
  { school: _, ...plan }: TestDayPlan,
  { station, item }: Place,
  stated: StatedError,
): CreateTestDay {
  return {
    ...plan,
    stations: plan.stations.map((each) =>
      each.station === station && each.item === item ? { ...each, ...stated } : each,
    ),
  };
}
