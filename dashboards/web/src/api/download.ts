import { type Answer, read } from './request.ts';

/** A school's file is made from every attempt of the day. */
const TIMEOUT_MS = 60_000;

/** Asks the HTTP API for a file (POST). Never throws: what can go wrong is in the answer. */
export async function download(path: string): Promise<Answer<Blob>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return { ok: true, value: await response.blob() };
    return read({ status: response.status, text: await response.text(), schema: NO_FILE });
  } catch {
    return { ok: false, problem: { kind: 'network' } };
  }
}

/** What says no is never a file. */
const NO_FILE = { safeParse: () => ({ success: false as const, error: undefined }) };
