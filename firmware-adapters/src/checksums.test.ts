import { expect, it } from 'vitest';
import { fromText } from './bytes.ts';
import { CHECKSUM_KINDS, type ChecksumKind, checksumBytes, checksumOf } from './checksums.ts';

/** The catalogue's check value of each: that of the text `123456789`. */
const CHECK: Readonly<Record<ChecksumKind, number>> = {
  sum8: 0xdd,
  sum16: 0x01dd,
  xor8: 0x31,
  lrc: 0x23,
  crc8: 0xf4,
  'crc8-maxim': 0xa1,
  crc16: 0xbb3d,
  'crc16-modbus': 0x4b37,
  'crc16-ccitt': 0x29b1,
  'crc16-xmodem': 0x31c3,
  'crc16-kermit': 0x2189,
};

it.each(CHECKSUM_KINDS)('%s has the check value of the catalogue', (kind) => {
  expect(checksumOf(kind, fromText('123456789'))).toBe(CHECK[kind]);
});

it.each(CHECKSUM_KINDS)('%s fits its bytes and tells a changed bit', (kind) => {
  const bytes = Uint8Array.from({ length: 40 }, (_, i) => (i * 37) % 256);
  const sum = checksumOf(kind, bytes);
  expect(sum).toBeLessThan(256 ** checksumBytes(kind));
  bytes[7] = (bytes[7] ?? 0) ^ 0x10;
  expect(checksumOf(kind, bytes)).not.toBe(sum);
});
