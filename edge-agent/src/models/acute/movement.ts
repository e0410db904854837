import type { QuantityReading, WaveformReading } from '@tizhi/contracts';
import type { Movement, MovementLevel } from './second.ts';

/** What is known of movement holds for so long, ms. */
export const MOVEMENT_HOLDS_MS = 5_000;

/**
 * Standard deviation of the length of acceleration, g, from which a body moves, and runs. From memory: standing is
 * below 0.03, walking at the chest or wrist 0.1-0.3, running above 0.5. Low confidence.
 */
const SPREAD = { moving: 0.06, hard: 0.35 } as const;
/** Steps a minute: people walk at 80-130, run at 140 and more. Low confidence. */
const CADENCE = { moving: 30, hard: 138 } as const;

const levelOf = (value: number, bounds: { readonly moving: number; readonly hard: number }): MovementLevel =>
  value >= bounds.hard ? 'hard' : value >= bounds.moving ? 'moving' : 'still';

/** What a reading says of movement; `null` where it says nothing or is doubted. */
export function movementFrom(reading: WaveformReading | QuantityReading): Movement | null {
  if (reading.doubt !== null) return null;
  if (reading.kind === 'quantity') {
    if (reading.quantity !== 'cadence' || reading.value === null) return null;
    const cadence = reading.value;
    return { level: levelOf(cadence, CADENCE), source: 'cadence', cadence, confidence: 0.9 };
  }
  if (reading.signal !== 'acceleration') return null;
  const [x, y, z] = reading.channels;
  if (x === undefined || y === undefined || z === undefined || x.length < 4) return null;
  const lengths = x.map((value, n) => Math.hypot(value, y[n] ?? 0, z[n] ?? 0));
  const middle = lengths.reduce((sum, value) => sum + value, 0) / lengths.length;
  const spread = Math.sqrt(lengths.reduce((sum, value) => sum + (value - middle) ** 2, 0) / lengths.length);
  return { level: levelOf(spread, SPREAD), source: 'acceleration', cadence: null, confidence: 0.95 };
}

/** Two sensors of one pupil: the one that counts steps keeps its cadence, the livelier level wins. */
export function joined(a: Movement, b: Movement): Movement {
  const order = ['still', 'moving', 'hard'] as const;
  const level = order[Math.max(order.indexOf(a.level), order.indexOf(b.level))] ?? a.level;
  return {
    level,
    source: b.source,
    cadence: b.cadence ?? a.cadence,
    confidence: Math.max(a.confidence, b.confidence),
  };
}
