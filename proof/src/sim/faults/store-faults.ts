import type { StoreConditions } from '../model-stores.ts';
import type { Rng } from '../rng.ts';
import { SERVER } from '../weather.ts';
import type { World } from '../world.ts';
import { type FaultKind, spell } from './fault-kind.ts';

export const STORE_FAULTS: readonly FaultKind[] = [
  {
    name: 'telemetry store down',
    everyS: 36,
    strike: (world, rng) =>
      spoil(world, 'telemetry', { forMs: spell(rng, 3, 90), change: { failBefore: 1 } }),
  },
  {
    name: 'telemetry store failing',
    everyS: 30,
    strike: (world, rng) => spoil(world, 'telemetry', { forMs: spell(rng, 2, 40), change: failing(rng) }),
  },
  {
    name: 'telemetry store slow',
    everyS: 36,
    strike(world, rng) {
      const change = { latency: { from: 500, to: rng.pick([1_000, 10_000]) } };
      spoil(world, 'telemetry', { forMs: spell(rng, 2, 40), change });
    },
  },
  {
    name: 'records down',
    everyS: 54,
    strike: (world, rng) => spoil(world, 'records', { forMs: spell(rng, 1, 30), change: { failBefore: 1 } }),
  },
  {
    name: 'records failing',
    everyS: 36,
    strike(world, rng) {
      const change = { ...failing(rng), partial: 0, latency: { from: 1, to: rng.pick([10, 2_000]) } };
      spoil(world, 'records', { forMs: spell(rng, 2, 40), change });
    },
  },
  {
    name: 'stores put back from a backup',
    everyS: 72,
    strike(world, rng) {
      const backup = world.stores.backup();
      world.spells.cast({
        who: undefined,
        forMs: spell(rng, 1, 60),
        begin: () => world.history.note(() => 'the stores are backed up'),
        end() {
          world.history.note(() => 'the stores are put back from the backup');
          world.history.count('stores really put back');
          world.weather.hit(SERVER);
          world.workers.restartAll(() => world.stores.restore(backup));
        },
      });
    },
  },
];

const failing = (rng: Rng): Partial<StoreConditions> => ({
  failBefore: rng.pick([0, 0.3]),
  failAfter: rng.pick([0.1, 0.5]),
  partial: rng.pick([0, 0.3]),
});

function spoil(
  world: World,
  store: 'telemetry' | 'records',
  { forMs, change }: { readonly forMs: number; readonly change: Partial<StoreConditions> },
): void {
  const layers = world.storeLayers[store];
  world.history.note(() => `${store}: ${JSON.stringify(change)} for ${Math.round(forMs)} ms`);
  world.spells.cast({
    // An alert does not need the telemetry store.
    who: store === 'records' ? SERVER : undefined,
    forMs,
    begin: () => layers.add(change),
    end: () => layers.remove(change),
  });
}
