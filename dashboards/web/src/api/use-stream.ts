import { useEffect, useEffectEvent, useState } from 'react';
import { openStream } from './event-stream.ts';
import type { Schema } from './request.ts';
import type { StreamState } from './stream-state.ts';

export interface UseStream<T> {
  /** A stable function: a new one opens a new stream. `null`: not yet. */
  readonly url: ((lastId: string | null) => string) | null;
  readonly event: string;
  readonly schema: Schema<T>;
  readonly silenceMs: number | null;
  readonly onMessage: (message: T) => void;
}

/** A self-healing stream for as long as the component lives; gives where the stream stands. */
export function useStream<T>({ url, event, schema, silenceMs, onMessage }: UseStream<T>): StreamState {
  const [state, setState] = useState<StreamState>(() => ({ phase: 'connecting', since: performance.now() }));
  const receive = useEffectEvent(onMessage);
  useEffect(() => {
    if (url === null) return;
    setState({ phase: 'connecting', since: performance.now() });
    return openStream({ url, event, schema, silenceMs, onState: setState, onMessage: (m) => receive(m) });
  }, [url, event, schema, silenceMs]);
  return state;
}
