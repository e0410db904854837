import { behindLengths, createAdapter, type Decoded, findDefinition } from '@tizhi/firmware-adapters';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jumpMat, type Numbering, strap } from './numbering.ts';

function adapterOf({ definition, carries }: Numbering) {
  const found = findDefinition(definition);
  if (!found.ok) throw new Error(`no ${definition}`);
  return createAdapter(carries === 'messages' ? behindLengths(found.value) : found.value);
}
type Row = Readonly<Record<string, unknown>>;
const rowsOf = (decoded: readonly Decoded[]): Row[] =>
  decoded.flatMap((each): Row[] => (each.kind === 'frame' ? [...each.readings] : [{ ...each }]));

/** More than a day of jumps at 20 a second. */
const anyNumber = fc.integer({ min: 1, max: 2_000_000 });

describe.each([
  ['a jump mat', jumpMat],
  ['a strap', strap],
] as const)('%s', (_, numbering) => {
  it('says its numbers so that they survive decoding and JSON, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), (numbers, size) => {
        const stream = Buffer.concat(numbers.map((number) => numbering.bytesOf(number)));
        const adapter = adapterOf(numbering);
        const decoded: Decoded[] = [];
        for (let at = 0; at < stream.length; at += size)
          decoded.push(...adapter.push(stream.subarray(at, at + size)));
        const rows = rowsOf(decoded).map((row): Row => JSON.parse(JSON.stringify(row)));
        expect(rows.map((row) => numbering.numberOf(row))).toEqual(numbers);
      }),
    );
  });

  it('knows a row that it cannot have said', () => {
    const [row] = rowsOf(adapterOf(numbering).push(numbering.bytesOf(12_345)));
    expect(numbering.numberOf({ ...row })).toBe(12_345);
    for (const change of [{ value: 51.23456 }, { value: null }])
      if (numbering === jumpMat) expect(numbering.numberOf({ ...row, ...change })).toBeUndefined();
    for (const change of [{ bpm: 61 }, { energyKj: 12_346 }, { rrMs: [] }, { rrMs: [1] }])
      if (numbering === strap) expect(numbering.numberOf({ ...row, ...change })).toBeUndefined();
  });
});
