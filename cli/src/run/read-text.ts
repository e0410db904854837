import { readFileSync } from 'node:fs';
import { systemProblem, TizhiError } from '@tizhi/contracts';

/** A text file that a setting names. Throws `TIZHI_FILE_UNREADABLE`. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) });
  }
}
