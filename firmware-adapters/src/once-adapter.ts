import type { MeasurementReading, Reading } from '@tizhi/contracts';
import { type Adapter, createAdapter, type Decoded } from './adapter.ts';
import type { DeviceDefinition } from './device.ts';

type Heard = readonly MeasurementReading[];

const measurements = (readings: readonly Reading[]): Heard =>
  readings.filter((reading) => reading.kind === 'measurement');

/** Whether both tell of the same items, tags and doubts, with values nearer than `within`. */
function same(a: Heard, b: Heard, within: number): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const other = b[i];
      if (other === undefined || one.item !== other.item || one.tag !== other.tag) return false;
      if (one.doubt !== other.doubt || one.value === null || other.value === null)
        return one.doubt === other.doubt && one.value === other.value;
      return Math.abs(one.value - other.value) <= within;
    })
  );
}

/**
 * An adapter for the gateway, where a device that repeats itself tells each measurement once: a scale in continuous
 * mode makes one attempt of a pupil who stands on it, not ten a second. The first settled reading counts. Unsettled ones
 * are held back; if the pupil steps off before it settled, the last of them is told, with its doubt. Frames that are
 * held back stay in the counters; they come out without readings. A device that does not repeat itself passes as it is.
 */
export function createOnceAdapter(definition: DeviceDefinition): Adapter {
  const adapter = createAdapter(definition);
  const { repeats } = definition;
  if (repeats === undefined) return adapter;
  const { sameWithin, settledAfter = 1 } = repeats;
  let told: Heard | undefined;
  let unsettled: Heard | undefined;
  let candidate: Heard = [];
  let times = 0;

  const settle = (heard: Heard): boolean => {
    times = same(heard, candidate, 0) ? times + 1 : 1;
    candidate = heard;
    return times >= settledAfter;
  };
  const next = (heard: Heard): Heard => {
    if (heard.length === 0) {
      const last = told === undefined ? unsettled : undefined;
      told = unsettled = undefined;
      candidate = [];
      return last ?? [];
    }
    if (heard.some(({ doubt }) => doubt === 'unstable')) {
      unsettled = heard;
      return [];
    }
    if (!settle(heard) || (told !== undefined && same(heard, told, sameWithin))) return [];
    told = heard;
    return heard;
  };
  const once = (decoded: Decoded): Decoded => {
    if (decoded.kind === 'rejected') {
      // What no pupil can weigh is an empty platform, or another load: the next one is a new measurement.
      if (decoded.reason === 'out_of_range') next([]);
      return decoded;
    }
    const heard = measurements(decoded.readings);
    const others = decoded.readings.filter((reading) => reading.kind !== 'measurement');
    if (heard.length === 0 && others.length > 0) return decoded;
    return { ...decoded, readings: [...next(heard), ...others] };
  };

  return {
    get counters() {
      return adapter.counters;
    },
    get pendingBytes() {
      return adapter.pendingBytes;
    },
    push: (bytes) => adapter.push(bytes).map(once),
    flush: () => adapter.flush().map(once),
  };
}
