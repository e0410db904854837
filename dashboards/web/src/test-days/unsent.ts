import type {
  AccountId,
  AttemptId,
  DeviceId,
  ItemKey,
  ProblemResponse,
  SubjectId,
  TestDayDecision,
  TestDayId,
} from '@tizhi/contracts';
import type { Problem } from '../api/request.ts';

/** Decisions that one person made at once and that the server has not acknowledged yet. */
export interface Unsent {
  /** Names this request for ever: sent twice it is stored once. */
  readonly request: string;
  /** Who decided: on a shared phone nobody sends another person's decisions. */
  readonly account: AccountId;
  readonly testDay: TestDayId;
  /** ms, this device's clock; with `step` the order they were made in. */
  readonly madeAt: number;
  readonly step: number;
  readonly decisions: readonly TestDayDecision[];
  /** The server's sentence, where it said no; waits for a person. */
  readonly refused: ProblemResponse | null;
}

/** As they were made: a void after the attempt that it voids. */
export const inOrder = (all: readonly Unsent[]): Unsent[] =>
  [...all].sort((a, b) => a.madeAt - b.madeAt || a.step - b.step);

/** What this person may send now, oldest first. */
export const sendable = (all: readonly Unsent[], account: AccountId): Unsent[] =>
  inOrder(all.filter((each) => each.account === account && each.refused === null));

/** Statuses that say "later", not "no". */
const LATER = new Set([401, 408, 425, 429]);

/** The server's no to a request as it stands; `null`: it may go through when sent again. */
export const refusalOf = (problem: Problem): ProblemResponse | null =>
  problem.kind === 'refused' && problem.status < 500 && !LATER.has(problem.status) ? problem.problem : null;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 20_000;

/** How long to wait after so many failures (1 or more) in a row, ms. */
export const sendAgainMs = (failures: number): number =>
  Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10));

/** What the page marks as waiting, until the server has it. */
export interface Waiting {
  readonly attempts: ReadonlySet<AttemptId>;
  readonly claims: ReadonlyMap<AttemptId, SubjectId>;
  readonly cells: ReadonlySet<string>;
  readonly skips: ReadonlyMap<DeviceId, readonly SubjectId[]>;
  readonly queues: ReadonlyMap<DeviceId, readonly SubjectId[]>;
}

export const cellKey = (subject: SubjectId, item: ItemKey): string => `${subject} ${item}`;

/** What the unsent decisions of a test day touch; refused ones touch nothing. */
export function waitingOf(all: readonly Unsent[], testDay: TestDayId): Waiting {
  const attempts = new Set<AttemptId>();
  const claims = new Map<AttemptId, SubjectId>();
  const cells = new Set<string>();
  const skips = new Map<DeviceId, SubjectId[]>();
  const queues = new Map<DeviceId, readonly SubjectId[]>();
  const mine = inOrder(all).filter((each) => each.testDay === testDay && each.refused === null);
  for (const decision of mine.flatMap(({ decisions }) => decisions)) {
    if ('attempt' in decision) attempts.add(decision.attempt);
    if ('item' in decision && decision.subject !== null) cells.add(cellKey(decision.subject, decision.item));
    if (decision.kind === 'claimed') claims.set(decision.attempt, decision.subject);
    if (decision.kind === 'queued') {
      queues.set(decision.station, decision.subjects);
      skips.delete(decision.station);
    }
    if (decision.kind === 'skipped') {
      skips.set(decision.station, [...(skips.get(decision.station) ?? []), decision.subject]);
    }
  }
  return { attempts, claims, cells, skips, queues };
}

/** A station's queue as it will stand when the waiting decisions are in: the thumb need not wait for Wi-Fi. */
export function queueShown(
  { station, queue }: { readonly station: DeviceId; readonly queue: readonly SubjectId[] },
  { skips, queues }: Waiting,
): readonly SubjectId[] {
  return (skips.get(station) ?? []).reduce<readonly SubjectId[]>(
    (line, skipped) =>
      line.includes(skipped) ? [...line.filter((each) => each !== skipped), skipped] : line,
    queues.get(station) ?? queue,
  );
}
