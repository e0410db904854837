import type { Lane } from '@tizhi/contracts';
import type { Logger } from 'pino';
import { insist } from './make-room.ts';
import { Damaged, DiskFull, type Mark, type OutboxDisk, type OutboxFile } from './outbox-file.ts';
import { type Memory, newEpoch, type Opened, openFile, replaceFile } from './outbox-opening.ts';

/** How often a disk that was full is asked for room: until it has some, telemetry is given up. */
const RECOVER_EVERY_MS = 1_000;
/** How often replacing a damaged file is tried again. */
const REPLACE_EVERY_MS = 10_000;
/** One line about a disk that does not answer at most so often. */
const COMPLAIN_EVERY_MS = 60_000;

export interface FileKeeperOptions extends Memory {
  readonly disk: OutboxDisk;
  readonly log: Logger;
  readonly monotonic: () => number;
  readonly newId: () => string;
  /** A damaged file was replaced by this one: another epoch. */
  readonly onReplaced: (opened: Opened) => void;
}

/** Keeps an outbox file at hand whatever becomes of the disk. */
export class FileKeeper {
  readonly #options: FileKeeperOptions;
  /** As it was found at the start. */
  readonly opened: Opened;
  #file: OutboxFile;
  /** Deletes put off to the next write or tick: an acknowledgement must not cost a disk sync of its own. */
  #deletes: Partial<Record<Lane, Mark>> = {};
  /** Why the file must be replaced, while that has not succeeded. */
  #broken: Damaged | undefined;
  #replacedAt = Number.NEGATIVE_INFINITY;
  #recoverAt = Number.NEGATIVE_INFINITY;
  #complainAt = Number.NEGATIVE_INFINITY;

  constructor(options: FileKeeperOptions) {
    this.#options = options;
    this.opened = openFile(options);
    this.#file = this.opened.file;
  }

  get file(): OutboxFile {
    return this.#file;
  }

  deleteLater(lane: Lane, upTo: Mark): void {
    this.#deletes[lane] = upTo;
  }

  /** May throw as any write does. */
  deleteNow(): void {
    if (Object.keys(this.#deletes).length === 0) return;
    this.#file.deleteUpTo(this.#deletes);
    this.#deletes = {};
  }

  /** `undefined` where the disk did not let it; the file is as before. */
  beginEpoch(): Opened | undefined {
    return this.guarded((file) => {
      this.deleteNow();
      const begun = insist(file, () => newEpoch(file, this.#options.newId));
      return { file, ...begun, replaced: false };
    });
  }

  /** To be called a few times a second. */
  tick(): void {
    this.guarded(() => this.deleteNow());
    const now = this.#options.monotonic();
    if (now < this.#recoverAt) return;
    this.#recoverAt = now + RECOVER_EVERY_MS;
    if (this.#broken !== undefined) this.replace(this.#broken);
    this.guarded((file) => file.recover());
  }

  close(): void {
    this.guarded(() => this.deleteNow());
    this.#file.close();
  }

  /**
   * For work that is done again later anyway (a put-off delete, a transmit, a note): a full or failing disk
   * costs a try. A damaged file met in the middle of work is set aside like one met on opening.
   */
  guarded<T>(work: (file: OutboxFile) => T): T | undefined {
    try {
      return work(this.#file);
    } catch (error) {
      if (error instanceof Damaged) this.replace(error);
      else if (!(error instanceof DiskFull)) this.#complain(error, 'the outbox file did not answer');
      return undefined;
    }
  }

  /** False where that did not succeed; it is tried again later. */
  replace(problem: Damaged): boolean {
    const now = this.#options.monotonic();
    this.#file.close();
    this.#broken = problem;
    // Not again at once: each try may leave a file aside.
    if (now < this.#replacedAt + REPLACE_EVERY_MS) return false;
    this.#replacedAt = now;
    let opened: Opened;
    try {
      opened = replaceFile(problem, this.#options);
    } catch (error) {
      this.#complain(error, 'the damaged outbox could not be replaced; trying again by itself');
      return false;
    }
    this.#file = opened.file;
    this.#deletes = {};
    this.#broken = undefined;
    this.#options.onReplaced(opened);
    return true;
  }

  #complain(err: unknown, what: string): void {
    const now = this.#options.monotonic();
    if (now < this.#complainAt) return;
    this.#complainAt = now + COMPLAIN_EVERY_MS;
    this.#options.log.error({ err }, what);
  }
}
