import { SERVER } from '../weather.ts';
import { type FaultKind, spell } from './fault-kind.ts';

export const PROCESS_FAULTS: readonly FaultKind[] = [
  {
    name: 'gateway killed',
    everyS: 36,
    strike: (world, rng) => rng.pick(world.gateways).kill({ downMs: spell(rng, 0.5, 10) }),
  },
  {
    name: 'gateway killed in a disk call',
    everyS: 30,
    strike(world, rng) {
      const gateway = rng.pick(world.gateways);
      gateway.killInCall({ calls: rng.int(1, 8), after: rng.chance(0.5), downMs: spell(rng, 0.5, 10) });
    },
  },
  {
    name: 'gateway rebooted',
    everyS: 54,
    strike: (world, rng) =>
      rng.pick(world.gateways).reboot({ downMs: spell(rng, 1, 20), wallBegins: undefined }),
  },
  {
    name: 'gateway rebooted in 1970',
    everyS: 54,
    strike: (world, rng) =>
      rng.pick(world.gateways).reboot({ downMs: spell(rng, 1, 20), wallBegins: 30_000 }),
  },
  {
    name: 'ingest killed',
    everyS: 36,
    strike(world, rng) {
      const worker = rng.pick(world.workers.names);
      world.spells.cast({
        who: SERVER,
        forMs: spell(rng, 0.2, 10),
        begin: () => world.workers.kill(worker),
        end: () => world.workers.start(worker),
      });
    },
  },
  {
    name: 'second ingest worker',
    everyS: 48,
    strike(world, rng) {
      const worker = world.workers.newName();
      world.spells.cast({
        who: undefined,
        forMs: spell(rng, 5, 60),
        begin: () => world.workers.start(worker),
        end: () => world.workers.kill(worker),
      });
    },
  },
];
