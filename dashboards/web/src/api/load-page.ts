/** A page's own files could not be fetched: nothing is known but that. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('the page could not be fetched', { cause });
    this.name = 'Unreachable';
  }
}

/** Whether the server answers at all, whatever it says. */
export type Probe = () => Promise<boolean>;

/**
 * Fetches a page. Where that fails because nobody answers the error is {@link Unreachable}; where the server
 * does answer, the error is the page's own and is thrown as it is (a file of an older version is gone after an
 * update, or the page is broken).
 */
export async function loadPage<T>(load: () => Promise<T>, isServerThere: Probe): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (await isServerThere()) throw error;
    throw new Unreachable(error);
  }
}
