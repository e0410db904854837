import {
  type DeviceId,
  type GatewayId,
  type Instant,
  type Interval,
  type Loss,
  type Restart,
  SILENCE_MS,
  type SubjectId,
  type WornDevice,
} from '@tizhi/contracts';
import { createNumberTrail } from './number-trail.ts';

/** Who wore a device when, cut to the lesson: `from` inclusive, `to` exclusive. */
export interface Wearing {
  readonly device: DeviceId;
  readonly subject: SubjectId;
  readonly from: Instant;
  readonly to: Instant;
}

/** What a certificate asks of a stored reading. */
export interface StoredReading {
  readonly gateway: GatewayId;
  readonly at: Instant;
  readonly n: number;
  readonly doubtful: boolean;
  /** Bound of the error of `at`, ms; `null`: the gateway's own word. */
  readonly errorMs: number | null;
}

export interface DeviceTally {
  /** Readings in the order of their times, those just outside the lesson included. */
  take(reading: StoredReading): void;
  /** One count for each wearing. `covered`: until when everything that was heard has arrived. */
  counts(covered: Instant): WornDevice[];
}

/** Counts the readings of one device in a lesson as they come from the store, without keeping them. */
export function createDeviceTally(wearings: readonly Wearing[]): DeviceTally {
  const trails = new Map<GatewayId, ReturnType<typeof createNumberTrail>>();
  const counts = wearings.map((wearing) => createCount(wearing));
  /** Where two overlap, who put it on later. */
  const wornAt = (at: Instant): Count | undefined =>
    counts
      .filter(({ wearing }) => wearing.from <= at && at < wearing.to)
      .reduce<Count | undefined>(
        (best, each) => (best === undefined || each.wearing.from >= best.wearing.from ? each : best),
        undefined,
      );
  const trailOf = (gateway: GatewayId) => {
    const trail = trails.get(gateway) ?? createNumberTrail();
    trails.set(gateway, trail);
    return trail;
  };

  /** A loss is hers who wore the device at the next stored reading, else at the one before, else in between. */
  const whose = ({ from, to }: Interval): Count | undefined =>
    wornAt(to) ?? wornAt(from) ?? counts.find(({ wearing }) => from < wearing.to && wearing.from < to);

  return {
    take(reading) {
      trailOf(reading.gateway).take(reading.n, reading.at);
      wornAt(reading.at)?.take(reading);
    },
    counts(covered) {
      const losses = [...trails].flatMap(([gateway, trail]) =>
        trail
          .missing()
          .map(({ fromN, toN, from, to }): Loss => ({ gateway, from, to, readings: toN - fromN + 1 })),
      );
      const restarts = [...trails].flatMap(([gateway, trail]) =>
        trail.restarts().map((at): Restart => ({ gateway, at })),
      );
      return counts.map((count) =>
        count.close({
          losses: losses.filter((loss) => whose(loss) === count),
          allLosses: losses,
          restarts: restarts.filter(({ at }) => wornAt(at) === count),
          covered,
        }),
      );
    },
  };
}

type Count = ReturnType<typeof createCount>;

function createCount(wearing: Wearing) {
  const gateways = new Set<GatewayId>();
  const pauses: Interval[] = [];
  let [stored, doubtful, unverified] = [0, 0, 0];
  let largestErrorMs: number | null = null;
  let firstAt: Instant | null = null;
  let lastAt: Instant | null = null;

  const pause = (to: Instant): void => {
    const from = lastAt ?? wearing.from;
    if (to - from > SILENCE_MS) pauses.push({ from, to });
  };
  return {
    wearing,
    take({ gateway, at, doubtful: isDoubtful, errorMs }: StoredReading): void {
      pause(at);
      gateways.add(gateway);
      stored += 1;
      if (isDoubtful) doubtful += 1;
      if (errorMs === null) unverified += 1;
      else largestErrorMs = Math.max(largestErrorMs ?? 0, errorMs);
      firstAt ??= at;
      lastAt = at;
    },
    close({
      losses,
      allLosses,
      restarts,
      covered,
    }: {
      readonly losses: readonly Loss[];
      readonly allLosses: readonly Loss[];
      readonly restarts: readonly Restart[];
      readonly covered: Instant;
    }): WornDevice {
      pause(wearing.to);
      // Where numbers are missing something was heard: that is a loss, not a silence.
      const quiet = pauses.filter(
        ({ from, to }) => !allLosses.some((loss) => loss.from < to && from < loss.to),
      );
      return {
        ...wearing,
        gateways: [...gateways].sort(),
        heard: stored + sumOf(losses),
        stored,
        doubtful,
        missing: [...losses].sort(byTime),
        silences: quiet.flatMap(({ from, to }) => piece(from, Math.min(to, covered))),
        awaited: quiet.flatMap(({ from, to }) => piece(Math.max(from, covered), to)),
        restarts: [...restarts].sort((a, b) => a.at - b.at || (a.gateway < b.gateway ? -1 : 1)),
        firstAt,
        lastAt,
        largestErrorMs,
        unverified,
      };
    },
  };
}

const byTime = (a: Loss, b: Loss): number =>
  a.from - b.from || a.to - b.to || (a.gateway < b.gateway ? -1 : 1);
const piece = (from: Instant, to: Instant): Interval[] => (from < to ? [{ from, to }] : []);

/** Readings in some losses. */
export const sumOf = (losses: readonly Loss[]): number =>
  losses.reduce((sum, { readings }) => sum + readings, 0);
