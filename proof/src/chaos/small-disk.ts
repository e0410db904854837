import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, rmdirSync, rmSync, statfsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

const CHUNK = Buffer.alloc(1024 * 1024, 0x7a);
const CRUMB = CHUNK.subarray(0, 4096);

/** A file system of its own in memory, small enough to be filled to the last byte. */
export class SmallDisk {
  readonly path: string;
  readonly #ballast: string;
  #mounted = true;

  private constructor(path: string) {
    this.path = path;
    this.#ballast = join(path, 'ballast');
  }

  /** `undefined` where this user may not mount. */
  static mount(path: string, bytes: number): SmallDisk | undefined {
    mkdirSync(path, { recursive: true });
    const options = `size=${bytes},mode=0700`;
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tizhi-chaos', path]);
    if (status !== 0) return undefined;
    const disk = new SmallDisk(path);
    process.once('exit', disk.unmount);
    return disk;
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Leaves no room for one more page. */
  async fill(): Promise<void> {
    const file = await open(this.#ballast, 'a');
    try {
      while (await written(file, CHUNK));
      while (await written(file, CRUMB));
    } finally {
      await file.close();
    }
  }

  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Unmounts it and leaves a copy of its files in its place. */
  unmountKeeping(): void {
    this.free();
    const copy = `${this.path}.kept`;
    cpSync(this.path, copy, { recursive: true });
    this.unmount();
    rmdirSync(this.path);
    renameSync(copy, this.path);
  }

  readonly unmount = (): void => {
    if (!this.#mounted) return;
    this.#mounted = false;
    process.off('exit', this.unmount);
    // Lazy: a process of ours that is just dying may still hold a file.
    spawnSync('umount', ['-l', this.path]);
  };
}

async function written(file: FileHandle, bytes: Uint8Array): Promise<boolean> {
  try {
    const { bytesWritten } = await file.write(bytes);
    return bytesWritten === bytes.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
