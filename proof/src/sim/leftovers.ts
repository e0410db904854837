import { LANES, type Lane } from '@tizhi/contracts';
import type { DiskObserver } from './disk-observer.ts';
import { Violation } from './history.ts';
import type { Held } from './model-disk.ts';

/** How long a message that the program does not hold any more may stay on a disk that answers. */
const PATIENCE_S = 3;

/**
 * What was acknowledged or given up leaves the disk, also where the first try to delete it failed: otherwise a
 * quiet lane keeps its room for ever.
 */
export class Leftovers {
  readonly #observer: DiskObserver;
  #seenWith: object | undefined;
  #troubles = 0;
  readonly #oldest = new Map<Lane, { message: Held; seconds: number }>();

  constructor(observer: DiskObserver) {
    this.#observer = observer;
  }

  /** To be called once a second with the program that runs, if one does. */
  check(program: { queuedIn(lane: Lane): number } | undefined): void {
    const { disk, troubles, gateway } = this.#observer;
    const isQuiet = program === this.#seenWith && troubles === this.#troubles && !disk.isDamaged;
    this.#seenWith = program;
    this.#troubles = troubles;
    if (!isQuiet) this.#oldest.clear();
    if (program === undefined) return;
    for (const lane of LANES) {
      const held = [...disk.image.lanes[lane].messages].sort(([a], [b]) => a - b);
      const [seq, message] = held[0] ?? [];
      if (message === undefined || held.length <= program.queuedIn(lane)) {
        this.#oldest.delete(lane);
        continue;
      }
      const known = this.#oldest.get(lane);
      const seconds = known?.message === message ? known.seconds + 1 : 0;
      if (seconds > PATIENCE_S)
        throw new Violation('bounds hold', `${gateway} keeps ${lane} ${seq} that nobody needs any more`);
      this.#oldest.set(lane, { message, seconds });
    }
  }
}
