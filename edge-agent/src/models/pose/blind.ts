interface Span {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
}

/** Shorter than this nobody could have hidden a repetition worth naming, ms. */
const LEAST_MS = 1_000;

/** Spans in which a person is there but not the joints that the exercise is counted by: nothing is known of them. */
export class Blind {
  readonly #spans: { start: number; end: number }[] = [];
  #since: number | null = null;

  step(look: { readonly at: number; readonly person: boolean; readonly seen: boolean }): void {
    const { at, person, seen } = look;
    if (seen || !person) {
      if (seen) this.#since = null;
      return;
    }
    const last = this.#spans.at(-1);
    if (this.#since !== null && last !== undefined) last.end = at;
    else {
      this.#since = at;
      this.#spans.push({ start: at, end: at });
    }
  }

  /** Those that are long enough and that nothing else was said about. */
  spans(told: readonly Span[]): (Span & { readonly because: 'joints_not_seen' })[] {
    return this.#spans
      .filter(({ start, end }) => end - start >= LEAST_MS)
      .map(({ start, end }) => ({
        start: start / 1000,
        end: end / 1000,
        because: 'joints_not_seen' as const,
      }))
      .filter(({ start, end }) => !told.some((other) => other.start < end && other.end > start));
  }
}
