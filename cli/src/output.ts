/** Where a command prints: replaced by an array in tests. One call, one line (or block of lines). */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Resolves when what was printed is out: to be awaited between the pieces of a long output. */
  readonly drained?: () => Promise<void>;
}
