import type { Conditions } from '../network.ts';
import type { Rng } from '../rng.ts';
import { SERVER } from '../weather.ts';
import type { World } from '../world.ts';
import { type FaultKind, spell } from './fault-kind.ts';

const onSomeWay = (
  name: string,
  everyS: number,
  lasts: readonly [number, number],
  change: (rng: Rng) => Partial<Conditions>,
) =>
  ({
    name,
    everyS,
    strike: (world, rng) =>
      spoil(world, someClient(world, rng), { forMs: spell(rng, ...lasts), change: change(rng) }),
  }) satisfies FaultKind;

export const CORRUPTING = 'corrupting way';

export const NETWORK_FAULTS: readonly FaultKind[] = [
  onSomeWay('lossy way', 24, [3, 40], (rng) => ({
    loss: rng.pick([0.05, 0.2, 0.5, 0.9]),
    duplicate: rng.pick([0, 0.1]),
  })),
  onSomeWay('duplicating way', 24, [3, 40], (rng) => ({ duplicate: rng.pick([0.1, 0.5, 1]) })),
  onSomeWay('reordering way', 24, [3, 40], (rng) => ({
    late: rng.pick([0.1, 0.5]),
    lateMs: rng.pick([100, 2_000, 30_000]),
    duplicate: rng.pick([0, 0.3]),
  })),
  onSomeWay('slow way', 36, [3, 40], (rng) => ({
    latency: { from: 100, to: rng.pick([400, 3_000]) },
    bytesPerMs: rng.pick([2, 10]),
  })),
  onSomeWay(CORRUPTING, 36, [2, 20], (rng) => ({ corrupt: rng.pick([0.02, 0.2]) })),
  onSomeWay('partition', 30, [2, 90], () => ({ upBlocked: true, downBlocked: true })),
  onSomeWay('one-way partition', 30, [2, 60], (rng) =>
    rng.chance(0.4) ? { upBlocked: true } : { downBlocked: true },
  ),
  {
    name: 'half-open connection',
    everyS: 36,
    strike: (world, rng) => drop(world, someClient(world, rng), false),
  },
  {
    name: 'connection reset',
    everyS: 24,
    strike: (world, rng) => drop(world, someClient(world, rng), true),
  },
  {
    name: 'broker restart',
    everyS: 54,
    strike(world, rng) {
      const isTold = rng.chance(0.7);
      world.spells.cast({
        who: SERVER,
        forMs: spell(rng, 0.2, 20),
        begin: () => world.network.stopBroker(isTold),
        end: () => world.network.startBroker(),
      });
    },
  },
];

/** A gateway's way, or an ingest worker's now and then. */
function someClient(world: World, rng: Rng): string {
  if (rng.chance(0.25)) return rng.pick(world.workers.names);
  return rng.pick(world.gateways).name;
}

const troubled = (world: World, client: string): string =>
  world.gateways.some(({ name }) => name === client) ? client : SERVER;

function spoil(
  world: World,
  client: string,
  { forMs, change }: { readonly forMs: number; readonly change: Partial<Conditions> },
): void {
  const way = world.wayLayers(client);
  world.history.note(() => `the way of ${client}: ${JSON.stringify(change)} for ${Math.round(forMs)} ms`);
  world.spells.cast({
    who: troubled(world, client),
    forMs,
    begin: () => way.add(change),
    end: () => way.remove(change),
  });
}

function drop(world: World, client: string, isTold: boolean): void {
  world.weather.hit(troubled(world, client));
  world.network.dropSession(client, isTold);
}
