import { describeFailure } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { declareStation } from './declare-station.ts';
import { StationSpec, type StationSpecInput } from './station-spec.ts';

const name = { zh: '测试站', en: 'Station under test' };
const lines = { kind: 'delimiter', delimiter: '\r\n' } as const;

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
