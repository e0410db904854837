import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { systemProblem, TizhiError, words } from '@tizhi/contracts';

/**
 * Makes a folder for its owner only, and those above it, and sees that this user may write in it. `setting` is
 * what named it. One level at a time: node's `recursive` never comes back below /proc, where nothing can be made.
 *
 * Throws `TIZHI_FOLDER_UNUSABLE`.
 */
export function makeFolder(folder: string, setting: string): void {
  try {
    for (const missing of missingFrom(resolve(folder))) make(missing);
    if (!statSync(folder).isDirectory())
      throw unusable(words('it is a file, not a folder', '它是文件，不是文件夹'));
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw error instanceof TizhiError ? error : unusable(systemProblem(error), error);
  }

  function unusable(problem: ReturnType<typeof words>, cause?: unknown): TizhiError {
    return new TizhiError('TIZHI_FOLDER_UNUSABLE', { folder, setting, ...problem }, { cause });
  }
}

function make(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(folder)) throw error; // otherwise another process made it meanwhile
  }
}

/** The folders that do not exist, the highest first. */
function missingFrom(folder: string): string[] {
  const above = dirname(folder);
  if (existsSync(folder) || above === folder) return [];
  return [...missingFrom(above), folder];
}
