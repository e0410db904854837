import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { systemProblem, TizhiError } from '@tizhi/contracts';
import { KEY_BYTES } from './identity-cipher.ts';
import { createSecretFile } from './secret-file.ts';

/**
 * Reads the master key (32 bytes, written as 64 hexadecimal digits) that wraps every pupil's own key.
 * Where the file does not exist it is made, readable by its owner only. Whoever loses it loses all names:
 * it belongs into the backup, but not beside the database.
 *
 * Throws `TIZHI_FILE_UNREADABLE`, or `TIZHI_FILE_FORMAT` where the file holds something else.
 */
export function loadMasterKey(file: string, options: { readonly create?: boolean } = {}): Uint8Array {
  if (options.create !== false && !existsSync(file))
    createSecretFile(file, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) }, { cause: error });
  }
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file,
      expected: 'master key',
      problem: `it must hold ${KEY_BYTES * 2} hexadecimal digits`,
    });
  return Buffer.from(text, 'hex');
}
