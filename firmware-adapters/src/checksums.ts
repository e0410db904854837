/** A cyclic redundancy check, by the parameters of the CRC catalogue (reveng.sourceforge.io/crc-catalogue). */
interface Crc {
  readonly width: 8 | 16;
  readonly poly: number;
  readonly init: number;
  /** Bits go in and come out lowest first. */
  readonly reflected: boolean;
}

const CRCS = {
  crc8: { width: 8, poly: 0x07, init: 0, reflected: false }, // CRC-8/SMBUS
  'crc8-maxim': { width: 8, poly: 0x31, init: 0, reflected: true }, // 1-Wire, iButton
  crc16: { width: 16, poly: 0x8005, init: 0, reflected: true }, // CRC-16/ARC
  'crc16-modbus': { width: 16, poly: 0x8005, init: 0xffff, reflected: true },
  'crc16-ccitt': { width: 16, poly: 0x1021, init: 0xffff, reflected: false }, // "CCITT-FALSE", CRC-16/IBM-3740
  'crc16-xmodem': { width: 16, poly: 0x1021, init: 0, reflected: false },
  'crc16-kermit': { width: 16, poly: 0x1021, init: 0, reflected: true }, // the true CCITT
} as const satisfies Record<string, Crc>;

/** Checksums that devices on serial lines carry. */
export const CHECKSUM_KINDS = [
  'sum8',
  'sum16',
  'xor8',
  /** Two's complement of the sum: all bytes with it sum to 0 (Modbus ASCII, Toledo). */
  'lrc',
  'crc8',
  'crc8-maxim',
  'crc16',
  'crc16-modbus',
  'crc16-ccitt',
  'crc16-xmodem',
  'crc16-kermit',
] as const;
export type ChecksumKind = (typeof CHECKSUM_KINDS)[number];

/** Bytes it has. */
export const checksumBytes = (kind: ChecksumKind): 1 | 2 =>
  kind === 'sum16' || kind.startsWith('crc16') ? 2 : 1;

/** The checksum of these bytes, as a number. */
export function checksumOf(kind: ChecksumKind, bytes: Uint8Array): number {
  switch (kind) {
    case 'sum8':
      return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
    case 'sum16':
      return bytes.reduce((sum, byte) => (sum + byte) & 0xffff, 0);
    case 'xor8':
      return bytes.reduce((xor, byte) => xor ^ byte, 0);
    case 'lrc':
      return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
    default:
      return crc(CRCS[kind], bytes);
  }
}

/** What each byte does to the register: a check of a frame is one look-up a byte. */
const TABLES: ReadonlyMap<Crc, Uint16Array> = new Map(
  Object.values(CRCS).map((parameters) => [parameters, tableOf(parameters)]),
);

function crc(parameters: Crc, bytes: Uint8Array): number {
  const { width, init, reflected } = parameters;
  const table = TABLES.get(parameters) ?? tableOf(parameters);
  const mask = 2 ** width - 1;
  let register = init;
  for (const byte of bytes) {
    const at = (reflected ? register : register >>> (width - 8)) ^ byte;
    const shifted = reflected ? register >>> 8 : (register << 8) & mask;
    register = shifted ^ (table[at & 0xff] ?? 0);
  }
  return register;
}

function tableOf({ width, poly, reflected }: Crc): Uint16Array {
  const mask = 2 ** width - 1;
  const top = 2 ** (width - 1);
  const lowFirst = reflected ? reflect(poly, width) : poly;
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let register = reflected ? byte : byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) {
      const out = register & (reflected ? 1 : top);
      register = reflected ? register >>> 1 : (register << 1) & mask;
      if (out !== 0) register ^= lowFirst;
    }
    return register;
  });
}

function reflect(value: number, width: number): number {
  let reflected = 0;
  for (let bit = 0; bit < width; bit++) if ((value & (1 << bit)) !== 0) reflected |= 1 << (width - 1 - bit);
  return reflected;
}
