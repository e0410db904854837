import { chooseKinds, planFaults } from './fault-plan.ts';
import { CORRUPTING } from './faults/network-faults.ts';
import { History, type Tracing, Violation } from './history.ts';
import { Rng } from './rng.ts';
import { Scheduler } from './scheduler.ts';
import { World } from './world.ts';

export interface HistoryResult {
  readonly seed: number;
  /** `undefined`: every promise was kept. */
  readonly broken: { readonly invariant: string; readonly detail: string } | undefined;
  readonly counts: ReadonlyMap<string, number>;
  /** Events, and the time they took in the model, ms. */
  readonly events: number;
  readonly virtualMs: number;
  /** Equal for equal histories. */
  readonly fingerprint: number;
  /** Of all printed lines, where they were hashed. */
  readonly digest: string;
}

/** One seed, one history: faults for some minutes, then quiet, and everything must have drained. */
export function runHistory(
  seed: number,
  { tracing = 'none', print }: { tracing?: Tracing; print?: (line: string) => void } = {},
): HistoryResult {
  const scheduler = new Scheduler();
  const history = new History({
    tracing,
    now: () => scheduler.now,
    ...(print === undefined ? {} : { print }),
  });
  const rng = new Rng(`history ${seed}`);
  let broken: HistoryResult['broken'];
  try {
    live({ scheduler, history, rng });
  } catch (error) {
    broken = describe(error);
  }
  return {
    seed,
    broken,
    counts: history.counts,
    events: scheduler.ran,
    virtualMs: scheduler.now,
    fingerprint: scheduler.fingerprint,
    digest: history.digest(),
  };
}

function live({ scheduler, history, rng }: { scheduler: Scheduler; history: History; rng: Rng }): void {
  const faults = rng.fork('faults');
  const kinds = chooseKinds(faults);
  const corrupts = kinds.some(({ name }) => name === CORRUPTING);
  const world = new World({ scheduler, history, rng, corrupts });
  const shape = rng.fork('length');
  const faultsUntil = shape.pick([30_000, 60_000, 120_000, 180_000]);
  planFaults(world, { kinds, rng: faults, untilMs: faultsUntil });
  scheduler.runUntil(faultsUntil);
  const patience = world.calm();
  scheduler.runUntil(scheduler.now + 40_000);
  world.silence();
  // A little longer: what is on its way from the last second.
  const deadline = scheduler.now + patience;
  scheduler.runUntil(scheduler.now + 5_000);
  while (!world.hasDrained && scheduler.now < deadline) scheduler.runUntil(scheduler.now + 5_000);
  world.judgeEnd();
}

function describe(error: unknown): NonNullable<HistoryResult['broken']> {
  if (error instanceof Violation) return { invariant: error.invariant, detail: error.message };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { invariant: 'no step throws', detail };
}
