import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as contracts from './index.ts';
import {
  describeFailure,
  ERRORS,
  type ErrorCode,
  FILTERS,
  fieldsOf,
  formatTopic,
  fromHeartRateBlock,
  HeartRateBlock,
  type HeartRateSample,
  ITEMS,
  internal,
  parseTopic,
  type Topic,
  toHeartRateBlock,
} from './index.ts';
import { convert } from './units.ts';

/** Every exported schema that is a message (an object, or a union of objects). */
const messages = Object.entries(contracts as Record<string, unknown>).filter(
  (entry): entry is [string, z.ZodType] =>
    entry[1] instanceof z.ZodObject || entry[1] instanceof z.ZodDiscriminatedUnion,
);

describe('data classes', () => {
  it('sees the messages', () => {
    expect(messages.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'Envelope',
        'Reading',
        'TelemetryBody',
        'AttemptBody',
        'AlertBody',
        'RosterMessage',
        'LiveFrame',
        'Trajectory',
        'StoryResponse',
        'WallResponse',
      ]),
    );
  });

  it.each(messages)('%s: every field has a data class', (_name, schema) => {
    const forgotten = fieldsOf(schema).filter((field) => field.dataClass === undefined);
    expect(forgotten).toEqual([]);
  });

  it('the wall can hold nothing but public fields', () => {
    expect(fieldsOf(contracts.WallResponse).filter((field) => field.dataClass !== 'public')).toEqual([]);
  });

  it('finds a forgotten field, however deep', () => {
    const schema = z.object({ a: internal(z.string()), b: z.array(z.object({ c: z.number().nullable() })) });
    expect(fieldsOf(schema)).toEqual([
      { path: 'a', dataClass: 'internal' },
      { path: 'b[].c', dataClass: undefined },
    ]);
  });

  it('keeps a mark through optional and nullable', () => {
    expect(fieldsOf(z.object({ a: internal(z.string()).nullable().optional() }))).toEqual([
      { path: 'a', dataClass: 'internal' },
    ]);
  });
});

describe('topics', () => {
  const slug = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const kind = fc.oneof(
    fc.constantFrom(...contracts.LANES).map((lane) => ({ kind: 'up' as const, lane })),
    fc.constantFrom(...contracts.LANES).map((lane) => ({ kind: 'ack' as const, lane })),
    fc.constantFrom(...contracts.DESIRED).map((what) => ({ kind: 'desired' as const, what })),
    fc.constantFrom('status', 'live', 'ask_time', 'time').map((kind) => ({ kind })),
  );

  it('parses what it formats', () => {
    fc.assert(
      fc.property(slug, slug, kind, (school, gateway, rest) => {
        const topic = { school, gateway, ...rest } as Topic;
        expect(parseTopic(formatTopic(topic))).toEqual(topic);
      }),
    );
  });

  it.each([
    '',
    'tizhi/2/s/g/status',
    'tizhi/1/s/g',
    'tizhi/1/s/g/up/other',
    'tizhi/1/S/g/status',
    'tizhi/1/s/g/status/x',
    'tizhi/1/s/g/up/alert/x',
    'tizhi/1/+/g/up/alert',
    'tizhi/1/s/g/down/ack',
    'tizhi/1/s/g/ask',
    'tizhi/1/s/g/ask/other',
    'tizhi/1/s/g/ask/time/x',
    'tizhi/1/s/g/live/x',
    'tizhi/1/s/g/down/time/x',
  ])('refuses %j', (text) => {
    expect(parseTopic(text)).toBeUndefined();
  });

  it('filters name one gateway only', () => {
    const address = { school: 'sch', gateway: 'gw' } as contracts.Address;
    expect(FILTERS.upOf(address)).toBe('tizhi/1/sch/gw/up/#');
    expect(FILTERS.downOf(address)).toBe('tizhi/1/sch/gw/down/#');
  });
});

describe('telemetry columns', () => {
  const sample = fc.record({
    device: fc.constantFrom('strap-1', 'strap-2', 'strap-3'),
    at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    n: fc.integer({ min: 1, max: 1_000_000_000 }),
    deviceAt: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 })),
    bpm: fc.option(fc.integer({ min: 0, max: 65_535 })),
    contact: fc.constantFrom('detected', 'lost', 'unsupported'),
    energyKj: fc.option(fc.integer({ min: 0, max: 65_535 })),
    rrMs: fc.array(
      fc.integer({ min: 0, max: 65_535 }).map((raw) => (raw * 125) / 128),
      { maxLength: 4 },
    ),
    confidence: fc.constantFrom(0, 0.5, 1),
    doubt: fc.option(fc.constantFrom('no_contact', 'no_value', 'out_of_range')),
  }) as unknown as fc.Arbitrary<HeartRateSample>;

  it('rows survive the trip through columns and JSON', () => {
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 60 }), (samples) => {
        const block = HeartRateBlock.parse(JSON.parse(JSON.stringify(toHeartRateBlock(samples))));
        expect(fromHeartRateBlock(block)).toEqual(samples);
      }),
    );
  });

  it('refuses columns of different length and a device index out of range', () => {
    const block = toHeartRateBlock([
      {
        device: 'a',
        at: 1,
        bpm: 60,
        contact: 'detected',
        energyKj: null,
        rrMs: [],
        confidence: 1,
        doubt: null,
      },
    ] as unknown as HeartRateSample[]);
    expect(HeartRateBlock.safeParse({ ...block, bpm: [] }).success).toBe(false);
    expect(HeartRateBlock.safeParse({ ...block, device: [1] }).success).toBe(false);
  });

  it('refuses a message whose blocks together hold more rows than a message may hold', () => {
    const rows = (count: number) =>
      toHeartRateBlock(
        Array.from({ length: count }, (_, n) => ({
          device: 'a' as contracts.DeviceId,
          at: n,
          n: n + 1,
          deviceAt: null,
          bpm: 60,
          contact: 'detected',
          energyKj: null,
          rrMs: [],
          confidence: 1,
          doubt: null,
        })),
      );
    const accepts = (...counts: number[]) =>
      contracts.TelemetryBody.safeParse({ kind: 'telemetry', blocks: counts.map(rows) }).success;
    expect([accepts(1000), accepts(600, 400)]).toEqual([true, true]);
    expect([accepts(1001), accepts(600, 401)]).toEqual([false, false]);
  });
});

describe('units', () => {
  it.each([
    [2.25, 'm', 'cm', 225],
    [2.3, 'm', 'cm', 230],
    [81, 'jin', 'kg', 40.5],
    [100, 'lb', 'kg', 45.359237],
    [10, 'in', 'cm', 25.4],
    [2.45, 'l', 'ml', 2450],
    [225_000, 'ms', 's', 225],
  ] as const)('%d %s is %4$d %s', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBe(expected);
  });

  it('does not convert a length into a mass', () => {
    expect(convert(1, 'cm', 'kg')).toBeUndefined();
  });
});

describe('error table', () => {
  it.each(Object.keys(ERRORS) as ErrorCode[])('%s has both languages with the same parameters', (code) => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    expect(names(ERRORS[code].zh)).toEqual(names(ERRORS[code].en));
    expect(code).toMatch(/^TIZHI_[A-Z_]+$/);
    expect(ERRORS[code].exit).toBeGreaterThan(0);
  });

  it('fills in the parameters', () => {
    expect(describeFailure({ code: 'TIZHI_HEX_INVALID', params: { hex: 'xz' } }, 'en')).toContain('"xz"');
  });
});

describe('items', () => {
  it.each(Object.entries(ITEMS))('%s has a non-empty legal range', (_key, item) => {
    expect(item.min).toBeLessThan(item.max);
  });
});
