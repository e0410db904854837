import type { TimingReading } from '@tizhi/contracts';
import { toMs, toTicks, truncate } from './clock.ts';

/** How a device makes run times of impulses. */
export interface RunTimeRule {
  /** `number`: start and finish of one start number. `in_order`: the first who started is the first who arrives. */
  readonly pairs: 'number' | 'in_order';
  /** `difference`: finish - start, then cut. `impulses`: each is cut first (the way by hand from a printed list). */
  readonly cuts: 'difference' | 'impulses';
  /** Decimals of a second that are kept. */
  readonly decimals: 1 | 2 | 3 | 4;
}

/** ALGE TdC 8001: by number, the difference cut to 0.01 s. Holds for every pair of a real race's dump. */
export const TDC8001_RULE: RunTimeRule = { pairs: 'number', cuts: 'difference', decimals: 2 };

export interface RunTime {
  /** The number of the start; of the finish, where the start had none. */
  readonly number: number | null;
  readonly ms: number;
  /** By hand at either end. */
  readonly trigger: TimingReading['trigger'];
}

/** More pupils are never between start and finish; a start that nobody follows must not wait for ever. */
export const MOST_RUNNING = 200;

const DAY = toTicks(86_400_000);

/**
 * Makes run times of impulses, as a timing device does: feed it the readings in order. A cancelled start waits no more,
 * a blocked impulse counts for nothing, a second start of a number replaces the first, midnight is no obstacle. Starts
 * beyond {@link MOST_RUNNING} push the oldest out.
 */
export function createRunTimer(rule: RunTimeRule): (reading: TimingReading) => RunTime | undefined {
  let running: TimingReading[] = [];
  const isOf =
    ({ number }: TimingReading) =>
    (start: TimingReading): boolean =>
      start.number === number;

  return (reading) => {
    switch (reading.event) {
      case 'start':
        if (rule.pairs === 'number') running = running.filter((start) => !isOf(reading)(start));
        running = [...running, reading].slice(-MOST_RUNNING);
        return undefined;
      case 'cancelled':
        if (reading.channel !== 0) return undefined;
        running = running.filter((start) => !(isOf(reading)(start) && start.timeMs === reading.timeMs));
        return undefined;
      case 'finish': {
        const start = rule.pairs === 'number' ? running.find(isOf(reading)) : running[0];
        if (start === undefined || start.timeMs === null || reading.timeMs === null) return undefined;
        running = running.filter((other) => other !== start);
        return runTime({ rule, start, finish: reading });
      }
      case 'lap':
      case 'run_time':
      case 'blocked':
        return undefined;
      default:
        return reading.event satisfies never;
    }
  };
}

function runTime(run: {
  readonly rule: RunTimeRule;
  readonly start: TimingReading;
  readonly finish: TimingReading;
}): RunTime {
  const { rule, start, finish } = run;
  const cut = (ms: number | null): number =>
    rule.cuts === 'impulses' ? truncate(toTicks(ms ?? 0), rule.decimals) : toTicks(ms ?? 0);
  const between = cut(finish.timeMs) - cut(start.timeMs);
  return {
    number: start.number ?? finish.number,
    ms: toMs(truncate(between < 0 ? between + DAY : between, rule.decimals)),
    trigger: start.trigger === 'manual' || finish.trigger === 'manual' ? 'manual' : 'gate',
  };
}
