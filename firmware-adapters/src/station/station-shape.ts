import { DefinitionId, Doubt, ItemKey, Unit } from '@tizhi/contracts';
import { z } from 'zod';

/*
 * A station that a school describes in YAML, so that it works without code. Positions in binary frames
 * (`offset`, and `from`, `to`, `at` of a checksum) count from 0, as protocol tables do; columns of a line
 * count from 1, as people do.
 */

/** Bytes as text (`"\r\n"`, `'\r\n'` and `"\x02"` all work) or as `{hex: "0d0a"}`. */
const bytesUpTo = (length: number) =>
  z.union([
    z
      .string()
      .min(1)
      .max(length * 4),
    z.strictObject({
      hex: z
        .string('put the hexadecimal digits in quotes')
        .regex(/^(?:[0-9a-fA-F]{2})+$/, 'use pairs of 0-9 a-f')
        .max(length * 2),
    }),
  ]);
const Marker = bytesUpTo(16);

/** A word of the station: the text it prints, or the number in a binary field. */
const Word = z.union([z.string().max(64), z.number()]);
const Words = z.array(Word).max(16);
const Endian = z.enum(['big', 'little']).default('big');

const DelimiterFraming = z.strictObject({
  kind: z.literal('delimiter'),
  delimiter: Marker,
  /** What every line begins with. Default: the text before the first field of a pattern. */
  start: Marker.optional(),
  /** The longest line without its delimiter, bytes. */
  maxLength: z.int().min(1).max(1024).default(256),
});
const FixedFraming = z.strictObject({
  kind: z.literal('fixed'),
  start: Marker,
  /** The whole frame with start and checksum, bytes. */
  length: z.int().min(2).max(1024),
});
const LengthPrefixedFraming = z.strictObject({
  kind: z.literal('length-prefixed'),
  start: Marker.optional(),
  length: z.strictObject({
    offset: z.int().min(0).max(64),
    size: z.literal([1, 2]).default(1),
    endian: Endian,
    /** What the number counts: the whole `frame`, or the `rest` behind the length field. */
    counts: z.enum(['frame', 'rest']),
    /** Bytes of the frame that it leaves out (a checksum at the end), or counts too many (negative). */
    plus: z.int().min(-64).max(64).default(0),
  }),
  maxLength: z.int().min(2).max(1024).default(256),
});
const MessageFraming = z.strictObject({
  kind: z.literal('message'),
  maxLength: z.int().min(1).max(1024).default(512),
});

/** What a field is. `where` adds how it is found in its format. */
const fieldAt = <W extends z.core.$ZodShape>(where: W) =>
  z.discriminatedUnion('is', [
    /** A measured value. */
    z.strictObject({
      ...where,
      is: z.literal('value'),
      item: ItemKey,
      /** The unit it is printed in. Default: the item's own. */
      unit: Unit.optional(),
      /** The printed number times `scale` is the value: 1705 at a scale of 0.1 is 170.5. */
      scale: z.number().min(0.000001).max(1_000_000).default(1),
      /** `clock`: minutes and seconds, `4:05.2` or `4'05"`. */
      notation: z.enum(['number', 'clock']).default('number'),
      /** Words that mean: nothing was measured. */
      none: Words.default([]),
    }),
    /** The pupil's card, bib or queue number. */
    z.strictObject({
      ...where,
      is: z.literal('tag'),
      leadingZeros: z.enum(['keep', 'strip']).default('keep'),
      /** Words that mean: no card was read. */
      none: Words.default([]),
    }),
    /** A status that takes the trust from the values, such as "not settled". */
    z.strictObject({
      ...where,
      is: z.literal('flag'),
      doubt: Doubt,
      /** The words that raise it. */
      when: Words.min(1),
      /** The word of a trusted frame, for the simulator. */
      otherwise: Word.default(''),
    }),
    /** A fixed word; a frame without it is not this station's. */
    z.strictObject({ ...where, is: z.literal('constant'), equals: Word }),
    /** The place of a printed checksum. */
    z.strictObject({ ...where, is: z.literal('checksum') }),
  ]);

const Field = fieldAt({});
export type Field = z.output<typeof Field>;

const Column = z.int().min(1).max(1024);
const Fields = <F extends z.ZodType>(field: F) => z.array(field).min(1).max(32);

/** `JUMP,{tag},{value},cm`. `{skip}`, `{tag}` and `{checksum}` need no entry in `fields`; `{value:6}` is 6 wide. */
const PatternFormat = z.strictObject({
  kind: z.literal('pattern'),
  pattern: z.string().min(1).max(256),
  fields: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/, 'use letters and digits'), Field),
});
const SeparatedFormat = z.strictObject({
  kind: z.literal('separated'),
  separator: z.string().min(1).max(8),
  /** Columns a line has. Default: the last one named below, or more. */
  columns: Column.optional(),
  fields: Fields(fieldAt({ column: Column })),
});
const ColumnsFormat = z.strictObject({
  kind: z.literal('columns'),
  /** First and last column, both included. */
  fields: Fields(fieldAt({ from: Column, to: Column })),
});
const BinaryFormat = z.strictObject({
  kind: z.literal('binary'),
  fields: Fields(
    fieldAt({
      offset: z.int().min(0).max(1023),
      size: z.int().min(1).max(64).default(1),
      /** `int`: up to 6 bytes; `bcd`: two decimal digits a byte; `ascii`: printed characters. */
      as: z.enum(['int', 'bcd', 'ascii']).default('int'),
      endian: Endian,
      signed: z.boolean().default(false),
      /** Bits of an `int` that count; the others belong to other fields. */
      mask: z.int().min(1).max(0xffff_ffff).optional(),
    }),
  ),
});

const Checksum = z.strictObject({
  kind: z.enum(['sum8', 'xor8']),
  /** First and last byte of the sum, both included; negative counts from the frame's end (-1: its last byte). */
  from: z.int().min(-1024).max(1023),
  to: z.int().min(-1024).max(1023),
  /** Where the checksum stands, counted the same way. */
  at: z.int().min(-1024).max(1023),
  /** One byte, or two hexadecimal digits. */
  as: z.enum(['binary', 'hex']),
});

/** Where an example comes from. */
const Source = z.string().min(1).max(200).default("the station's description");

/** Bytes the station sent, from its manual or a capture, and what they mean: checked when it is declared. */
const Example = z.union([
  z.strictObject({
    sends: bytesUpTo(1024),
    source: Source,
    values: z.partialRecord(ItemKey, z.number().nullable()),
    tag: z.string().nullable().default(null),
    doubt: Doubt.nullable().default(null),
  }),
  z.strictObject({
    sends: bytesUpTo(1024),
    source: Source,
    rejected: z.enum([
      'truncated',
      'trailing_bytes',
      'bad_checksum',
      'unknown_format',
      'not_a_number',
      'out_of_range',
      'too_long',
      'noise',
      'refused',
    ]),
  }),
]);

/** The shape alone; `StationSpec` also checks that its parts fit each other. */
export const StationShape = z.strictObject({
  id: DefinitionId,
  name: z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) }),
  framing: z.discriminatedUnion('kind', [
    DelimiterFraming,
    FixedFraming,
    LengthPrefixedFraming,
    MessageFraming,
  ]),
  format: z.discriminatedUnion('kind', [PatternFormat, SeparatedFormat, ColumnsFormat, BinaryFormat]),
  checksum: Checksum.optional(),
  examples: z.array(Example).max(32).default([]),
});
export type StationShape = z.output<typeof StationShape>;
export type Marker = z.output<typeof Marker>;
export type PatternFormat = z.output<typeof PatternFormat>;
export type SeparatedFormat = z.output<typeof SeparatedFormat>;
export type ColumnsFormat = z.output<typeof ColumnsFormat>;
export type BinaryFormat = z.output<typeof BinaryFormat>;
export type Checksum = z.output<typeof Checksum>;
