/**
 * Numbers of medical devices, IEEE 11073-20601: a decimal exponent and a mantissa, both in two's complement.
 * SFLOAT has 4 + 12 bits, FLOAT 8 + 24. Five mantissas are no numbers: NaN, NRes ("not at this resolution"), the
 * two infinities and one that is reserved. They are `null` here: no value, never a number.
 */
interface Width {
  readonly mantissaBits: number;
  readonly exponentBits: number;
}
const SFLOAT: Width = { mantissaBits: 12, exponentBits: 4 };
const FLOAT: Width = { mantissaBits: 24, exponentBits: 8 };

export const readSfloat = (bits: number): number | null => read(bits, SFLOAT);
export const readFloat = (bits: number): number | null => read(bits, FLOAT);
/** The bits that say this number, `null` as NaN. What it cannot say exactly is a `RangeError`. */
export const sfloatBits = (value: number | null): number => bitsOf(value, SFLOAT);
export const floatBits = (value: number | null): number => bitsOf(value, FLOAT);

function read(bits: number, { mantissaBits, exponentBits }: Width): number | null {
  const mantissa = signed(bits, mantissaBits);
  const exponent = signed(Math.floor(bits / 2 ** mantissaBits), exponentBits);
  return exponent === 0 && isNoNumber(mantissa, mantissaBits) ? null : decimal(mantissa, exponent);
}

/** +INF half-2, NaN half-1, NRes -half, reserved -half+1, -INF -half+2; only beside the exponent 0. */
const isNoNumber = (mantissa: number, mantissaBits: number): boolean => {
  const half = 2 ** (mantissaBits - 1);
  return mantissa >= half - 2 || mantissa <= -half + 2;
};

const signed = (bits: number, width: number): number => {
  const value = bits % 2 ** width;
  return value >= 2 ** (width - 1) ? value - 2 ** width : value;
};

/** Powers of ten up to 10^22 are exact, so that one operation rounds once; beyond, the text is parsed. */
function decimal(mantissa: number, exponent: number): number {
  if (exponent >= 0 && exponent <= 22) return mantissa * 10 ** exponent;
  if (exponent < 0 && exponent >= -22) return mantissa / 10 ** -exponent;
  return Number(`${mantissa}e${exponent}`);
}

function bitsOf(value: number | null, { mantissaBits, exponentBits }: Width): number {
  const half = 2 ** (mantissaBits - 1);
  if (value === null) return half - 1;
  for (let exponent = 0; exponent > -(2 ** (exponentBits - 1)) && exponent > -9; exponent--) {
    const mantissa = Math.round(value * 10 ** -exponent);
    if (mantissa >= half || mantissa < -half) break;
    if (exponent === 0 && isNoNumber(mantissa, mantissaBits)) continue;
    if (decimal(mantissa, exponent) !== value) continue;
    const wrapped = (part: number, width: number): number => (part < 0 ? part + 2 ** width : part);
    return wrapped(exponent, exponentBits) * 2 ** mantissaBits + wrapped(mantissa, mantissaBits);
  }
  throw new RangeError(`${value} does not fit into a number of ${mantissaBits + exponentBits} bits`);
}
