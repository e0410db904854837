import { concat } from '../../bytes.ts';
import { checksumOf } from '../../checksums.ts';

/*
 * Modbus RTU (MODBUS over Serial Line V1.02): unit, function, data, CRC-16 low byte first. Read functions: 3 holding, 4
 * input registers. An answer repeats unit and function, counts its data bytes, then the registers, high byte first. An
 * exception has the function's top bit set and a code.
 */
export type ReadFunction = 3 | 4;

export const CRC_BYTES = 2;
export const EXCEPTION = 0x80;

/** The bytes with their CRC behind them. */
export function sealed(bytes: Uint8Array): Uint8Array {
  const crc = checksumOf('crc16-modbus', bytes);
  return concat(bytes, Uint8Array.of(crc & 0xff, crc >> 8));
}

/** Whether the last two bytes are the CRC of those before. */
export function crcHolds(frame: Uint8Array): boolean {
  if (frame.length <= CRC_BYTES) return false;
  const crc = checksumOf('crc16-modbus', frame.subarray(0, -CRC_BYTES));
  return frame.at(-2) === (crc & 0xff) && frame.at(-1) === crc >> 8;
}

export interface ReadRegisters {
  /** 1-247. */
  readonly unit: number;
  readonly function: ReadFunction;
  /** The first register as it goes over the wire: 40001 in a manual is 0 of function 3. */
  readonly address: number;
  /** 1-125. */
  readonly count: number;
}

/** The question for registers: `{unit: 1, function: 3, address: 0, count: 10}` is `01 03 00 00 00 0a c5 cd`. */
export function readRequest({ unit, function: code, address, count }: ReadRegisters): Uint8Array {
  return sealed(Uint8Array.of(unit, code, address >> 8, address & 0xff, count >> 8, count & 0xff));
}

/** The answer that holds these registers. */
export function readAnswer({ unit, function: code }: ReadRegisters, registers: Uint8Array): Uint8Array {
  return sealed(concat(Uint8Array.of(unit, code, registers.length), registers));
}
