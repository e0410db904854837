import { type FaultKind, spell } from './fault-kind.ts';

const HOUR = 3_600_000;

export const CLOCK_FAULTS: readonly FaultKind[] = [
  {
    name: 'gateway clock set',
    everyS: 36,
    strike: (world, rng) => rng.pick(world.gateways).stepClock(rng.pick([-HOUR, HOUR, -3_000, 3_000, 40])),
  },
  {
    name: 'nobody tells the time',
    everyS: 30,
    strike: (world, rng) =>
      world.spells.cast({
        who: undefined,
        forMs: spell(rng, 5, 60),
        begin: () => {
          world.tellsTime = false;
        },
        end: () => {
          world.tellsTime = true;
        },
      }),
  },
  {
    name: 'server clock set',
    everyS: 60,
    strike: (world, rng) => world.stepServerClock(rng.pick([-HOUR, HOUR, -20_000, 20_000, -2_000])),
  },
];
