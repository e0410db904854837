import { CLOCK_FAULTS } from './faults/clock-faults.ts';
import { DISK_FAULTS } from './faults/disk-faults.ts';
import type { FaultKind } from './faults/fault-kind.ts';
import { NETWORK_FAULTS } from './faults/network-faults.ts';
import { PROCESS_FAULTS } from './faults/process-faults.ts';
import { STORE_FAULTS } from './faults/store-faults.ts';
import type { Rng } from './rng.ts';
import type { World } from './world.ts';

export const FAULT_KINDS: readonly FaultKind[] = [
  ...NETWORK_FAULTS,
  ...DISK_FAULTS,
  ...PROCESS_FAULTS,
  ...STORE_FAULTS,
  ...CLOCK_FAULTS,
];

/**
 * The kinds of a history: some only. Where everything fails all the time, little gets far enough to be broken by
 * the next failure.
 */
export function chooseKinds(rng: Rng): readonly FaultKind[] {
  const share = rng.pick([0.08, 0.2, 0.4]);
  const chosen = FAULT_KINDS.filter(({ name }) => rng.fork(name).chance(share));
  return chosen.length > 0 ? chosen : [rng.pick(FAULT_KINDS)];
}

/** Plans the faults of a history up to `untilMs`. */
export function planFaults(
  world: World,
  { kinds, rng, untilMs }: { kinds: readonly FaultKind[]; rng: Rng; untilMs: number },
): void {
  for (const kind of kinds) {
    const chance = rng.fork(`${kind.name} strikes`);
    const next = (): number => chance.wait(kind.everyS * 1_000);
    for (let at = next(); at < untilMs; at += next()) {
      world.scheduler.at(at, () => {
        world.history.count(kind.name);
        world.history.note(() => `!! ${kind.name}`);
        kind.strike(world, chance);
      });
    }
  }
}
