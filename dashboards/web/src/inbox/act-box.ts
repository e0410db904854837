import { AccountId, Instant, ProblemResponse, WarningActRequest, WarningId } from '@tizhi/contracts';
import { z } from 'zod';
import { type Answer, parseJson } from '../api/request.ts';
import { newUuid } from '../api/uuid.ts';
import { refusalOf, sendAgainMs } from '../test-days/unsent.ts';

const PREFIX = 'tizhi.warning-acts.';

const PendingAct = z.object({
  ...WarningActRequest.shape,
  warning: WarningId,
  account: AccountId,
  /** The server's clock as the page knew it. */
  at: Instant,
  /** Entries that the warning had on the page: with more of them the server's answer holds this one. */
  entriesBefore: z.int().min(0),
  phase: z.enum(['sending', 'waiting', 'sent', 'refused']),
  /** The server's sentence, where it said no. */
  problem: ProblemResponse.nullable(),
});
export type PendingAct = z.infer<typeof PendingAct>;

export interface ActBoxOptions {
  readonly account: AccountId;
  /** Of this tab: notes about a pupil are not left behind on a shared computer. `null`: forbidden. */
  readonly storage: Storage | null;
  readonly send: (pending: PendingAct) => Promise<Answer<unknown>>;
  /** The server has one more: the list is read again. */
  readonly onStored: () => void;
}

export interface ActBox {
  readonly state: () => readonly PendingAct[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (made: Pick<PendingAct, 'warning' | 'act' | 'at' | 'entriesBefore'>) => void;
  readonly again: (request: string) => void;
  readonly drop: (request: string) => void;
  /** A list came: what it holds already is no longer pending. */
  readonly settle: (entriesOf: (warning: WarningId) => number | null) => void;
  readonly wake: () => void;
  readonly close: () => void;
}

/**
 * Keeps acts until the server has them, and sends them one after the other in the order they were made, each
 * under its own request id: sent twice, it is stored once. A refused one waits for a person.
 */
export function openActBox({ account, storage, send, onStored }: ActBoxOptions): ActBox {
  const key = `${PREFIX}${account}`;
  let [state, sending, closed, failures] = [readAll(storage, key), false, false, 0];
  let retry: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  const put = (next: readonly PendingAct[]): void => {
    state = next;
    try {
      if (next.length === 0) storage?.removeItem(key);
      else storage?.setItem(key, JSON.stringify(next));
    } catch {
      // Full or forbidden: kept as long as the page.
    }
    for (const listener of listeners) listener();
  };
  const change = (request: string, to: Partial<PendingAct>): void =>
    put(state.map((each) => (each.request === request ? { ...each, ...to } : each)));
  const next = (): PendingAct | undefined =>
    state.find(({ phase }) => phase === 'sending' || phase === 'waiting');

  const run = async (): Promise<void> => {
    if (sending || closed) return;
    clearTimeout(retry);
    sending = true;
    for (let pending = next(); pending !== undefined && !closed; pending = next()) {
      const answer = await send(pending);
      const problem = answer.ok ? null : refusalOf(answer.problem);
      if (answer.ok) change(pending.request, { phase: 'sent' });
      else if (problem !== null) change(pending.request, { phase: 'refused', problem });
      else {
        failures += 1;
        change(pending.request, { phase: 'waiting' });
        break;
      }
      failures = 0;
      onStored();
    }
    sending = false;
    if (!closed && next() !== undefined) {
      retry = setTimeout(() => void run(), sendAgainMs(Math.max(1, failures)));
    }
  };

  void run();
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(made) {
      put([...state, { ...made, request: newUuid(), account, phase: 'sending', problem: null }]);
      void run();
    },
    again(request) {
      change(request, { phase: 'sending', problem: null });
      void run();
    },
    drop: (request) => put(state.filter((each) => each.request !== request)),
    settle(entriesOf) {
      const left = state.filter(
        ({ phase, warning, entriesBefore }) =>
          phase !== 'sent' || (entriesOf(warning) ?? Number.POSITIVE_INFINITY) <= entriesBefore,
      );
      if (left.length < state.length) put(left);
    },
    wake: () => void run(),
    close() {
      closed = true;
      clearTimeout(retry);
    },
  };
}

function readAll(storage: Storage | null, key: string): readonly PendingAct[] {
  try {
    const kept = z.array(PendingAct).safeParse(parseJson(storage?.getItem(key) ?? ''));
    return kept.success ? kept.data : [];
  } catch {
    return [];
  }
}
