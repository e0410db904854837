import { describeFailure, ITEMS } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdapter, type Decoded, decodeCapture } from '../adapter.ts';
import { concat, fromText, toText } from '../bytes.ts';
import type { DeviceDefinition } from '../device.ts';
import { demoHeightWeight } from '../examples/demo-height-weight.ts';
import { demoJump } from '../examples/demo-jump.ts';
import { declareStation } from './declare-station.ts';
import { StationSpec, type StationSpecInput } from './station-spec.ts';

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

describe('the derived simulator', () => {
  it('reads back for any separated line of items', () => {
    const items = fc.uniqueArray(fc.constantFrom(...(Object.keys(ITEMS) as (keyof typeof ITEMS)[])), {
      minLength: 1,
    });
    const separators = fc.constantFrom(',', ';', ' | ', '\t');
    fc.assert(
      fc.property(
        items,
        separators,
        fc.constantFrom(0.01, 0.1, 1, 10),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (chosen, separator, scale, share) => {
          const device = declared({
            framing: lines,
            format: {
              kind: 'separated',
              separator,
              fields: [
                { is: 'tag', column: 1 },
                ...chosen.map((item, i) => ({ is: 'value' as const, column: i + 2, item, scale })),
              ],
            },
          });
          const values = Object.fromEntries(
            chosen.map((item) => {
              const { min, max, decimals } = ITEMS[item];
              return [item, Number((min + (max - min) * share).toFixed(decimals))];
            }),
          );
          const [decoded] = decodeCapture(device, device.simulate?.({ values, tag: 'A7' }) ?? fromText(''));
          const readings = decoded?.kind === 'frame' ? decoded.readings : [];
          expect(
            readings.map((each) => each.kind === 'measurement' && [each.item, each.value, each.tag]),
          ).toEqual(chosen.map((item) => [item, values[item], 'A7']));
        },
      ),
    );
  });

  it('raises the flag that is asked for', () => {
    const result = declareStation(demoHeightWeight);
    const device = result.ok ? result.value : undefined;
    const values = { height: 150, weight: 40 };
    for (const doubt of ['unstable', 'overload'] as const) {
      const bytes = device?.simulate?.({ values, doubt });
      expect(device && bytes && decodeCapture(device, bytes)).toMatchObject([
        {
          readings: [
            { value: 150, doubt, confidence: 0 },
            { value: 40, doubt, confidence: 0 },
          ],
        },
      ]);
    }
  });

  it('refuses what the format cannot say', () => {
    const result = declareStation(demoHeightWeight);
    const simulate = (result.ok && result.value.simulate) || undefined;
    const values = { height: 150, weight: 40 };
    expect(simulate?.({ values, tag: '80107' })).toHaveLength(12);
    expect(() => simulate?.({ values: { ...values, run_50m: 8 } })).toThrow(RangeError);
    expect(() => simulate?.({ values, tag: 'A-17' })).toThrow(RangeError);
    expect(() => simulate?.({ values, doubt: 'low_battery' })).toThrow(RangeError);
    expect(() => simulate?.({ values: { height: 99_999, weight: 40 } })).toThrow(RangeError);
    expect(() => simulate?.({ bpm: 70 })).toThrow(RangeError);
  });
});

describe('a description that cannot work is refused with the place and the fix', () => {
  const jump = {
    framing: lines,
    format: {
      kind: 'pattern',
      pattern: 'JUMP,{tag},{value},cm',
      fields: { value: { is: 'value', item: 'standing_long_jump' } },
    },
  } as const;
  const value = { is: 'value', item: 'weight' } as const;
  const fixed = { kind: 'fixed', start: { hex: 'aa' }, length: 6 } as const;
  const cases: [string, unknown, string, RegExp][] = [
    [
      'unit of another dimension',
      { ...jump, format: { ...jump.format, fields: { value: { ...jump.format.fields.value, unit: 'kg' } } } },
      'format.fields.value.unit',
      /mm, cm, m, in/,
    ],
    [
      'name that is not declared',
      { ...jump, format: { ...jump.format, pattern: 'JUMP,{bib},{value}' } },
      'format.pattern',
      /\{bib\}/,
    ],
    [
      'name that is not printed',
      { ...jump, format: { ...jump.format, pattern: 'JUMP,{tag}' } },
      'format.fields.value',
      /pattern/,
    ],
    [
      'fields that run together',
      { ...jump, format: { ...jump.format, pattern: '{tag}{value}' } },
      'format.pattern',
      /\{tag:6\}/,
    ],
    [
      'no value',
      { framing: lines, format: { kind: 'pattern', pattern: '{tag}', fields: {} } },
      'format.fields',
      /is: value/,
    ],
    [
      'Chinese text in a pattern',
      { ...jump, format: { ...jump.format, pattern: '成绩{value}' } },
      'format.pattern',
      /skip/,
    ],
    [
      'two tags',
      {
        framing: lines,
        format: {
          kind: 'separated',
          separator: ',',
          fields: [
            { is: 'tag', column: 1 },
            { is: 'tag', column: 2 },
            { ...value, column: 3 },
          ],
        },
      },
      'format.fields.1',
      /one tag/,
    ],
    [
      'one item twice',
      {
        framing: lines,
        format: {
          kind: 'separated',
          separator: ',',
          fields: [
            { ...value, column: 1 },
            { ...value, column: 2 },
          ],
        },
      },
      'format.fields.1.item',
      /leave/,
    ],
    [
      'column behind the last',
      {
        framing: lines,
        format: { kind: 'separated', separator: ',', columns: 2, fields: [{ ...value, column: 3 }] },
      },
      'format.fields.0.column',
      /2 columns/,
    ],
    [
      'columns backwards',
      { framing: lines, format: { kind: 'columns', fields: [{ ...value, from: 5, to: 4 }] } },
      'format.fields.0.to',
      /5 or more/,
    ],
    [
      'binary behind a delimiter',
      { framing: lines, format: { kind: 'binary', fields: [{ ...value, offset: 1 }] } },
      'framing.kind',
      /fixed/,
    ],
    [
      'field behind the frame',
      { framing: fixed, format: { kind: 'binary', fields: [{ ...value, offset: 5, size: 2 }] } },
      'format.fields.0.offset',
      /6 bytes/,
    ],
    [
      'number of 7 bytes',
      {
        framing: { ...fixed, length: 9 },
        format: { kind: 'binary', fields: [{ ...value, offset: 1, size: 7 }] },
      },
      'format.fields.0.size',
      /6 bytes/,
    ],
    [
      'checksum in its own span',
      {
        framing: fixed,
        format: { kind: 'binary', fields: [{ ...value, offset: 1 }] },
        checksum: { kind: 'sum8', from: 0, to: -1, at: -1, as: 'binary' },
      },
      'checksum.at',
      /outside/,
    ],
    [
      'checksum past the end',
      { ...jump, checksum: { kind: 'xor8', from: 0, to: -4, at: -1, as: 'hex' } },
      'checksum.at',
      /-2/,
    ],
    [
      'clock in centimetres',
      {
        ...jump,
        format: { ...jump.format, fields: { value: { ...jump.format.fields.value, notation: 'clock' } } },
      },
      'format.fields.value.notation',
      /seconds/,
    ],
    [
      'unknown item',
      { ...jump, format: { ...jump.format, fields: { value: { is: 'value', item: 'high_jump' } } } },
      'format.fields.value.item',
      /standing_long_jump/,
    ],
    ['misspelt key', { ...jump, checksumm: {} }, '', /checksumm/],
  ];

  it.each(cases)('%s', (_, spec, path, message) => {
    const parsed = StationSpec.safeParse({ id: 'station/test', name, ...(spec as object) });
    const [issue] = parsed.error?.issues ?? [];
    expect(issue?.path.join('.')).toBe(path);
    expect(issue?.message).toMatch(message);
    const result = declareStation({ id: 'station/test', name, ...(spec as typeof jump) });
    expect(result).toMatchObject({ ok: false, failure: { code: 'TIZHI_DEVICE_DEFINITION_INVALID' } });
  });

  const refusal = (spec: Omit<StationSpecInput, 'id' | 'name'>): string => {
    const result = declareStation({ id: 'station/test', name, ...spec });
    return result.ok ? 'accepted' : describeFailure(result.failure, 'en');
  };

  it('an example that reads otherwise, with what it reads', () => {
    const examples = [{ sends: 'JUMP,7,185,cm\r\n', tag: '8', values: { standing_long_jump: 185 } }];
    expect(refusal({ ...jump, examples })).toMatch(/examples\.0 should read .*tag 8 but reads .*tag 7/);
  });

  it('a field too narrow for a typical value', () => {
    const narrow = {
      kind: 'columns',
      fields: [{ is: 'value', from: 1, to: 2, item: 'vital_capacity' }],
    } satisfies StationSpecInput['format'];
    expect(refusal({ framing: lines, format: narrow })).toMatch(/"5250" is wider than its 2 characters/);
  });

  it('fields that lie over each other', () => {
    const over = {
      kind: 'binary',
      fields: [
        { is: 'value', offset: 1, size: 2, item: 'height', scale: 0.1 },
        { is: 'value', offset: 2, size: 2, item: 'weight', scale: 0.1 },
      ],
    } satisfies StationSpecInput['format'];
    expect(refusal({ framing: fixed, format: over })).toMatch(/reads back as/);
  });

  it('a frame whose text has another length', () => {
    expect(refusal({ ...jump, framing: { ...fixed, start: 'JUMP,' } })).toMatch(/the format writes 13 bytes/);
  });
});
