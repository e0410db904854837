/** HTTP status, exit code of a command, and the sentence in both languages. */
export type ErrorTable = Readonly<
  Record<string, { readonly status: number; readonly exit: number; readonly en: string; readonly zh: string }>
>;
