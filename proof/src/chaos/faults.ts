import type { Part } from './part.ts';

/** What happens to a part, with every choice made. Times in milliseconds. */
export type Fault =
  /**
   * kill -9, and started again after a while. `heldUp`: another part is stopped a little before and goes on a
   * little after, so that the kill falls between a request and its answer, which is otherwise a matter of
   * milliseconds.
   */
  | {
      readonly kind: 'kill';
      readonly downMs: number;
      readonly heldUp: { readonly beforeMs: number; readonly afterMs: number } | null;
    }
  /** SIGSTOP, then SIGCONT: alive, holding its sockets, saying nothing. */
  | { readonly kind: 'stop'; readonly forMs: number }
  /**
   * Its disk is filled to the last page. `greedy`: whatever it frees meanwhile is taken as well, as another
   * program on the disk would.
   */
  | { readonly kind: 'disk'; readonly forMs: number; readonly greedy: boolean };
export type FaultKind = Fault['kind'];
export const FAULT_KINDS = ['kill', 'stop', 'disk'] as const satisfies readonly FaultKind[];

/** Out of 100. A part without a disk of its own is killed instead. */
const SHARES: Readonly<Record<FaultKind, number>> = { kill: 55, stop: 25, disk: 20 };
const DOWN_MS = { least: 0, most: 3_000 };
const HELD_UP_SHARE = 0.4;
const HELD_UP_BEFORE_MS = { least: 200, most: 1_500 };
const HELD_UP_AFTER_MS = { least: 0, most: 2_000 };
const STOP_MS = { least: 200, most: 8_000 };
/** Longer than one and a half keep-alives of a gateway (15 s) and sometimes of ingest (30 s). */
const LONG_STOP_MS = { least: 24_000, most: 50_000 };
/** One stop in so many is a long one. */
const LONG_STOP_EVERY = 12;
const DISK_MS = { least: 500, most: 6_000 };

type Random = () => number;

/** Draws what happens to a part. `longStops`: in a run that has the time for them. */
export function drawFault(
  random: Random,
  { part, longStops }: { readonly part: Pick<Part, 'disk'>; readonly longStops: boolean },
): Fault {
  const dice = random() * 100;
  if (dice < SHARES.stop) {
    const long = random() * LONG_STOP_EVERY < 1 && longStops;
    return { kind: 'stop', forMs: between(random, long ? LONG_STOP_MS : STOP_MS) };
  }
  if (dice < SHARES.stop + SHARES.disk && part.disk !== undefined)
    return { kind: 'disk', forMs: between(random, DISK_MS), greedy: random() < 0.5 };
  const downMs = between(random, DOWN_MS);
  if (random() >= HELD_UP_SHARE) return { kind: 'kill', downMs, heldUp: null };
  const [beforeMs, afterMs] = [between(random, HELD_UP_BEFORE_MS), between(random, HELD_UP_AFTER_MS)];
  return { kind: 'kill', downMs, heldUp: { beforeMs, afterMs } };
}

const between = (random: Random, { least, most }: { least: number; most: number }): number =>
  Math.round(least + random() * (most - least));
