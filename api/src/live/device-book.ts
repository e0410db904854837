import type { DeviceId, Instant, Quantity, ReadingSample } from '@tizhi/contracts';
import { CLOCK_AHEAD_MS, MAX_DEVICES, type Moment } from './live-state.ts';

/** Quantities of which a live page shows the last value. */
const SHOWN = ['battery', 'spo2', 'body_temperature'] as const satisfies readonly Quantity[];
type Shown = (typeof SHOWN)[number];

/** The last trusted value of a quantity; `null`: the device told it and doubted it. */
interface Told {
  readonly at: Instant;
  readonly value: number | null;
}

/** What a device told besides heart rates. */
export interface DeviceNews {
  /** When it last told anything, by the school's clock and by the clock that is never set. */
  readonly at: Instant;
  readonly mono: number;
  readonly told: { readonly [quantity in Shown]?: Told };
}

export type DeviceBook = ReadonlyMap<DeviceId, DeviceNews>;

/**
 * What is known after some readings. Pure; the newest of each quantity wins, in whatever order they come; a time
 * ahead of the server's clock is not believed. Bounded: those heard longest ago are forgotten.
 */
export function hearReadings(
  book: DeviceBook,
  samples: readonly ReadingSample[],
  { now, mono }: Moment,
): DeviceBook {
  if (samples.length === 0) return book;
  const known = new Map(book);
  for (const { device, at, reading } of samples) {
    if (at > now + CLOCK_AHEAD_MS) continue;
    const before = known.get(device);
    const told = { ...before?.told };
    if (reading.kind === 'quantity' && isShown(reading.quantity)) {
      const { quantity, value, doubt } = reading;
      if (at >= (told[quantity]?.at ?? 0)) told[quantity] = { at, value: doubt === null ? value : null };
    }
    const last = { at, mono: mono - Math.max(0, now - at) };
    known.set(device, { ...(before !== undefined && before.at > at ? before : last), told });
  }
  const excess = known.size - MAX_DEVICES;
  if (excess > 0)
    for (const [device] of [...known].sort(([, a], [, b]) => a.mono - b.mono).slice(0, excess))
      known.delete(device);
  return known;
}

const isShown = (quantity: Quantity): quantity is Shown => (SHOWN as readonly string[]).includes(quantity);
