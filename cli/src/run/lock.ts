import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemProblem, TizhiError } from '@tizhi/contracts';

/**
 * Takes a data folder for one process. A lock left by a process that was killed is recognised by its pid
 * and replaced, so a power cut never needs a human. Throws `TIZHI_DATA_DIR_LOCKED`.
 */
export function lockDataDir(folder: string, role: string): { release(): void } {
  const file = join(folder, `${role}.lock`);
  const take = (): boolean => {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw new TizhiError('TIZHI_FILE_UNREADABLE', {
        file: folder,
        ...systemProblem(error),
      });
    }
  };
  if (!take()) {
    const pid = Number(readFileSync(file, 'utf8'));
    if (isTizhi(pid)) throw new TizhiError('TIZHI_DATA_DIR_LOCKED', { pid, folder });
    rmSync(file, { force: true });
    if (!take()) throw new TizhiError('TIZHI_DATA_DIR_LOCKED', { pid, folder });
  }
  return { release: () => rmSync(file, { force: true }) };
}

/** Alive, and (where the system tells) one of ours: pids are used again after a restart. */
function isTizhi(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tizhi');
  } catch {
    return true; // no /proc here: believe the pid
  }
}
