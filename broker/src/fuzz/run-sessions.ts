import { connect as dial } from 'node:net';
import { createRandom } from './random.ts';
import { type FuzzAccount, type FuzzSession, fuzzSession } from './session.ts';

/** How long a session that leaves the ending to the broker waits for it, ms. */
const WAIT_MS = 1_500;
/** How long an answer to the first write is waited for, ms. */
const ANSWER_MS = 2_000;
/** What others get to see how the broker answers before they go, ms. */
const LINGER_MS = 5;

export interface FuzzRun {
  readonly port: number;
  readonly seed: number;
  /** Sessions `from` to `to - 1`: each has its own chance, so any one can be run again alone. */
  readonly from: number;
  readonly to: number;
  readonly atOnce: number;
  readonly accounts: readonly FuzzAccount[];
}

export const sessionOf = (seed: number, n: number, accounts: readonly FuzzAccount[]): FuzzSession =>
  fuzzSession(createRandom(seed * 1_000_003 + n), accounts);

/** Lets strange clients loose on a broker; settles when the last has gone. */
export async function runSessions(run: FuzzRun): Promise<void> {
  let next = run.from;
  const worker = async (): Promise<void> => {
    while (next < run.to) {
      const n = next;
      next += 1;
      await play(run.port, sessionOf(run.seed, n, run.accounts));
    }
  };
  await Promise.all(Array.from({ length: run.atOnce }, worker));
}

function play(port: number, session: FuzzSession): Promise<void> {
  return new Promise((resolve) => {
    const socket = dial(port, '127.0.0.1');
    let limit: NodeJS.Timeout | undefined;
    socket.on('error', () => {});
    let onAnswer: (() => void) | undefined;
    socket.on('data', () => onAnswer?.());
    socket.once('close', () => {
      clearTimeout(limit);
      resolve();
    });
    const end = (): void => {
      if (session.ending === 'reset') socket.resetAndDestroy();
      else if (session.ending === 'finish') socket.end();
      limit = setTimeout(() => socket.destroy(), WAIT_MS);
    };
    const write = (at: number): void => {
      if (socket.destroyed) return;
      const bytes = session.writes[at];
      if (bytes === undefined) {
        limit = setTimeout(end, LINGER_MS);
        return;
      }
      socket.write(bytes);
      if (at === 0 && session.waits) {
        const goOn = (): void => {
          clearTimeout(limit);
          onAnswer = undefined;
          write(1);
        };
        onAnswer = goOn;
        limit = setTimeout(goOn, ANSWER_MS);
        return;
      }
      if (session.pauseMs === 0) write(at + 1);
      else setTimeout(() => write(at + 1), session.pauseMs);
    };
    socket.once('connect', () => write(0));
  });
}
