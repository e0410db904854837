import type { Logger } from 'pino';

/** Trouble of one kind is worth one line in this time, ms. */
const QUIET_MS = 60_000;

/** Writes a warning; each kind at most once a minute, with how many were not written before it. */
export type Notice = (kind: string, details: object, message: string) => void;

/** `kind` names a kind of trouble, never something that a client chose: each one is remembered. */
export function createNotices(log: Logger, now: () => number = () => performance.now()): Notice {
  const kinds = new Map<string, { at: number; unwritten: number }>();
  return (kind, details, message) => {
    const known = kinds.get(kind);
    if (known !== undefined && now() - known.at < QUIET_MS) {
      known.unwritten += 1;
      return;
    }
    kinds.set(kind, { at: now(), unwritten: 0 });
    const since = known === undefined || known.unwritten === 0 ? {} : { alsoSinceLastLine: known.unwritten };
    log.warn({ ...details, ...since }, message);
  };
}
