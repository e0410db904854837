import { describe, expect, it } from 'vitest';
import { createAdapter } from '../adapter.ts';
import { fromText, toHex } from '../bytes.ts';
import { CHECKSUM_KINDS, checksumBytes } from '../checksums.ts';
import type { DeviceDefinition } from '../device.ts';
import { declareStation } from './declare-station.ts';
import type { StationSpecInput } from './station-spec.ts';

const name = { zh: '站', en: 'Station' };

function declared(spec: Omit<StationSpecInput, 'name' | 'id'>): DeviceDefinition {
  const station = declareStation({ ...spec, id: 'station/x', name });
  if (!station.ok) throw new Error(JSON.stringify(station.failure.params));
  return station.value;
}

/** What a stream says: values with their tags, or reasons. */
function says(device: DeviceDefinition, ...frames: readonly string[]): string[] {
  const adapter = createAdapter(device);
  return frames
    .flatMap((frame) => adapter.push(fromText(frame)))
    .flatMap((each) =>
      each.kind === 'rejected'
        ? [each.reason]
        : each.readings.map((reading) =>
            reading.kind === 'measurement' ? `${reading.item} ${reading.value} ${reading.tag}` : reading.kind,
          ),
    );
}

describe.each(CHECKSUM_KINDS)('a checksum of kind %s', (kind) => {
  const width = checksumBytes(kind);
  const binary = declared({
    framing: { kind: 'fixed', start: { hex: 'aa55' }, length: 4 + width },
    checksum: { kind, from: 0, to: 3, at: 4, as: 'binary', endian: 'little' },
    format: { kind: 'binary', fields: [{ is: 'value', offset: 2, size: 2, item: 'vital_capacity' }] },
  });
  const hex = declared({
    framing: { kind: 'delimiter', delimiter: '\r\n' },
    checksum: { kind, from: 0, to: -(2 * width + 2), at: -2 * width, as: 'hex' },
    format: {
      kind: 'pattern',
      pattern: 'VC,{value}*{checksum}',
      fields: { value: { is: 'value', item: 'vital_capacity' } },
    },
  });

  it.each([
    ['binary', binary],
    ['hex', hex],
  ] as const)('%s is written, holds, and fails where a byte is another', (_, device) => {
    const frame = device.simulate?.({ values: { vital_capacity: 3201 } }) ?? new Uint8Array();
    const read = (bytes: Uint8Array) => createAdapter(device).push(bytes);
    expect(read(frame)).toMatchObject([{ kind: 'frame', readings: [{ value: 3201 }] }]);
    const damaged = frame.map((byte, i) => (i === 3 ? byte ^ 1 : byte));
    expect(read(damaged).some((each) => each.kind === 'frame')).toBe(false);
  });
});

describe('fields of a binary frame', () => {
  const frameOf = (field: object): DeviceDefinition =>
    declared({
      framing: { kind: 'fixed', start: { hex: 'aa55' }, length: 4 },
      format: {
        kind: 'binary',
        fields: [{ is: 'value', offset: 2, size: 2, item: 'sit_and_reach', scale: 0.1, ...field }],
      },
    });
  const hexOf = (device: DeviceDefinition, value: number): string =>
    toHex(device.simulate?.({ values: { sit_and_reach: value } }) ?? new Uint8Array());
  const readBack = (device: DeviceDefinition, value: number): string[] =>
    says(device, Buffer.from(hexOf(device, value), 'hex').toString('latin1'));

  it('a signed fixed-point number is a two’s complement times its scale', () => {
    expect(hexOf(frameOf({ signed: true }), -4.5)).toBe('aa55ffd3');
    expect(readBack(frameOf({ signed: true }), -4.5)).toEqual(['sit_and_reach -4.5 null']);
  });

  it('or a sign bit and a magnitude', () => {
    expect(hexOf(frameOf({ signed: 'magnitude' }), -4.5)).toBe('aa55802d');
    expect(readBack(frameOf({ signed: 'magnitude' }), -4.5)).toEqual(['sit_and_reach -4.5 null']);
  });

  it('BCD has two digits in a byte', () => {
    expect(hexOf(frameOf({ as: 'bcd' }), 12.5)).toBe('aa550125');
    expect(readBack(frameOf({ as: 'bcd' }), 12.5)).toEqual(['sit_and_reach 12.5 null']);
    expect(says(frameOf({ as: 'bcd' }), '\xaa\x55\x01\x2a')).toEqual(['not_a_number']);
  });

  it('bits make a number of their own, beside the flags of the same byte', () => {
    const device = declared({
      framing: { kind: 'fixed', start: { hex: 'aa55' }, length: 4 },
      format: {
        kind: 'binary',
        fields: [
          { is: 'value', offset: 2, size: 2, bits: [0, 9], item: 'standing_long_jump' },
          { is: 'flag', offset: 2, size: 2, bits: [15, 15], doubt: 'low_battery', when: [1], otherwise: 0 },
          { is: 'tag', offset: 2, size: 2, bits: [10, 14], none: [0] },
        ],
      },
    });
    expect(
      toHex(device.simulate?.({ values: { standing_long_jump: 185 }, tag: '7' }) ?? new Uint8Array()),
    ).toBe('aa551cb9');
    expect(says(device, '\xaa\x55\x1c\xb9')).toEqual(['standing_long_jump 185 7']);
    const [doubtful] = createAdapter(device).push(fromText('\xaa\x55\x9c\xb9'));
    expect(doubtful).toMatchObject({ readings: [{ value: 185, doubt: 'low_battery' }] });
  });

  it.each([
    [{ bits: [4, 2] }, 'bits'],
    [{ bits: [0, 16] }, 'bits'],
    [{ bits: [0, 3], signed: true }, 'bits'],
  ])('%o is refused with its place', (field, place) => {
    const refused = declareStation({
      id: 'station/x',
      name,
      framing: { kind: 'fixed', start: { hex: 'aa55' }, length: 4 },
      format: { kind: 'binary', fields: [{ is: 'value', offset: 2, size: 2, item: 'pull_up', ...field }] },
    } as StationSpecInput);
    expect(refused).toMatchObject({ ok: false });
    expect(JSON.stringify(refused)).toContain(`format.fields.0.${place}`);
  });
});

describe('a reading in several frames', () => {
  const column = declared({
    framing: { kind: 'delimiter', delimiter: '\n' },
    format: { kind: 'pattern', pattern: 'CARD {tag}', fields: {} },
    followedBy: [
      { kind: 'pattern', pattern: 'H {h}', fields: { h: { is: 'value', item: 'height' } } },
      { kind: 'pattern', pattern: 'W {w}', fields: { w: { is: 'value', item: 'weight' } } },
    ],
    examples: [{ sends: 'CARD 7\nH 150\nW 45\n', tag: '7', values: { height: 150, weight: 45 } }],
  });
  const [card, height, weight] = ['CARD 7\n', 'H 150\n', 'W 45\n'];
  const both = ['height 150 7', 'weight 45 7'];

  it('is told when the last one came, each with the card', () => {
    expect(says(column, card, height)).toEqual([]);
    expect(says(column, card, height, weight)).toEqual(both);
    expect(says(column, card, height, weight, card, height, weight)).toEqual([...both, ...both]);
  });

  it('never joins what belongs to two pupils', () => {
    expect(says(column, card, height, 'CARD 8\n', weight)).toEqual(['truncated']);
    expect(says(column, card, weight, height)).toEqual(['truncated', 'truncated']);
    expect(says(column, card, height, 'CARD 8\n', height, weight)).toEqual(['height 150 8', 'weight 45 8']);
  });

  it('is not disturbed by a line that is none of its own', () => {
    expect(says(column, card, 'HELLO\n', height, weight)).toEqual(['unknown_format', ...both]);
  });

  it('one impossible value rejects the reading and the next one is read', () => {
    expect(says(column, card, height, 'W 450\n', card, height, weight)).toEqual(['out_of_range', ...both]);
  });
});

it('a station that is asked has its question, and one that repeats itself says so', () => {
  const device = declared({
    framing: { kind: 'delimiter', delimiter: '\r' },
    format: { kind: 'pattern', pattern: '{w} kg', fields: { w: { is: 'value', item: 'weight' } } },
    poll: { request: 'W?\\r', everyMs: 300 },
    repeats: { sameWithin: 2, settledAfter: 3 },
  });
  expect(device.poll).toEqual({ request: fromText('W?\r'), everyMs: 300 });
  expect(device.repeats).toEqual({ sameWithin: 2, settledAfter: 3 });
});
