/** A planned event; `cancel` makes it not happen. */
export interface Planned {
  cancel(): void;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

/**
 * Virtual time, ms from the beginning of the history. Events run one after the other in order of time, and
 * of planning where times are equal: the same calls give the same history.
 */
export class Scheduler {
  readonly #heap: Entry[] = [];
  #now = 0;
  #order = 0;
  #ran = 0;
  #fingerprint = 0;

  get now(): number {
    return this.#now;
  }
  get ran(): number {
    return this.#ran;
  }
  /** Of the times and the order of all events so far. */
  get fingerprint(): number {
    return this.#fingerprint >>> 0;
  }

  /** A time that has passed means now. */
  at(time: number, run: () => void): Planned {
    const entry: Entry = { at: Math.max(time, this.#now), order: this.#order++, run };
    this.#heap.push(entry);
    this.#up(this.#heap.length - 1);
    return {
      cancel: () => {
        entry.run = undefined;
      },
    };
  }

  after(delay: number, run: () => void): Planned {
    return this.at(this.#now + delay, run);
  }

  /** Runs what is planned up to and including `time`, then stands there. */
  runUntil(time: number): void {
    for (let top = this.#heap[0]; top !== undefined && top.at <= time; top = this.#heap[0]) {
      this.#pop();
      const { run } = top;
      if (run === undefined) continue;
      this.#now = top.at;
      this.#ran += 1;
      this.#fingerprint = Math.imul(this.#fingerprint ^ (top.at * 1000) ^ top.order, 0x01000193);
      run();
    }
    this.#now = Math.max(this.#now, time);
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#down(0);
  }

  #up(index: number): void {
    for (let child = index; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfEarlier(child, parent)) return;
      child = parent;
    }
  }

  #down(index: number): void {
    for (let parent = index; ; ) {
      const left = 2 * parent + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const least = right < this.#heap.length && this.#isEarlier(right, left) ? right : left;
      if (!this.#swapIfEarlier(least, parent)) return;
      parent = least;
    }
  }

  #isEarlier(one: number, other: number): boolean {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swapIfEarlier(one: number, other: number): boolean {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (a === undefined || b === undefined || !this.#isEarlier(one, other)) return false;
    this.#heap[one] = b;
    this.#heap[other] = a;
    return true;
  }
}
