import { floatBits, readFloat, readSfloat, sfloatBits } from './medical-float.ts';

/** How a field lies in the bytes (little-endian). `null` is "no value", where the format itself can say it. */
export interface Format {
  readonly size: number;
  /** What it can hold; of the decimal ones (`exact: false`) the range in which a simulator draws. */
  readonly min: number;
  readonly max: number;
  readonly exact: boolean;
  readonly read: (view: DataView, at: number) => number | null;
  readonly write: (view: DataView, at: number, value: number | null) => void;
}

function integer(size: 1 | 2 | 3 | 4, sign: 'signed' | 'unsigned'): Format {
  const span = 2 ** (8 * size);
  const min = sign === 'signed' ? -span / 2 : 0;
  return {
    size,
    min,
    max: min + span - 1,
    exact: true,
    read(view, at) {
      let bits = 0;
      for (let i = size - 1; i >= 0; i--) bits = bits * 256 + view.getUint8(at + i);
      return sign === 'signed' && bits >= span / 2 ? bits - span : bits;
    },
    write(view, at, value) {
      let bits = value === null ? Number.NaN : value < 0 ? value + span : value;
      if (!Number.isInteger(bits) || bits < 0 || bits >= span || (value !== null && value < min)) {
        throw new RangeError(`${value} does not fit into ${size} ${sign} bytes`);
      }
      for (let i = 0; i < size; i++) {
        view.setUint8(at + i, bits % 256);
        bits = Math.floor(bits / 256);
      }
    },
  };
}

/**
 * Date Time (GATT Specification Supplement, Date Time): year, month, day, hours, minutes, seconds of the device's own
 * clock. Only its place matters here: a gateway stamps what it hears with its own clock.
 */
const dateTime: Format = {
  size: 7,
  min: 0,
  max: 0,
  exact: true,
  read: () => null,
  write: () => undefined,
};

export const FORMATS = {
  u8: integer(1, 'unsigned'),
  u16: integer(2, 'unsigned'),
  u24: integer(3, 'unsigned'),
  u32: integer(4, 'unsigned'),
  s8: integer(1, 'signed'),
  s16: integer(2, 'signed'),
  s32: integer(4, 'signed'),
  sfloat: {
    size: 2,
    min: -204,
    max: 204,
    exact: false,
    read: (view, at) => readSfloat(view.getUint16(at, true)),
    write: (view, at, value) => view.setUint16(at, sfloatBits(value), true),
  },
  float: {
    size: 4,
    min: -800_000,
    max: 800_000,
    exact: false,
    read: (view, at) => readFloat(view.getUint32(at, true)),
    write: (view, at, value) => view.setUint32(at, floatBits(value), true),
  },
  dateTime,
} as const satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;

/** A field's number to the quantity's unit and back. */
export interface Scale {
  readonly of: (raw: number) => number;
  readonly raw: (value: number) => number;
}

/** `raw x numerator / denominator`: with whole numbers one exact product and one rounding. */
export const ratio = (numerator: number, denominator = 1): Scale => ({
  of: (raw) => (raw * numerator) / denominator,
  raw: (value) => (value * denominator) / numerator,
});

/** Twelve significant digits: removes the binary dust of a conversion without touching a real digit. */
export const withoutDust = (value: number): number => Number(value.toPrecision(12));
