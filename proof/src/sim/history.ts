import { createHash, type Hash } from 'node:crypto';

/** A broken promise of the protocol: ends the history. */
export class Violation extends Error {
  readonly invariant: string;

  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.invariant = invariant;
  }
}

export type Tracing = 'none' | 'hash' | 'lines';

/** What happened: counters always, and each event as a line or in a hash where that is asked for. */
export class History {
  readonly counts = new Map<string, number>();
  readonly #tracing: Tracing;
  readonly #now: () => number;
  readonly #hash: Hash | undefined;
  readonly #print: (line: string) => void;

  constructor(options: { tracing: Tracing; now: () => number; print?: (line: string) => void }) {
    this.#tracing = options.tracing;
    this.#now = options.now;
    this.#hash = options.tracing === 'hash' ? createHash('sha256') : undefined;
    this.#print = options.print ?? console.log;
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  /** `text` is called only where somebody reads it. */
  note(text: () => string): void {
    if (this.#tracing === 'none') return;
    const line = `${(this.#now() / 1000).toFixed(3).padStart(9)} ${text()}`;
    if (this.#hash === undefined) this.#print(line);
    else this.#hash.update(`${line}\n`);
  }

  /** Of all lines; once. */
  digest(): string {
    return this.#hash?.digest('hex') ?? '';
  }
}
