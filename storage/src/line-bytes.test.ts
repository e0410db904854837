import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBytes } from './line-bytes.ts';

const text = (write: (lines: LineBytes) => void): string => {
  const lines = new LineBytes();
  write(lines);
  return lines.take().toString('utf8');
};

describe('text made as bytes', () => {
  it('writes every whole number as JavaScript does', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(text((lines) => lines.integer(value))).toBe(String(value));
      }),
    );
  });

  it('fills up with zeros to the digits that are wanted', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), (value, digits) => {
        expect(text((lines) => lines.integer(value, digits))).toBe(String(value).padStart(digits, '0'));
      }),
    );
  });

  it('writes numbers so that reading gives the same ones back', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (values) => {
        expect(text((lines) => lines.numbers(values))).toBe(values.join(','));
      }),
    );
  });

  it('grows beyond its first room, and begins anew for the next taker', () => {
    const lines = new LineBytes();
    const piece = Buffer.alloc(700_000, 'x');
    lines.bytes(piece).ascii('-').bytes(piece);
    const first = lines.take();
    lines.ascii('next');
    expect(first.toString()).toBe(`${piece}-${piece}`);
    expect(lines.take().toString()).toBe('next');
  });
});
