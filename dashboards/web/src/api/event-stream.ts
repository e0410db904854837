import { parseJson, type Schema } from './request.ts';
import { retryDelayMs, type StreamState, streamStep } from './stream-state.ts';

/** Another event of the same stream; what does not parse is passed over. */
export interface SideEvent<T> {
  readonly event: string;
  readonly schema: Schema<T>;
  readonly onMessage: (message: T) => void;
}

export interface StreamOptions<T, S = never> {
  /** The address; `lastId` is the id of the last event received, to go on from there. */
  readonly url: (lastId: string | null) => string;
  /** The event's name; its data are JSON of `schema`, parsed once, here. */
  readonly event: string;
  readonly schema: Schema<T>;
  readonly onMessage: (message: T) => void;
  readonly onState: (state: StreamState) => void;
  /**
   * Silence longer than this means a dead connection that TCP has not noticed (a phone that changed
   * access point). `null` for streams that may be quiet.
   */
  readonly silenceMs: number | null;
  /** A second kind of news that comes the same way; it says nothing about the connection. */
  readonly side?: SideEvent<S> | undefined;
}

/**
 * Server-sent events that come back by themselves. The browser's own `EventSource` gives up for good on an
 * HTTP error (a server that is starting answers 503) and does not notice a half-open connection; this
 * closes and opens it anew, with back-off, at once when the network or the page returns. Returns `close`.
 */
export function openStream<T, S = never>(options: StreamOptions<T, S>): () => void {
  const { url, event, schema, onMessage, onState, silenceMs, side } = options;
  let state: StreamState = { phase: 'connecting', since: performance.now() };
  let source: EventSource | undefined;
  let lastId: string | null = null;
  let retry: number | undefined;
  let silence: number | undefined;

  const move = (kind: 'heard' | 'failed'): void => {
    state = streamStep(state, { kind, now: performance.now() });
    onState(state);
  };
  const stop = (): void => {
    window.clearTimeout(retry);
    window.clearTimeout(silence);
    source?.close();
    source = undefined;
  };
  const fail = (): void => {
    stop();
    move('failed');
    const failures = state.phase === 'lost' ? state.failures : 1;
    retry = window.setTimeout(open, retryDelayMs(failures, Math.random()));
  };
  const heard = (): void => {
    window.clearTimeout(silence);
    if (silenceMs !== null) silence = window.setTimeout(fail, silenceMs);
    move('heard');
  };
  const open = (): void => {
    stop();
    const current = new EventSource(url(lastId), { withCredentials: true });
    source = current;
    if (silenceMs !== null) silence = window.setTimeout(fail, silenceMs);
    current.onopen = heard;
    current.onerror = fail;
    current.addEventListener(event, ({ data, lastEventId }: MessageEvent<unknown>) => {
      const message = schema.safeParse(parseJson(String(data)));
      // A frame this page cannot read is not news: the numbers on it stay old, and say so.
      if (!message.success) return;
      if (lastEventId !== '') lastId = lastEventId;
      heard();
      onMessage(message.data);
    });
    if (side === undefined) return;
    current.addEventListener(side.event, ({ data }: MessageEvent<unknown>) => {
      const message = side.schema.safeParse(parseJson(String(data)));
      if (message.success) side.onMessage(message.data);
    });
  };
  const wake = (): void => {
    if (document.visibilityState === 'visible' && state.phase === 'lost') open();
  };

  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  open();
  return () => {
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', wake);
    stop();
  };
}
