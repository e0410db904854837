import { type Failure, failure, ITEMS, type ItemKey, type Reading } from '@tizhi/contracts';
import { decodeCapture } from '../adapter.ts';
import { fromHex, toHex } from '../bytes.ts';
import type { DeviceDefinition } from '../device.ts';

type Refused = { readonly ok: false; readonly failure: Failure };

export const invalidDefinition = (id: unknown, problem: string, fix: string): Refused =>
  failure('TIZHI_DEVICE_DEFINITION_INVALID', {
    id: String(id),
    problem,
    fix: `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`,
  });

/** Decodes the description's own examples: the first that reads otherwise, or `undefined`. */
export function tryExamples(device: DeviceDefinition): Refused | undefined {
  for (const [i, example] of device.golden.entries()) {
    const bytes = fromHex(example.hex);
    const read = bytes.ok ? summary(device, bytes.value) : 'nothing';
    const said = 'rejected' in example ? example.rejected : inWords(example.readings);
    if (read === said) continue;
    const problem = `examples.${i} should read ${said} but reads ${read}`;
    return invalidDefinition(device.id, problem, 'correct the example, or the format and checksum above it');
  }
  return undefined;
}

/**
 * Writes a typical frame and reads it back: finds fields that overlap, are too narrow or hold the
 * separator, and checksums that stand in a field. What was found, or `undefined`.
 */
export function tryRoundTrip(
  device: DeviceDefinition,
  prints: { readonly tag: boolean },
): Refused | undefined {
  const items = device.measures.filter((item): item is ItemKey => item in ITEMS);
  const values = Object.fromEntries(items.map((item) => [item, typical(item)]));
  const tag = prints.tag ? '1' : null;
  const fix = 'check the places and widths of the fields and of the checksum';
  let bytes: Uint8Array;
  try {
    bytes = device.simulate?.({ values, tag }) ?? new Uint8Array();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return invalidDefinition(device.id, `a typical frame cannot be written: ${error.message}`, fix);
  }
  const decoded = decodeCapture(device, bytes);
  const readings = decoded.flatMap((each) => (each.kind === 'frame' ? each.readings : []));
  const same =
    decoded.every(({ kind }) => kind === 'frame') &&
    readings.length === items.length &&
    readings.every((reading) => isNear(reading, tag));
  if (same) return undefined;
  const problem = `what it would send (hex ${toHex(bytes)}) reads back as ${summary(device, bytes)}`;
  return invalidDefinition(device.id, problem, fix);
}

const typical = (item: ItemKey): number => Math.round((ITEMS[item].min + ITEMS[item].max) / 2);

/** The typical value again, but for what a coarse scale rounds away. */
function isNear(reading: Reading, tag: string | null): boolean {
  if (reading.kind !== 'measurement' || reading.value === null || reading.tag !== tag) return false;
  const expected = typical(reading.item);
  return reading.doubt === null && Math.abs(reading.value - expected) <= 1 + expected / 100;
}

const summary = (device: DeviceDefinition, bytes: Uint8Array): string =>
  decodeCapture(device, bytes)
    .map((each) => (each.kind === 'frame' ? inWords(each.readings) : each.reason))
    .filter((words) => words !== '')
    .join('; ') || 'nothing';

const inWords = (readings: readonly Reading[]): string =>
  readings
    .map((reading) => {
      if (reading.kind !== 'measurement') return reading.kind;
      const value = reading.value === null ? 'no value' : `${reading.value} ${reading.unit}`;
      const tag = reading.tag === null ? '' : ` for tag ${reading.tag}`;
      return `${reading.item} ${value}${tag}${reading.doubt === null ? '' : ` (${reading.doubt})`}`;
    })
    .join(', ');
