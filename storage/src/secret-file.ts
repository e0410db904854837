import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemProblem, TizhiError } from '@tizhi/contracts';

/**
 * Writes a secret that only its owner may read, unless the file is there. Written whole under another name and
 * then linked: a second process that starts at the same moment sees no half secret, and never replaces the
 * first one's. Throws `TIZHI_FILE_UNREADABLE`.
 */
export function createSecretFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const descriptor = openSync(draft, 'w', 0o600);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file))
      throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) }, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
}
