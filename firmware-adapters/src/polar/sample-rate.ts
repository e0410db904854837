import type { Reading } from '@tizhi/contracts';

/** Rates that Polar sensors have: ECG 130; acceleration 25-200; light 28-176; gyroscope 26-416; field 10-100 Hz. */
const KNOWN = [10, 20, 25, 26, 28, 44, 50, 52, 55, 100, 104, 130, 135, 176, 200, 208, 416] as const;
/** The sensor's clock and its sampling drift by far less; a frame lost between two shows as a rate far off. */
const TOLERANCE = 0.03;

/**
 * Tells the rate of a stream from the sensor's clock in one frame and the next: the samples of a frame are those
 * since the frame before. A rate near none that the sensors have (the first frame, a lost one) stays unknown.
 */
export function sampleRates(): (
  measurement: number,
  sensorMs: number,
  readings: readonly Reading[],
) => Reading[] {
  const before = new Map<number, number>();
  return (measurement, sensorMs, readings) => {
    const last = before.get(measurement);
    before.set(measurement, sensorMs);
    return readings.map((reading) => {
      if (reading.kind !== 'waveform' || last === undefined || sensorMs <= last) return reading;
      const rate = ((reading.channels[0]?.length ?? 0) * 1000) / (sensorMs - last);
      const known = KNOWN.find((each) => Math.abs(rate - each) <= each * TOLERANCE);
      return known === undefined ? reading : { ...reading, fsHz: nearest(rate) };
    });
  };
}

const nearest = (rate: number): number =>
  KNOWN.reduce(
    (best, each) => (Math.abs(rate - each) < Math.abs(rate - best) ? each : best),
    KNOWN[0] as number,
  );
