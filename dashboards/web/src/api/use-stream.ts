import { useEffect, useEffectEvent, useState } from 'react';
import { openStream, type SideEvent } from './event-stream.ts';
import type { Schema } from './request.ts';
import type { StreamState } from './stream-state.ts';

export interface UseStream<T, S = never> {
  /** A stable function: a new one opens a new stream. `null`: not yet. */
  readonly url: ((lastId: string | null) => string) | null;
  readonly event: string;
  readonly schema: Schema<T>;
  readonly silenceMs: number | null;
  readonly onMessage: (message: T) => void;
  /** Its `event` and `schema` must not change while the component lives. */
  readonly side?: SideEvent<S>;
}

/** A self-healing stream for as long as the component lives; gives where the stream stands. */
export function useStream<T, S = never>({
  url,
  event,
  schema,
  silenceMs,
  onMessage,
  side,
}: UseStream<T, S>): StreamState {
  const [state, setState] = useState<StreamState>(() => ({ phase: 'connecting', since: performance.now() }));
  const receive = useEffectEvent(onMessage);
  const receiveSide = useEffectEvent((message: S) => side?.onMessage(message));
  const [sideEvent, sideSchema] = [side?.event, side?.schema];
  useEffect(() => {
    if (url === null) return;
    setState({ phase: 'connecting', since: performance.now() });
    return openStream({
      url,
      event,
      schema,
      silenceMs,
      onState: setState,
      onMessage: (m) => receive(m),
      side:
        sideEvent === undefined || sideSchema === undefined
          ? undefined
          : { event: sideEvent, schema: sideSchema, onMessage: (m: S) => receiveSide(m) },
    });
  }, [url, event, schema, silenceMs, sideEvent, sideSchema]);
  return state;
}
