import { readFileSync } from 'node:fs';
import { type Result, systemProblem, TizhiError } from '@tizhi/contracts';
import { type DeviceDefinition, fromHex } from '@tizhi/firmware-adapters';

/** A capture that is longer is no test of a device any more. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The pieces that a capture holds. A device that sends messages (Bluetooth): one a line, in hexadecimal, `#` begins a
 * comment, as messages have no borders of their own. Any other: the raw bytes of the line, as they came; or
 * hexadecimal, where the file is named `.hex`. Throws `TIZHI_FILE_UNREADABLE`, `TIZHI_HEX_INVALID` or `TIZHI_USAGE`.
 */
export function readCapture(file: string, { framing }: DeviceDefinition): Uint8Array[] {
  const bytes = bytesOf(file);
  if (framing.kind !== 'message' && !file.endsWith('.hex')) return [bytes];
  return bytes
    .toString('latin1')
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => orThrow(fromHex(line)));
}

function bytesOf(file: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) });
  }
  if (bytes.length <= MAX_BYTES) return bytes;
  throw new TizhiError('TIZHI_USAGE', {
    problem: `${file} has more than 64 MiB: give a part of the capture`,
    command: 'tizhi decode',
  });
}

function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new TizhiError(result.failure.code, result.failure.params);
}
