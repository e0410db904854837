import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningProcess, startProcess } from '@tizhi/testing';
import { SmallDisk } from './small-disk.ts';
import { Supervised } from './supervised.ts';

export const ROLES = ['broker', 'ingest', 'store', 'gateway'] as const;
export type Role = (typeof ROLES)[number];

/** A process of the school with the place that it alone writes to. */
export interface Part {
  readonly name: string;
  readonly role: Role;
  /** Of the parts of one group only one is in trouble at a time; a part alone is a group. */
  readonly group: string;
  readonly process: Supervised;
  readonly folder: string;
  /** What its administrator does before it is started again after its disk was full. */
  readonly mend?: () => Promise<void>;
  /** Present where its folder is a file system that can be filled. */
  readonly disk: SmallDisk | undefined;
}

/** Makes places and processes of a school, under one folder. */
export class Yard {
  readonly folder: string;
  readonly compileCache: string;
  readonly #onSurprise: (process: Supervised, what: string) => void;
  readonly #disks: SmallDisk[] = [];
  readonly #closing: (() => Promise<void> | void)[] = [];
  /** False once a mount was refused: nothing can be filled then. */
  mayMount = true;

  constructor(folder: string, onSurprise: (process: Supervised, what: string) => void) {
    this.folder = folder;
    this.compileCache = join(folder, 'compiled');
    this.#onSurprise = onSurprise;
    mkdirSync(join(folder, 'logs'), { recursive: true });
  }

  /** To be done when the yard is closed. */
  atEnd(work: () => Promise<void> | void): void {
    this.#closing.push(work);
  }

  /** Kills every process and gives the disks back; `keep` leaves what they held in their place. */
  async close(keep: boolean): Promise<void> {
    await Promise.all(this.#closing.map((work) => work()));
    for (const disk of this.#disks) {
      if (keep) disk.unmountKeeping();
      else disk.unmount();
    }
  }

  logOf(name: string): string {
    return join(this.folder, 'logs', `${name}.log`);
  }

  /** A folder on a small disk of its own, or a plain one where nobody may mount or `bytes` is left out. */
  place(name: string, bytes?: number): { folder: string; disk: SmallDisk | undefined } {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    if (bytes === undefined) return { folder, disk: undefined };
    const disk = SmallDisk.mount(folder, bytes);
    if (disk === undefined) this.mayMount = false;
    else this.#disks.push(disk);
    return { folder, disk };
  }

  supervise(name: string, launch: () => RunningProcess): Supervised {
    const process = new Supervised({
      name,
      launch,
      onSurprise: (what) => this.#onSurprise(process, what),
    });
    this.atEnd(() => process.kill());
    return process;
  }

  /** A foreign program that prints to its log. */
  program(name: string, command: string, args: readonly string[]): Supervised {
    return this.supervise(name, () => startProcess(command, args, { log: this.logOf(name) }));
  }
}
