import type { FullDisk, Gap, GatewayKill, SentByDevice, StoredReading } from './evidence.ts';

/** Numbers in a row that a device sent and the school does not have, between two that it has. */
export interface MissingRun {
  readonly from: SentByDevice;
  readonly first: number;
  readonly last: number;
  /** When the readings before and behind it were heard, school time in epoch ms; infinite: there is none. */
  readonly after: number;
  readonly before: number;
  /**
   * How many of them the gateway counted, by the jump of its count; `null` where no count tells: results, and
   * what was sent last.
   */
  readonly counted: number | null;
}

type Found = ReadonlyMap<number, StoredReading>;

/** Every run of missing numbers of a device. */
export function missingRuns(from: SentByDevice, found: Found): MissingRun[] {
  const stored = [...found.keys()].filter((number) => number <= from.sentAt.length).sort((a, b) => a - b);
  const runs: MissingRun[] = [];
  let [number, at, n]: [number, number, number | null] = [0, Number.NEGATIVE_INFINITY, 0];
  for (const next of stored) {
    const reading = found.get(next);
    if (reading === undefined) continue;
    if (next > number + 1) {
      const counted = n === null || reading.n === null ? null : reading.n - n - 1;
      runs.push({ from, first: number + 1, last: next - 1, after: at, before: reading.at, counted });
    }
    [number, at, n] = [next, reading.at, reading.n];
  }
  const last = from.sentAt.length;
  if (last > number)
    runs.push({ from, first: number + 1, last, after: at, before: Number.POSITIVE_INFINITY, counted: null });
  return runs;
}

/**
 * Where a device's count does not go with what it sent: a count that stands still, goes back, or grows by more
 * than was sent meanwhile. Nobody could tell a loss by it.
 */
export function miscounted(from: SentByDevice, found: Found): string[] {
  const wrong: string[] = [];
  let [number, n] = [0, 0];
  for (const [next, reading] of [...found].sort(([a], [b]) => a - b)) {
    const grown = (reading.n ?? 0) - n;
    if (grown < 1 || grown > next - number)
      wrong.push(`${from.device} ${next}: counted as ${reading.n}, and ${number} as ${n}`);
    [number, n] = [next, reading.n ?? n];
  }
  return wrong;
}

export const IN_FLIGHT_LIMITS = {
  /**
   * What was sent earlier than this before a gateway's kill was heard, and must be in its outbox file. A result is
   * written when it is heard, telemetry once a second; the rest is for the way through the socket. What the
   * machine was late by is added.
   */
  sentBeforeMs: { result: 500, telemetry: 1_500 },
  /** A socket tells of the death of its peer's process within this. */
  noticedMs: 2_000,
} as const;

/** Numbers of a device that may have been on their way when a gateway was killed, with how long before that. */
export function inFlight(
  from: SentByDevice,
  { kills, found }: { readonly kills: readonly GatewayKill[]; readonly found: Found },
): ReadonlyMap<number, number> {
  const flying = new Map<number, number>();
  for (const kill of kills) {
    if (kill.gateway !== from.gateway) continue;
    const held = kill.held.get(from.device);
    const ending = from.endings.find(({ at }) => at >= kill.at && at <= kill.at + IN_FLIGHT_LIMITS.noticedMs);
    if (ending === undefined) continue;
    const earliest = kill.at - IN_FLIGHT_LIMITS.sentBeforeMs[from.lane] - kill.lateMs;
    // Back from the last one sent: the outbox takes a device's readings in order, so a stored or held one ends it.
    for (let number = ending.lastNumber; number > 0; number -= 1) {
      const at = from.sentAt[number - 1] ?? Number.NEGATIVE_INFINITY;
      if (at < earliest || found.has(number) || held?.has(number) || flying.has(number)) break;
      flying.set(number, kill.at - at);
    }
  }
  return flying;
}

/**
 * Whether a recorded gap may hold what is missing: both lie between the same readings. A neighbour of the run may
 * itself be of the gap: written by the telemetry store, not yet acknowledged, and then given up by the gateway.
 */
export const isInGap = (run: MissingRun, gaps: readonly Gap[]): boolean =>
  gaps.some(
    ({ gateway, after, before }) =>
      gateway === run.from.gateway && run.after < before + CLOCK_MS && run.before > after - CLOCK_MS,
  );

/** Two boots of a gateway may know the school's time so differently, ms: what counts as no difference, and its error. */
const CLOCK_MS = 100;

export const FULL_DISK_LIMITS = {
  /** A batch is a second old when it meets the disk, and a timer late. */
  beforeMs: 1_100,
  /** There is room again: a gateway looks each second, and the batch of that moment is a second long. */
  afterMs: 2_200,
} as const;

/** Whether a gateway's own disk was full when what was sent at that time was to be written. */
export const metFullDisk = (
  { gateway, at }: { readonly gateway: string; readonly at: number },
  fullDisks: readonly FullDisk[],
): boolean =>
  fullDisks.some(
    (disk) =>
      disk.gateway === gateway &&
      at >= disk.from - FULL_DISK_LIMITS.beforeMs - disk.lateMs &&
      at <= disk.until + FULL_DISK_LIMITS.afterMs + disk.lateMs,
  );
