import { TelemetryBody } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixedTelemetry, telemetry } from './fixtures/messages.ts';
import { isPlainTelemetry } from './plain-telemetry.ts';

const NASTY = [
  -1,
  -0,
  0.5,
  2,
  3,
  257,
  1e300,
  65_535,
  65_536,
  64_000.1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  4_102_444_800_000,
  4_102_444_800_001,
  2 ** 53,
  '1',
  '',
  'Strap',
  'strap-',
  'a'.repeat(65),
  null,
  undefined,
  true,
  {},
  [],
  [null],
  'no_contact',
  'other',
  Array(257).fill(1),
  Array(1001).fill(0),
];

/** Every place in a JSON value, as a path. */
function placesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}

function replace(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner, i) => (i === Number(key) ? replace(inner, rest, by) : inner));
  return { ...(value as object), [key]: replace((value as Record<string, unknown>)[key], rest, by) };
}

const full = (() => {
  const body = telemetry(1, 3);
  const [block] = body.blocks;
  if (block === undefined) throw new Error('no block');
  return { ...body, blocks: [{ ...block, doubt: [null, 'no_contact', null], energyKj: [1, null, 2] }] };
})();
const places = placesOf(full);

describe('the short way for telemetry', () => {
  it('takes the usual message', () => {
    expect(isPlainTelemetry(telemetry(1, 45))).toBe(true);
    expect(isPlainTelemetry(full)).toBe(true);
  });

  it('takes only what the schema takes as it stands, wherever it is spoiled', () => {
    let taken = 0;
    const spoil = fc.tuple(fc.constantFrom(...places), fc.oneof(fc.constantFrom(...NASTY), fc.jsonValue()));
    fc.assert(
      fc.property(fc.array(spoil, { minLength: 1, maxLength: 2 }), (spoils) => {
        const body = spoils.reduce<unknown>((value, [path, by]) => {
          try {
            return replace(value, path, by);
          } catch {
            return value;
          }
        }, full);
        if (!isPlainTelemetry(body)) return;
        taken += 1;
        const read = TelemetryBody.safeParse(body);
        expect(read.success).toBe(true);
        expect(read.data).toEqual(body);
      }),
      { numRuns: 5_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('leaves more rows than a message may hold, and other readings, to the schema', () => {
    const rows = (count: number) => telemetry(1, count).blocks;
    expect(isPlainTelemetry({ kind: 'telemetry', blocks: [...rows(600), ...rows(400)] })).toBe(true);
    expect(isPlainTelemetry({ kind: 'telemetry', blocks: [...rows(600), ...rows(401)] })).toBe(false);
    expect(isPlainTelemetry(mixedTelemetry(1))).toBe(false);
    expect(TelemetryBody.parse(mixedTelemetry(1))).toEqual(mixedTelemetry(1));
  });

  it('leaves a body with a field that the schema does not know to the schema', () => {
    expect(isPlainTelemetry({ ...full, more: 1 })).toBe(false);
    expect(isPlainTelemetry({ ...full, blocks: [{ ...full.blocks[0], more: 1 }] })).toBe(false);
  });
});
