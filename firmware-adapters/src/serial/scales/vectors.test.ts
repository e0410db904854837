import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeCapture } from '../../adapter.ts';
import { fromText } from '../../bytes.ts';
import { mtSicsScale, parseMtSics } from './mt-sics.ts';
import { ohausScale, parseOhaus } from './ohaus.ts';
import { parseStGs, stGsScale } from './st-gs.ts';

const file = new URL('../../../../../shared/data/protocol/serial_scales.json', import.meta.url);
const present = existsSync(file);

interface Vector {
  readonly name: string;
  readonly ascii: string;
  readonly expected: {
    readonly stable?: boolean;
    readonly weight?: number;
    readonly unit?: string;
    readonly mode?: string;
    readonly error?: string;
  };
}

const reader = ({ ascii }: Vector) =>
  ascii.startsWith('ST') || ascii.startsWith('US')
    ? { parse: parseStGs, device: stGsScale }
    : ascii.startsWith('S ')
      ? { parse: parseMtSics, device: mtSicsScale }
      : { parse: parseOhaus, device: ohausScale };

describe('against the shared vectors', () => {
  it.runIf(!present)('NOT TESTED: the shared protocol data is absent', () => expect(present).toBe(false));

  it.runIf(present)('every scale line says what its file says, and no small weight becomes a pupil', () => {
    const vectors: Vector[] = JSON.parse(readFileSync(file, 'utf8'));
    expect(vectors.length).toBeGreaterThan(5);
    for (const vector of vectors) {
      const { parse, device } = reader(vector);
      const { stable, weight, unit, mode, error } = vector.expected;
      expect(parse(vector.ascii.replace('\r\n', '')), vector.name).toMatchObject({
        shown: weight ?? null,
        ...(unit === undefined ? {} : { unit }),
        ...(mode === undefined ? {} : { mode }),
        state: error ?? (stable === false ? 'unstable' : 'stable'),
      });
      // 254.8 kg is no pupil, a hundred grams no one at all.
      const decoded = decodeCapture(device, fromText(`${vector.ascii.replace('\r\n', '')}\r\n`));
      if (weight === 254.8) expect(decoded).toMatchObject([{ kind: 'rejected', reason: 'out_of_range' }]);
      else expect(decoded).toMatchObject([{ kind: 'frame', readings: error ? [{ doubt: error }] : [] }]);
    }
  });
});
