import type { StoredHeartRate, StoredReading, TelemetryRange, TelemetryStore } from './telemetry-store.ts';

/** Any stored reading: where and when it was heard, and whether it is doubted. */
export type AnyStored = Pick<StoredHeartRate, Place | 'doubt'>;
type Place = 'school' | 'gateway' | 'device' | 'at' | 'n' | 'deviceAt' | 'skewMs' | 'errorMs';

/**
 * Heart rates and other readings as one stream in the store's order. They are numbered in one count: only both
 * together show whether a reading is missing.
 */
export async function* everyReading(
  store: Pick<TelemetryStore, 'heartRate' | 'readings'>,
  range: TelemetryRange,
): AsyncGenerator<AnyStored, void, undefined> {
  const hearts = store.heartRate(range)[Symbol.asyncIterator]();
  const others = store.readings(range)[Symbol.asyncIterator]();
  try {
    let [heart, other] = [await hearts.next(), await others.next()];
    while (heart.done !== true || other.done !== true) {
      if (heart.done !== true && (other.done === true || isBefore(heart.value, other.value))) {
        yield heart.value;
        heart = await hearts.next();
      } else if (other.done !== true) {
        yield { ...other.value, doubt: doubtOf(other.value) };
        other = await others.next();
      }
    }
  } finally {
    await Promise.all([hearts.return?.(), others.return?.()]);
  }
}

/** Why a stored reading is not trusted; a tag or a serial number is as it was read. */
export const doubtOf = ({ reading }: Pick<StoredReading, 'reading'>): AnyStored['doubt'] =>
  'doubt' in reading ? reading.doubt : null;

function isBefore(a: StoredHeartRate, b: StoredReading): boolean {
  if (a.at !== b.at) return a.at < b.at;
  for (const key of ['device', 'gateway', 'school'] as const) if (a[key] !== b[key]) return a[key] < b[key];
  return a.n < b.n;
}
