/** A bug put into the protocol: `find` stands exactly once in `file` (from the repository's root). */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface MutationOutcome {
  readonly name: string;
  /** The first seed that broke a promise, and which; `undefined`: the bug survived. */
  readonly caught: { readonly seed: number; readonly invariant: string } | undefined;
  readonly seeds: number;
}
