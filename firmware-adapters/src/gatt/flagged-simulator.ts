import { ITEMS, QUANTITIES, type Reading } from '@tizhi/contracts';
import type { SimulatedValues } from '../device.ts';
import { CREDIBLE_BPM } from '../trusted-readings.ts';
import {
  type Field,
  type Flagged,
  formatOf,
  type Meaning,
  type Part,
  readingsOf,
  scaleOf,
} from './flagged.ts';

/**
 * The value that says these readings, in SI units. What is always there must be given; anything the layout does not
 * have, or cannot say without rounding, is a `RangeError`.
 */
export function encodeFlagged(layout: Flagged, said: SimulatedValues): Uint8Array {
  if (!('readings' in said)) throw new RangeError('this device says readings');
  const left = [...said.readings];
  const take = (is: Meaning): Reading | undefined => {
    const at = left.findIndex((reading) => means(reading, is));
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  let flags = 0;
  const written: { part: Part; reading: Reading | undefined }[] = [];
  for (const group of layout.groups) {
    const parts = group.parts.map((part) => ({
      part,
      reading: part.is === undefined ? undefined : take(part.is),
    }));
    const there = parts.some(({ reading }) => reading !== undefined);
    if (group.bit !== undefined && there !== (group.whenClear ?? false)) flags |= 1 << group.bit;
    if (there || group.bit === undefined) written.push(...parts);
  }
  if (left.length > 0) throw new RangeError(`this device does not say ${JSON.stringify(left)}`);
  return bytesOf(layout, flags, written);
}

const means = (reading: Reading, is: Meaning): boolean => {
  if (is === 'heart_rate') return reading.kind === 'heart_rate';
  if ('quantity' in is) return reading.kind === 'quantity' && reading.quantity === is.quantity;
  return reading.kind === 'measurement' && reading.item === is.item;
};

function bytesOf(
  layout: Flagged,
  flags: number,
  written: readonly { readonly part: Part; readonly reading: Reading | undefined }[],
): Uint8Array {
  const sizes = written.map(({ part }) => formatOf(part, 'current').size);
  const bytes = new Uint8Array(layout.flags + sizes.reduce((sum, size) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < layout.flags; i++) view.setUint8(i, (flags >>> (8 * i)) & 0xff);
  let at = layout.flags;
  for (const [i, { part, reading }] of written.entries()) {
    if (part.is !== undefined && reading === undefined) throw new RangeError(`${part.name} is missing`);
    formatOf(part, 'current').write(view, at, rawOf(part, flags, reading));
    at += sizes[i] ?? 0;
  }
  return bytes;
}

function rawOf(part: Part, flags: number, reading: Reading | undefined): number | null {
  const format = formatOf(part, 'current');
  const filler = part.none ?? (format.exact ? 0 : null);
  if (reading === undefined) return filler;
  const value = reading.kind === 'heart_rate' ? reading.bpm : 'value' in reading ? reading.value : null;
  if (value === null) {
    if (part.none === undefined && format.exact && part.is !== 'heart_rate') {
      throw new RangeError(`${part.name} cannot say that there is no value`);
    }
    return filler;
  }
  const raw = scaleOf(part, flags).raw(value);
  if (!format.exact) return raw;
  const whole = Math.round(raw);
  if (Math.abs(raw - whole) > 1e-6 * Math.max(1, Math.abs(raw))) {
    throw new RangeError(`${part.name} cannot say ${value} without rounding`);
  }
  return whole;
}

/** Readings that the layout says without rounding: each optional group is there half of the time. */
export function sampleFlagged(layout: Flagged, random: () => number): SimulatedValues {
  const fields: Field[] = layout.groups
    .filter(({ bit }) => bit === undefined || random() < 0.5)
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (part.is === undefined ? [] : [{ part, value: drawn(part, part.is, random) }]));
  return { readings: readingsOf(layout, { flags: 0, fields }) };
}

function drawn(part: Part, is: Meaning, random: () => number): number {
  const range =
    is === 'heart_rate' ? CREDIBLE_BPM : 'quantity' in is ? QUANTITIES[is.quantity] : ITEMS[is.item];
  const format = formatOf(part, 'current');
  const scale = scaleOf(part, 0);
  // Decimal formats are drawn in tenths, whole ones in steps of their own.
  const steps = format.exact ? 1 : 10;
  const ends = [scale.raw(range.min), scale.raw(range.max)];
  const low = Math.max(format.min * steps, Math.ceil(Math.min(...ends) * steps));
  const high = Math.min(format.max * steps, Math.floor(Math.max(...ends) * steps));
  const raw = low + Math.floor(random() * (high - low + 1));
  return scale.of((raw === part.none ? low : raw) / steps);
}
