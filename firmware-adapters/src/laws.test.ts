import { ITEMS, type ItemKey, Reading } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdapter, type Decoded, decodeCapture } from './adapter.ts';
import { behindLengths } from './behind-lengths.ts';
import { isBelievable } from './believable.ts';
import { fromHex, toHex } from './bytes.ts';
import { definitions, findDefinition } from './definitions.ts';
import { type DeviceDefinition, isRejected, type SimulatedValues } from './device.ts';
import { numbersFrom } from './frame-noise.ts';

const bytesOf = (hex: string): Uint8Array => {
  const bytes = fromHex(hex);
  if (!bytes.ok) throw new Error(`bad hex ${hex}`);
  return bytes.value;
};
const isItem = (measure: string): measure is ItemKey => measure in ITEMS;

/** Values a device may say, in the precision the item is stored in. */
function legalValues(definition: DeviceDefinition): fc.Arbitrary<SimulatedValues> {
  const { sample } = definition;
  // A seed, not a stream of numbers: it shrinks, and a failure can be run again.
  if (sample !== undefined) return fc.nat().map((seed) => sample(numbersFrom(seed)));
  if (definition.measures.includes('heart_rate')) {
    return fc.record({
      bpm: fc.integer({ min: 1, max: 0xffff }),
      contact: fc.constantFrom('detected', 'lost', 'unsupported'),
      energyKj: fc.option(fc.nat(0xffff), { nil: null }),
      rrMs: fc.array(
        fc.nat(0xffff).map((ticks) => (ticks * 125) / 128),
        { maxLength: 9 },
      ),
    });
  }
  const items = definition.measures.filter(isItem);
  const legal = items.map((item) => {
    const { min, max, decimals } = ITEMS[item];
    const steps = 10 ** decimals;
    return fc.integer({ min: min * steps, max: max * steps }).map((step) => [item, step / steps] as const);
  });
  return fc.record({
    values: fc.tuple(...legal).map((pairs) => Object.fromEntries(pairs)),
    tag: fc.integer({ min: 1, max: 999_999 }).map(String),
  });
}

/** What was said, as far as a reading repeats it. */
function expectSaid(decoded: readonly Decoded[], said: SimulatedValues): void {
  expect(decoded).toHaveLength(1);
  const [frame] = decoded;
  const readings = frame?.kind === 'frame' ? frame.readings : [];
  if ('values' in said) {
    const heard = readings.flatMap((reading) =>
      reading.kind === 'measurement' ? [[reading.item, reading.value]] : [],
    );
    expect(Object.fromEntries(heard)).toEqual(said.values);
    for (const reading of readings) expect(reading).toMatchObject({ tag: said.tag, doubt: null });
  } else if ('readings' in said) expect(readings).toEqual(said.readings);
  else expect(readings).toMatchObject([said]);
}

it('every id is unique and found, also as Bluetooth tools write it', () => {
  expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
  for (const definition of definitions) {
    expect(findDefinition(definition.id)).toEqual({ ok: true, value: definition });
  }
  expect(findDefinition('gatt/0x2A37')).toEqual(findDefinition('gatt/2a37'));
});

it('an unknown id is answered with the known ones', () => {
  const answer = findDefinition('station/none');
  expect(answer).toMatchObject({ ok: false, failure: { code: 'TIZHI_DEVICE_UNKNOWN' } });
  for (const { id } of definitions) expect(JSON.stringify(answer)).toContain(id);
});

/** One that decodes frame by frame and one that decodes a stream: the wrapper adds the same to every other. */
const BEHIND_LENGTHS: readonly string[] = ['gatt/2a37', 'gatt/2a5b'];
const lawful: readonly (readonly [string, DeviceDefinition])[] = [
  ...definitions.map((definition) => [definition.id, definition] as const),
  ...definitions
    .filter(({ id }) => BEHIND_LENGTHS.includes(id))
    .map((definition) => [`${definition.id} behind lengths`, behindLengths(definition)] as const),
];

describe.each(lawful)('%s', (_, definition) => {
  it('is named in both languages and measures something', () => {
    expect(definition.name.zh).not.toBe('');
    expect(definition.name.en).not.toBe('');
    expect(definition.measures.length).toBeGreaterThan(0);
  });

  it('has golden frames that say where they come from, good ones and rejected ones', () => {
    const rejectedOnes = definition.golden.filter((golden) => 'rejected' in golden);
    expect(rejectedOnes.length).toBeGreaterThan(0);
    expect(definition.golden.length).toBeGreaterThan(rejectedOnes.length);
    for (const { source } of definition.golden) expect(source).not.toBe('');
  });

  it.each(definition.golden.map((golden) => [golden.hex, golden] as const))(
    'golden frame "%s" decodes as stated',
    (hex, golden) => {
      const decoded = decodeCapture(definition, bytesOf(hex));
      if ('rejected' in golden) {
        expect(decoded).toMatchObject([{ kind: 'rejected', reason: golden.rejected }]);
        expect(decoded.map((each) => (each.kind === 'rejected' ? toHex(each.bytes) : '')).join('')).toBe(
          definition.framing.kind === 'delimiter'
            ? hex.slice(0, -2 * definition.framing.delimiter.length)
            : hex,
        );
      } else expect(decoded).toMatchObject([{ kind: 'frame', readings: golden.readings }]);
    },
  );

  it('reads back what its simulator says, in one piece and byte by byte', () => {
    fc.assert(
      fc.property(legalValues(definition), (said) => {
        const bytes = definition.simulate?.(said);
        if (bytes === undefined) return;
        const adapter = createAdapter(definition);
        expectSaid(adapter.push(bytes), said);
        if (definition.framing.kind === 'message') return;
        expectSaid(Array.from(bytes, (byte) => adapter.push(Uint8Array.of(byte))).flat(), said);
      }),
    );
  });

  const damaged = fc
    .tuple(legalValues(definition), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }))
    .map(([said, changes]) => {
      const bytes = Uint8Array.from(definition.simulate?.(said) ?? []);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return bytes;
    });
  const anyBytes = fc.oneof(fc.uint8Array({ maxLength: 600 }), damaged);

  it('survives any frame, and every reading keeps the contract', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const decoding = definition.decode(bytes);
        if (isRejected(decoding)) expect(decoding.bytes).toEqual(bytes);
        else {
          for (const reading of decoding) {
            expect(Reading.parse(reading)).toEqual(reading);
            expect(isBelievable(reading)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('survives any stream in any pieces, counts it and holds little', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 12 }), (chunks) => {
        const adapter = createAdapter(definition);
        const decoded = [...chunks.flatMap((chunk) => adapter.push(chunk)), ...adapter.flush()];
        const { counters } = adapter;
        expect(adapter.pendingBytes).toBe(0);
        expect(counters.bytes).toBe(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
        expect(counters.frames + counters.rejected).toBe(decoded.length);
        const discarded = decoded.reduce(
          (sum, each) => sum + (each.kind === 'rejected' ? each.bytes.length : 0),
          0,
        );
        expect(counters.discardedBytes).toBe(discarded);
        expect(discarded).toBeLessThanOrEqual(counters.bytes);
        for (const each of decoded) {
          if (each.kind === 'rejected') continue;
          expect(each.frame.length).toBeGreaterThan(0);
          for (const reading of each.readings) {
            expect(Reading.parse(reading)).toEqual(reading);
            expect(isBelievable(reading)).toBe(true);
          }
        }
      }),
    );
  });
});
