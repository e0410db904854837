import { describeFailure } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdapter, type Decoded, decodeCapture } from '../adapter.ts';
import { concat, fromText, toText } from '../bytes.ts';
import type { DeviceDefinition } from '../device.ts';
import { demoJump } from '../examples/demo-jump.ts';
import { declareStation } from './declare-station.ts';
import type { StationSpecInput } from './station-spec.ts';

const name = { zh: '测试站', en: 'Station under test' };
const lines = { kind: 'delimiter', delimiter: '\r\n' } as const;

function declared(spec: Omit<StationSpecInput, 'id' | 'name'>): DeviceDefinition {
  const result = declareStation({ id: 'station/test', name, ...spec });
  if (!result.ok) throw new Error(describeFailure(result.failure, 'en'));
  return result.value;
}
/** Value and tag of each reading, or the reason, of everything in the text. */
const heard = (device: DeviceDefinition, text: string) =>
  decodeCapture(device, fromText(text)).flatMap((each: Decoded) =>
    each.kind === 'rejected'
      ? [each.reason]
      : each.readings.map((reading) =>
          reading.kind === 'measurement' ? [reading.item, reading.value, reading.tag, reading.doubt] : [],
        ),
  );

describe('a station that prints lines', () => {
  it('is read by separated columns', () => {
    const device = declared({
      framing: lines,
      format: {
        kind: 'separated',
        separator: ';',
        columns: 5,
        fields: [
          { is: 'constant', column: 1, equals: 'HW' },
          { is: 'tag', column: 2, leadingZeros: 'strip', none: ['0'] },
          { is: 'value', column: 3, item: 'height', unit: 'm' },
          { is: 'value', column: 4, item: 'weight', unit: 'jin', none: ['---'] },
          { is: 'flag', column: 5, doubt: 'unstable', when: ['US'], otherwise: 'ST' },
        ],
      },
    });
    expect(heard(device, 'HW;0080107;1.705; 104.6;ST\r\n')).toEqual([
      ['height', 170.5, '80107', null],
      ['weight', 52.3, '80107', null],
    ]);
    expect(heard(device, 'HW;0000000;1.7;---;US\r\n')).toEqual([
      ['height', 170, null, 'unstable'],
      ['weight', null, null, 'unstable'],
    ]);
    expect(heard(device, 'HW;1;1.7;---;ST')).toEqual([
      ['height', 170, '1', null],
      ['weight', null, '1', 'no_value'],
    ]);
    expect(heard(device, 'XX;1;1.7;104;ST')).toEqual(['unknown_format']);
    expect(heard(device, 'HW;1;1.7;104')).toEqual(['unknown_format']);
    expect(heard(device, 'HW;1;1.7;104;ST;')).toEqual(['unknown_format']);
    expect(heard(device, 'HW;1;1.7;10O;ST')).toEqual(['not_a_number']);
    expect(heard(device, 'HW;1;1.7;10;ST')).toEqual(['out_of_range']);
  });

  it('is read by fixed columns, and a line that was cut is not', () => {
    const device = declared({
      framing: lines,
      format: {
        kind: 'columns',
        fields: [
          { is: 'tag', from: 1, to: 6 },
          { is: 'value', from: 8, to: 14, item: 'sit_and_reach' },
        ],
      },
    });
    expect(heard(device, '80107    -12.3 cm')).toEqual([['sit_and_reach', -12.3, '80107', null]]);
    expect(heard(device, '80107    -12.')).toEqual(['unknown_format']);
    expect(
      toText(device.simulate?.({ values: { sit_and_reach: -12.3 }, tag: '80107' }) ?? fromText('')),
    ).toBe('80107    -12.3\r\n');
  });

  it('is read as a clock where it shows minutes', () => {
    const device = declared({
      framing: lines,
      format: {
        kind: 'pattern',
        pattern: '{skip} BIB {tag} {value}',
        fields: { value: { is: 'value', item: 'run_1000m', notation: 'clock' } },
      },
    });
    expect(heard(device, 'lane 3 BIB 80107 4:05.2')).toEqual([['run_1000m', 245.2, '80107', null]]);
    expect(heard(device, 'lane 3 BIB 80107 9:01')).toEqual(['out_of_range']);
  });

  it('is heard where it says itself that a frame is not to be trusted, and prints no number', () => {
    const device = declared({
      framing: lines,
      format: {
        kind: 'pattern',
        pattern: 'S {status} {value} kg',
        fields: {
          status: { is: 'flag', doubt: 'overload', when: ['+'], otherwise: 'S' },
          value: { is: 'value', item: 'weight' },
        },
      },
    });
    expect(heard(device, 'S S     52.3 kg')).toEqual([['weight', 52.3, null, null]]);
    expect(heard(device, 'S +     ---- kg')).toEqual([['weight', null, null, 'overload']]);
    expect(heard(device, 'S S     ---- kg')).toEqual(['not_a_number']);
  });

  it('is found line by line in noise and half lines, each good line once', () => {
    const result = declareStation(demoJump);
    if (!result.ok) throw new Error('the demo jump mat is not usable');
    const good = fc.integer({ min: 50, max: 400 }).map((cm) => ({ text: `JUMP,80107,${cm},cm\r\n`, cm }));
    const bad = fc
      .oneof(
        fc.constantFrom('JUMP,80107,18', 'JUMP,80107,999,cm\r\n', 'READY\r\n', 'JU', '\r', '\n'),
        fc.uint8Array({ maxLength: 200 }).map(toText),
      )
      .map((text) => ({ text, cm: undefined }));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(good, bad), { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (parts, size) => {
          const stream = fromText(parts.map(({ text }) => text).join(''));
          const adapter = createAdapter(result.value);
          const values = [];
          for (let at = 0; at < stream.length; at += size) {
            for (const decoded of adapter.push(stream.subarray(at, at + size))) {
              if (decoded.kind === 'frame')
                for (const each of decoded.readings) values.push('value' in each && each.value);
            }
          }
          expect(values).toEqual(parts.flatMap(({ cm }) => cm ?? []));
        },
      ),
    );
  });
});

describe('a station that sends frames', () => {
  it('is read with its length in front, little-endian and BCD numbers, printed tag', () => {
    const device = declared({
      framing: { kind: 'length-prefixed', start: '\\x02', length: { offset: 1, counts: 'rest' } },
      format: {
        kind: 'binary',
        fields: [
          { is: 'tag', offset: 2, size: 8, as: 'ascii' },
          { is: 'value', offset: 10, size: 2, as: 'bcd', item: 'vital_capacity' },
          {
            is: 'value',
            offset: 12,
            size: 2,
            endian: 'little',
            signed: true,
            item: 'sit_and_reach',
            scale: 0.1,
          },
        ],
      },
      checksum: { kind: 'xor8', from: 1, to: -2, at: -1, as: 'binary' },
      examples: [
        {
          sends: { hex: '020d38303130372020203200b8ff66' },
          tag: '80107',
          values: { vital_capacity: 3200, sit_and_reach: -7.2 },
        },
      ],
    });
    expect(device.measures).toEqual(['vital_capacity', 'sit_and_reach']);
  });

  it('is read where its length counts the frame but for its checksum', () => {
    const device = declared({
      framing: {
        kind: 'length-prefixed',
        start: { hex: '7e' },
        length: { offset: 1, size: 2, endian: 'little', counts: 'frame', plus: 1 },
      },
      format: { kind: 'binary', fields: [{ is: 'value', offset: 3, size: 2, item: 'vital_capacity' }] },
      checksum: { kind: 'sum8', from: 0, to: -2, at: -1, as: 'binary' },
      examples: [{ sends: { hex: '7e05000c800f' }, values: { vital_capacity: 3200 } }],
    });
    expect(device.simulate?.({ values: { vital_capacity: 3200 } })).toEqual(
      Uint8Array.of(0x7e, 5, 0, 0x0c, 0x80, 0x0f),
    );
  });

  it('is read where each notification is a frame of text', () => {
    const device = declared({
      framing: { kind: 'message' },
      format: { kind: 'pattern', pattern: 'W{value}', fields: { value: { is: 'value', item: 'weight' } } },
    });
    const adapter = createAdapter(device);
    expect([...adapter.push(fromText('W52.3')), ...adapter.push(fromText('W'))]).toMatchObject([
      { kind: 'frame' },
      { kind: 'rejected', reason: 'not_a_number' },
    ]);
  });

  it('is found again behind a false start that has the wrong form', () => {
    const device = declared({
      framing: { kind: 'fixed', start: '#', length: 8 },
      format: {
        kind: 'columns',
        fields: [
          { is: 'constant', from: 8, to: 8, equals: ';' },
          { is: 'value', from: 2, to: 7, item: 'weight' },
        ],
      },
    });
    const good = device.simulate?.({ values: { weight: 52.3 } }) ?? fromText('');
    expect(toText(good)).toBe('#  52.3;');
    expect(decodeCapture(device, concat(fromText('##x#'), good)).at(-1)).toMatchObject({ kind: 'frame' });
  });
});
