import type { ServerResponse } from 'node:http';

/** One server-sent event; `data` is one line (JSON has no line breaks). */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  readonly id?: number;
}

/** The text on the wire (WHATWG HTML, 9.2 Server-sent events). */
export const formatEvent = ({ event, data, id }: ServerEvent): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;

/** A comment line: keeps proxies and radios from closing an idle connection; pages do not see it. */
export const HEARTBEAT = ': still here\n\n';

/** How long a browser waits before it connects again, ms. */
export const OPENING = 'retry: 2000\n\n';

/**
 * What a client may leave unread in this process (the system's own socket buffers come on top): some
 * minutes of live frames. A slower client is cut off; it connects again and gets the present state.
 */
export const MAX_UNREAD_BYTES = 256 * 1024;

/** One open page. Sending never waits and never buffers beyond {@link MAX_UNREAD_BYTES}. */
export interface EventStream {
  readonly closed: boolean;
  send(event: ServerEvent): void;
  end(): void;
  /** Waits until the system has taken what was sent, the stream has closed, or `atMostMs` have passed. */
  drained(atMostMs: number): Promise<void>;
  onClose(listener: () => void): void;
}

/** The stream over a response whose head was written. `tooSlow` is called before a slow client is cut off. */
export function eventStream(response: ServerResponse, tooSlow: () => void): EventStream & { beat(): void } {
  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    if (response.writableLength > MAX_UNREAD_BYTES) {
      tooSlow();
      response.destroy();
      return;
    }
    response.write(text);
  };
  // A connection that breaks while we write is a client that left, not a failure of ours.
  response.on('error', () => response.destroy());
  return {
    get closed() {
      return response.writableEnded || response.destroyed;
    },
    send: (event) => write(formatEvent(event)),
    beat: () => write(HEARTBEAT),
    end: () => void response.end(),
    drained: (atMostMs) => drained(response, atMostMs),
    onClose: (listener) => void response.once('close', listener),
  };
}

function drained(response: ServerResponse, atMostMs: number): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      response.off('drain', finish).off('close', finish);
      resolve();
    };
    const timer = setTimeout(finish, atMostMs);
    response.on('drain', finish).on('close', finish);
  });
}
