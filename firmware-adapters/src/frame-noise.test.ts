import { expect, it } from 'vitest';
import { definitions } from './definitions.ts';
import type { DeviceDefinition } from './device.ts';
import { numbersFrom, throwFrames } from './frame-noise.ts';

/** A seeded share of what `npm run bench -- codecs` throws. */
const FRAMES = 4_000;

it('wrong frames make no decoder throw, and none gives an impossible value as good', () => {
  const random = numbersFrom(7);
  const borne = definitions.map((definition) => ({
    id: definition.id,
    ...throwFrames(definition, { frames: FRAMES, random }),
  }));
  expect(borne.filter(({ threw, unbelievable }) => threw + unbelievable > 0)).toEqual([]);
  // They are frames that do reach the decoders: of most devices some are read.
  expect(borne.filter(({ readings }) => readings > 0).length).toBeGreaterThan(definitions.length / 2);
});

it('a decoder that throws or believes anything is counted', () => {
  const [device] = definitions;
  if (device === undefined) throw new Error('no definition');
  const of = (decode: DeviceDefinition['decode']) =>
    throwFrames({ ...device, decode }, { frames: 100, random: numbersFrom(1) });
  expect(
    of(() => {
      throw new RangeError('outside');
    }),
  ).toMatchObject({ threw: 100 });
  expect(
    of(() => [{ kind: 'quantity', quantity: 'spo2', value: 101, confidence: 1, doubt: null }]),
  ).toMatchObject({ unbelievable: 100 });
});
