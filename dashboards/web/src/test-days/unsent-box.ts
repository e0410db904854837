import { AccountId, DecisionsRequest, Instant, ProblemResponse, TestDayId } from '@tizhi/contracts';
import { z } from 'zod';
import { type Answer, parseJson } from '../api/request.ts';
import { newUuid } from '../api/uuid.ts';
import { inOrder, refusalOf, sendAgainMs, sendable, type Unsent } from './unsent.ts';

/** Each request has an entry of its own: two tabs never write over each other. */
const PREFIX = 'tizhi.unsent.';

const Kept = z.object({
  ...DecisionsRequest.shape,
  account: AccountId,
  testDay: TestDayId,
  madeAt: Instant,
  step: z.int().min(0),
  refused: ProblemResponse.nullable(),
});

export interface UnsentState {
  /** Oldest first. */
  readonly all: readonly Unsent[];
  /** The device keeps them when the page is closed; `false`: its storage is full or forbidden. */
  readonly kept: boolean;
  /** Grows with each acknowledgement. */
  readonly acknowledged: number;
}

export interface UnsentBoxOptions {
  readonly account: AccountId;
  /** `null`: forbidden (private windows). */
  readonly storage: Storage | null;
  readonly send: (unsent: Unsent) => Promise<Answer<unknown>>;
  readonly now: () => number;
}

export interface UnsentBox {
  readonly state: () => UnsentState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (made: Pick<Unsent, 'testDay' | 'decisions'>) => void;
  /** Sends at once what waits: the network is back, the page is looked at again. */
  readonly wake: () => void;
  /** Sends a refused one again. */
  readonly again: (request: string) => void;
  /** A person gives a refused one up. */
  readonly drop: (request: string) => void;
  readonly close: () => void;
}

/**
 * Keeps decisions on this device until the server has acknowledged them, and sends them by itself, one after
 * the other in the order they were made. A refused one is set aside with the server's sentence.
 */
export function openUnsentBox({ account, storage, send, now }: UnsentBoxOptions): UnsentBox {
  let state: UnsentState = { all: readAll(storage), kept: storage !== null, acknowledged: 0 };
  let [sending, closed, failures, step] = [false, false, 0, state.all.length];
  let retry: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  const move = (change: Partial<UnsentState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const put = (unsent: Unsent): void => {
    const kept = write(storage, unsent);
    const others = state.all.filter(({ request }) => request !== unsent.request);
    move({ all: inOrder([...others, unsent]), kept });
  };
  const remove = (request: string, acknowledged: number): void => {
    erase(storage, request);
    move({
      all: state.all.filter((each) => each.request !== request),
      acknowledged: state.acknowledged + acknowledged,
    });
  };
  const run = async (): Promise<void> => {
    if (sending || closed) return;
    clearTimeout(retry);
    sending = true;
    for (let next = sendable(state.all, account)[0]; next !== undefined && !closed; ) {
      const answer = await send(next);
      const refused = answer.ok ? null : refusalOf(answer.problem);
      if (answer.ok) remove(next.request, 1);
      else if (refused !== null) put({ ...next, refused });
      else {
        failures += 1;
        break;
      }
      failures = 0;
      next = sendable(state.all, account)[0];
    }
    sending = false;
    if (!closed && sendable(state.all, account).length > 0) {
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
    add({ testDay, decisions }) {
      step += 1;
      put({ request: newUuid(), account, testDay, madeAt: now(), step, decisions, refused: null });
      void run();
    },
    wake: () => void run(),
    again(request) {
      const found = state.all.find((each) => each.request === request);
      if (found !== undefined) put({ ...found, refused: null });
      void run();
    },
    drop: (request) => remove(request, 0),
    close() {
      closed = true;
      clearTimeout(retry);
    },
  };
}

function readAll(storage: Storage | null): Unsent[] {
  if (storage === null) return [];
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  return inOrder(
    keys.flatMap((key) => {
      if (!key.startsWith(PREFIX)) return [];
      const kept = Kept.safeParse(parseJson(storage.getItem(key) ?? ''));
      return kept.success ? [kept.data] : [];
    }),
  );
}

/** True where the device kept it. */
function write(storage: Storage | null, unsent: Unsent): boolean {
  try {
    storage?.setItem(`${PREFIX}${unsent.request}`, JSON.stringify(unsent));
    return storage !== null;
  } catch {
    return false;
  }
}

function erase(storage: Storage | null, request: string): void {
  try {
    storage?.removeItem(`${PREFIX}${request}`);
  } catch {
    // Forbidden in between: sent again when the page opens, and stored once all the same.
  }
}
