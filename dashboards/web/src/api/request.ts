import { ProblemResponse } from '@tizhi/contracts';

/** What this page needs of a zod schema: to judge a value once, at the boundary. */
export interface Schema<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: unknown };
}

/** For answers whose body does not matter. */
export const ANYTHING: Schema<unknown> = { safeParse: (data) => ({ success: true, data }) };

/** Why a request gave nothing: the network, an answer that is not ours, or a refusal with its sentence. */
export type Problem =
  | { readonly kind: 'network' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: ProblemResponse };

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export interface Ask<T> {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** A file, sent as it is; instead of `body`. */
  readonly bytes?: Blob;
  readonly schema: Schema<T>;
  readonly signal?: AbortSignal;
  /** A wall display shows this instead of a session. */
  readonly token?: string;
}

/** A request on bad Wi-Fi ends after this long rather than hang. */
const TIMEOUT_MS = 15_000;

const failed = (problem: Problem): { ok: false; problem: Problem } => ({ ok: false, problem });

/** Asks the HTTP API. Never throws: what can go wrong is in the answer. */
export async function request<T>(ask: Ask<T>): Promise<Answer<T>> {
  const { path, method = 'GET', schema, signal } = ask;
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      credentials: ask.token === undefined ? 'same-origin' : 'omit',
      ...contentOf(ask),
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    text = await response.text();
  } catch {
    return failed({ kind: 'network' });
  }
  return read({ status: response.status, text, schema });
}

function contentOf({ body, bytes, token }: Ask<unknown>): Pick<RequestInit, 'headers' | 'body'> {
  const headers = {
    accept: 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  if (bytes !== undefined) {
    return { headers: { ...headers, 'content-type': 'application/octet-stream' }, body: bytes };
  }
  if (body === undefined) return { headers };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Judges an answer by its status and parses its text. Exported for its tests. */
export function read<T>({
  status,
  text,
  schema,
}: {
  readonly status: number;
  readonly text: string;
  readonly schema: Schema<T>;
}): Answer<T> {
  const json = parseJson(text);
  if (status >= 400) {
    const problem = ProblemResponse.safeParse(json);
    if (problem.success) return failed({ kind: 'refused', status, problem: problem.data });
    // A proxy in front of a dead server answers in its own words.
    return failed({ kind: status >= 502 && status <= 504 ? 'network' : 'unreadable' });
  }
  const value = schema.safeParse(json);
  return value.success ? { ok: true, value: value.data } : failed({ kind: 'unreadable' });
}

/** JSON text as a value, `undefined` where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True where the answer says that nobody is signed in. */
export const isSignedOut = (problem: Problem): boolean =>
  problem.kind === 'refused' && problem.status === 401;
