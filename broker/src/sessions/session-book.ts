import { Session } from './session.ts';

export interface SessionBookLimits {
  readonly sessions: number;
  readonly sessionsPerAccount: number;
  readonly sessionExpiryMs: number;
}
export type SessionBookEvent = 'sessionsEvicted' | 'sessionsExpired';

interface Arrival {
  readonly id: string;
  readonly clean: boolean;
  readonly account: string;
}

/** Which sessions there are, who holds them, and which must go. */
export interface SessionBook {
  get(id: string): Session | undefined;
  /**
   * A client came in. With a clean session its old one is gone [MQTT-3.1.2-6], and the new one goes with the
   * connection. Gives what to call when the connection has ended; `undefined`: there is no room.
   */
  begin(arrival: Arrival): { end(): void } | undefined;
  /** Lets go of sessions whose client stayed away too long. */
  expire(): void;
  /** Lets go of all sessions of an account that may no longer come in. */
  forget(account: string): void;
  /** Sessions that are kept beyond their connection, present or absent. */
  kept(): number;
}

export function createSessionBook(options: {
  readonly limits: SessionBookLimits;
  readonly count: (event: SessionBookEvent) => void;
  readonly onDrop: (id: string, session: Session) => void;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}): SessionBook {
  const { limits, count, now } = options;
  const sessions = new Map<string, Session>();
  const keptIds = new Set<string>();

  function drop(id: string): void {
    const session = sessions.get(id);
    if (session === undefined) return;
    sessions.delete(id);
    keptIds.delete(id);
    options.onDrop(id, session);
  }

  /** The one that was left first, among those that nobody holds. */
  function longestAbsent(account: string | undefined): string | undefined {
    let found: { id: string; since: number } | undefined;
    for (const id of keptIds) {
      const session = sessions.get(id);
      if (session === undefined || session.holder !== undefined) continue;
      if (account !== undefined && session.account !== account) continue;
      if (found === undefined || session.absentSince < found.since)
        found = { id, since: session.absentSince };
    }
    return found?.id;
  }

  function makeRoom(account: string): boolean {
    const ofAccount = [...keptIds].filter((id) => sessions.get(id)?.account === account).length;
    const crowded = ofAccount >= limits.sessionsPerAccount;
    if (!crowded && keptIds.size < limits.sessions) return true;
    const oldest = longestAbsent(crowded ? account : undefined);
    if (oldest === undefined) return false;
    drop(oldest);
    count('sessionsEvicted');
    return true;
  }

  return {
    get: (id) => sessions.get(id),
    begin({ id, clean, account }) {
      if (clean) drop(id);
      if (!clean && !keptIds.has(id)) {
        if (!makeRoom(account)) return undefined;
        drop(id);
        keptIds.add(id);
      }
      const session = sessions.get(id) ?? new Session(account);
      sessions.set(id, session);
      const holder = {};
      session.holder = holder;
      return {
        end() {
          // Taken over by a newer connection, or dropped meanwhile.
          if (session.holder !== holder || sessions.get(id) !== session) return;
          session.holder = undefined;
          session.absentSince = now();
          if (!keptIds.has(id)) drop(id);
        },
      };
    },
    expire() {
      const oldest = now() - limits.sessionExpiryMs;
      for (const id of [...keptIds]) {
        const session = sessions.get(id);
        if (session === undefined || session.holder !== undefined || session.absentSince > oldest) continue;
        drop(id);
        count('sessionsExpired');
      }
    },
    forget(account) {
      for (const [id, session] of [...sessions]) if (session.account === account) drop(id);
    },
    kept: () => keptIds.size,
  };
}
