import type { History } from './history.ts';
import type { Item } from './items.ts';
import type { Judge } from './judge.ts';
import type { Contents } from './model-stores.ts';
import type { Network } from './network.ts';
import type { Scheduler } from './scheduler.ts';
import type { Weather } from './weather.ts';

/** What a gateway sees of its world. */
export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly history: History;
  readonly network: Network;
  readonly judge: Judge;
  readonly weather: Weather;
  readonly contents: Contents;
  /** The gateway's outbox took it: it must not get lost any more. */
  taken(item: Item): void;
  gatewayNamed(name: string): { enter(work: () => void): void };
}
