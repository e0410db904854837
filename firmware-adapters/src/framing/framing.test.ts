import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromText, toHex, toText } from '../bytes.ts';
import { createFramer } from './create-framer.ts';
import type { Framed, Framing } from './framing.ts';

const sum8 = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
const sealed = (frame: Uint8Array) => (sum8(frame.subarray(0, -1)) === frame.at(-1) ? null : 'bad_checksum');
const seal = (bytes: readonly number[]): Uint8Array =>
  Uint8Array.from([...bytes, sum8(Uint8Array.from(bytes))]);

const line: Framing = { kind: 'delimiter', delimiter: fromText('\r\n'), maxLength: 32 };
const started: Framing = { ...line, start: fromText('JUMP,') };
const fixed: Framing = { kind: 'fixed', start: Uint8Array.of(0xaa, 0x55), length: 6, check: sealed };
const prefixed: Framing = {
  kind: 'length-prefixed',
  start: Uint8Array.of(0x7e),
  ...{ offset: 1, size: 2, endian: 'little', plus: 4, maxLength: 24, check: sealed },
};
/** Frames of six bytes, or of four where the second byte has its top bit set. */
const computed: Framing = {
  kind: 'computed',
  start: Uint8Array.of(0x7e),
  head: 2,
  lengthOf: ([, kind = 0]) => (kind < 0x80 ? 6 : kind < 0xc0 ? 4 : undefined),
  maxLength: 8,
  check: sealed,
};
const framings = { line, started, fixed, prefixed, computed } satisfies Record<string, Framing>;

const goodFrame = {
  line: fc.stringMatching(/^[a-z0-9,.]{1,30}$/).map(fromText),
  started: fc.stringMatching(/^JUMP,[a-z0-9,.]{1,20}$/).map(fromText),
  fixed: fc.uint8Array({ minLength: 3, maxLength: 3 }).map((body) => seal([0xaa, 0x55, ...body])),
  prefixed: fc.uint8Array({ maxLength: 16 }).map((body) => seal([0x7e, body.length, 0, ...body])),
  computed: fc
    .oneof(
      fc.tuple(fc.nat(0x7f), fc.uint8Array({ minLength: 3, maxLength: 3 })),
      fc.tuple(fc.integer({ min: 0x80, max: 0xbf }), fc.uint8Array({ minLength: 1, maxLength: 1 })),
    )
    .map(([kind, body]) => seal([0x7e, kind, ...body])),
} satisfies Record<keyof typeof framings, fc.Arbitrary<Uint8Array>>;

const onWire = (framing: Framing, frame: Uint8Array): Uint8Array =>
  framing.kind === 'delimiter' ? concat(frame, framing.delimiter) : frame;

/** The whole stream in the given pieces, then its end. */
function run(framing: Framing, chunks: readonly Uint8Array[]): Framed[] {
  const framer = createFramer(framing);
  return [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.flush()];
}
function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [0, ...at.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((place, i) => bytes.subarray(places[i], place));
}
const frames = (found: readonly Framed[]): string[] =>
  found.flatMap((each) => (each.kind === 'frame' ? [toHex(each.frame)] : []));
const cuts = fc.array(fc.nat(4096), { maxLength: 12 });
/** Noise in which starts and delimiters are common. */
const nastyByte = fc.oneof(fc.constantFrom(0xaa, 0x55, 0x7e, 0x0d, 0x0a, 0x4a, 0x00), fc.nat(255));
const noise = fc.array(nastyByte, { maxLength: 80 }).map((bytes) => Uint8Array.from(bytes));

/** The pieces in order, with nothing but delimiters between them, are the whole stream. */
function isStreamOf(pieces: readonly string[], stream: string): boolean {
  const delimited = (from: ReadonlySet<number>): Set<number> => {
    const reached = new Set(from);
    for (const at of reached) if (stream.startsWith('\r\n', at)) reached.add(at + 2);
    return reached;
  };
  let at = new Set([0]);
  for (const piece of pieces) {
    const starts = [...delimited(at)].filter((place) => stream.startsWith(piece, place));
    at = new Set(starts.map((place) => place + piece.length));
  }
  return delimited(at).has(stream.length);
}

describe.each(Object.keys(framings) as (keyof typeof framings)[])('%s framing', (name) => {
  const framing = framings[name];

  it('finds the same in any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(noise, goodFrame[name]), { maxLength: 8 }), cuts, (parts, at) => {
        const stream = concat(...parts.map((part) => onWire(framing, part)));
        expect(run(framing, cut(stream, at))).toEqual(run(framing, [stream]));
      }),
    );
  });

  it('gives each byte back once: in a frame, as its delimiter, or rejected', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(noise, goodFrame[name]), { maxLength: 8 }), (parts) => {
        const stream = concat(...parts);
        const given = run(framing, [stream]).map((each) => (each.kind === 'frame' ? each.frame : each.bytes));
        if (framing.kind !== 'delimiter') expect(toHex(concat(...given))).toBe(toHex(stream));
        else expect(isStreamOf(given.map(toText), toText(stream))).toBe(true);
      }),
    );
  });

  it('holds a bounded number of bytes', () => {
    const framer = createFramer(framing);
    fc.assert(
      fc.property(noise, (bytes) => {
        framer.push(bytes);
        expect(framer.pending).toBeLessThanOrEqual(512);
      }),
    );
  });

  it('finds every good frame in a row', () => {
    fc.assert(
      fc.property(fc.array(goodFrame[name], { minLength: 1, maxLength: 20 }), cuts, (good, at) => {
        const stream = concat(...good.map((frame) => onWire(framing, frame)));
        expect(frames(run(framing, cut(stream, at)))).toEqual(good.map(toHex));
      }),
    );
  });
});

describe('after noise every later good frame is found', () => {
  it('by the next delimiter', () => {
    fc.assert(
      fc.property(noise, goodFrame.line, (bytes, good) => {
        const found = run(line, [bytes, fromText('\r\n'), onWire(line, good)]);
        expect(frames(found).at(-1)).toBe(toHex(good));
      }),
    );
  });

  it('by the start of a line, even glued to noise or half a line', () => {
    fc.assert(
      fc.property(noise, goodFrame.started, (bytes, good) => {
        const found = run(started, [bytes, fromText('JUMP,801'), onWire(started, good)]);
        expect(frames(found).at(-1)).toBe(toHex(good));
      }),
    );
    const glued = run(started, [fromText(`${'x'.repeat(500)}JUMP,80107,18JUMP,80102,201\r\n`)]);
    expect(frames(glued)).toEqual([toHex(fromText('JUMP,80102,201'))]);
    const reasons = glued.map((each) => (each.kind === 'frame' ? each.kind : each.reason));
    expect(reasons.slice(-4)).toEqual(['too_long', 'too_long', 'noise', 'frame']);
  });

  it('by start and checksum, behind false starts and damaged frames', () => {
    const quiet = fc.array(fc.integer({ min: 0, max: 0x7d }), { maxLength: 60 });
    for (const name of ['fixed', 'prefixed'] as const) {
      fc.assert(
        fc.property(quiet, goodFrame[name], goodFrame[name], (bytes, damaged, good) => {
          const broken = damaged.with(-1, (damaged.at(-1) ?? 0) ^ 0x01);
          const stream = concat(Uint8Array.from([...bytes, 0xaa, 0xaa, 0x7e, 0x01]), broken, good);
          expect(frames(run(framings[name], [stream]))).toContain(toHex(good));
        }),
      );
    }
  });
});

describe('what is rejected says why', () => {
  const rejections = (framing: Framing, ...chunks: Uint8Array[]) =>
    run(framing, chunks).map((each) =>
      each.kind === 'frame' ? ['frame', toHex(each.frame)] : [each.reason, toHex(each.bytes)],
    );

  it('a damaged frame appears whole, apart from the noise around it', () => {
    const damaged = Uint8Array.of(0xaa, 0x55, 1, 2, 3, 0);
    const good = seal([0xaa, 0x55, 1, 2, 3]);
    expect(rejections(fixed, concat(Uint8Array.of(9, 9), damaged, Uint8Array.of(8), good))).toEqual([
      ['noise', '0909'],
      ['bad_checksum', toHex(damaged)],
      ['noise', '08'],
      ['frame', toHex(good)],
    ]);
  });

  it('half a frame at the end is truncated, and half a line is never decoded', () => {
    expect(rejections(fixed, Uint8Array.of(0xaa, 0x55, 1))).toEqual([['truncated', 'aa5501']]);
    expect(rejections(line, fromText('HW,80107,52'))).toEqual([
      ['truncated', toHex(fromText('HW,80107,52'))],
    ]);
  });

  it('an impossible length is no frame', () => {
    expect(rejections(prefixed, Uint8Array.of(0x7e, 0xff, 0xff))).toEqual([['noise', '7effff']]);
    const counting: Framing = { ...prefixed, plus: -3 };
    for (const tooShort of [0, 1, 2, 3, 5]) {
      expect(rejections(counting, Uint8Array.of(0x7e, tooShort, 0))).toEqual([['noise', `7e0${tooShort}00`]]);
    }
  });

  it('a line of the longest length passes, one byte more is too long and ends at its delimiter', () => {
    const longest = 'x'.repeat(32);
    expect(rejections(line, fromText(`${longest}\r\n`))).toEqual([['frame', toHex(fromText(longest))]]);
    const found = rejections(line, fromText(`${longest}x\r\nok\r\n`));
    expect(found.at(-1)).toEqual(['frame', toHex(fromText('ok'))]);
    expect(new Set(found.slice(0, -1).map(([reason]) => reason))).toEqual(new Set(['too_long']));
  });

  it('empty lines say nothing', () => {
    expect(rejections(line, fromText('\r\n\r\n\r\nok\r\n'))).toEqual([['frame', toHex(fromText('ok'))]]);
  });

  it('a message is a frame, and one that is too long keeps its first bytes', () => {
    const message: Framing = { kind: 'message', maxLength: 4 };
    expect(rejections(message, fromText('ab'), fromText('abcdef'))).toEqual([
      ['frame', '6162'],
      ['too_long', '61626364'],
    ]);
  });
});

/** The bytes, counting how often one is looked at. */
function counted(bytes: Uint8Array): { readonly bytes: Uint8Array; reads: number } {
  const counter = { bytes, reads: 0 };
  counter.bytes = new Proxy(bytes, {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) counter.reads += 1;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return counter;
}

describe('work is linear in the bytes', () => {
  const MiB = 1024 * 1024;

  it('2 MiB without a delimiter cost two comparisons a byte at most', () => {
    for (const filler of [0x41, 0x0d]) {
      const delimiter = counted(fromText('\r\n'));
      const framer = createFramer({ kind: 'delimiter', delimiter: delimiter.bytes, maxLength: 256 });
      let rejectedBytes = 0;
      for (const each of framer.push(new Uint8Array(2 * MiB).fill(filler))) {
        if (each.kind === 'rejected') rejectedBytes += each.bytes.length;
      }
      expect(delimiter.reads).toBeGreaterThan(0);
      expect(delimiter.reads).toBeLessThanOrEqual(2 * 2 * MiB);
      expect(rejectedBytes + framer.pending).toBe(2 * MiB);
      expect(framer.pending).toBeLessThanOrEqual(258);
    }
  });

  it('noise made of starts costs one check a byte at most', () => {
    let checks = 0;
    const check = () => {
      checks += 1;
      return 'bad_checksum' as const;
    };
    const framer = createFramer({ kind: 'fixed', start: Uint8Array.of(0xaa), length: 64, check });
    const found = framer.push(new Uint8Array(MiB / 4).fill(0xaa));
    expect(checks).toBeGreaterThan(0);
    expect(checks).toBeLessThanOrEqual(MiB / 4);
    expect(found.length).toBeLessThanOrEqual(MiB / 4 / 64);
  });
});
