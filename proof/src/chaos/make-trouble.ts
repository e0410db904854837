import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '@tizhi/edge-agent';
import { drawFault, type FaultKind } from './faults.ts';
import type { Part, Role } from './part.ts';
import { carryOut, type Scene } from './trouble.ts';

export type FaultCounts = Readonly<Record<FaultKind, number>>;

/** Whose answers a part waits for, or who waits for its own: the kill of one is worst while the other is stopped. */
const ASKS: Readonly<Record<Role, readonly Role[]>> = {
  gateway: ['broker', 'ingest'],
  broker: ['ingest', 'gateway'],
  ingest: ['store', 'broker'],
  store: ['ingest'],
};
/** Faults under way at a time, on different parts. */
const AT_ONCE = 2;
const PAUSE_MS = { least: 150, most: 1_200 };
const CALM_BEFORE_MS = 1_500;
/** Shorter runs leave out the stops that outlast a keep-alive. */
const LONG_STOPS_FROM = 50;
const TELL_EVERY_MS = 5_000;

/** Does so many faults, one after the other and sometimes two at once. Gives what each part met. */
export async function makeTrouble(options: {
  readonly faults: number;
  readonly seed: number;
  readonly parts: readonly Part[];
  /** Those of the parts that get into trouble; a neighbour may be stopped while one of them is killed. */
  readonly victims: readonly Part[];
  readonly scene: Scene;
  readonly say: (line: string) => void;
}): Promise<ReadonlyMap<string, FaultCounts>> {
  const { faults, parts, victims, scene, say } = options;
  const random = seededRandom(options.seed);
  const counts = new Map(parts.map(({ name }) => [name, { kill: 0, stop: 0, disk: 0 }]));
  const busy = new Set<string>();
  const underWay = new Set<Promise<void>>();
  const tell = progressTeller(faults, say);

  const choose = (from: readonly Part[]): Part | undefined => {
    const free = from.filter(({ group }) => !busy.has(group));
    const part = free[Math.floor(random() * free.length)];
    if (part !== undefined) busy.add(part.group);
    return part;
  };
  const nextVictim = async (): Promise<Part> => {
    for (;;) {
      const part = underWay.size < AT_ONCE ? choose(victims) : undefined;
      if (part !== undefined) return part;
      await Promise.race(underWay);
    }
  };
  const begin = (number: number, part: Part): void => {
    const fault = drawFault(random, { part, longStops: faults >= LONG_STOPS_FROM });
    const isHeldUp = fault.kind === 'kill' && fault.heldUp !== null;
    const other = isHeldUp ? choose(parts.filter(({ role }) => ASKS[part.role].includes(role))) : undefined;
    const count = counts.get(part.name);
    if (count !== undefined) count[fault.kind] += 1;
    const meanwhile = other === undefined ? '' : `, with ${other.name} stopped`;
    say(`${number}/${faults} ${part.name}${meanwhile}: ${JSON.stringify(fault)}`);
    const work = carryOut(fault, { part, other }, scene).finally(() => {
      busy.delete(part.group);
      if (other !== undefined) busy.delete(other.group);
      underWay.delete(work);
    });
    underWay.add(work);
  };

  await pause(CALM_BEFORE_MS);
  for (let number = 1; number <= faults; number += 1) {
    begin(number, await nextVictim());
    await pause(PAUSE_MS.least + random() * (PAUSE_MS.most - PAUSE_MS.least));
    tell(number);
  }
  await Promise.all(underWay);
  return counts;
}

/** Says now and then how far it is and how long the rest may take. */
function progressTeller(faults: number, say: (line: string) => void): (done: number) => void {
  const startedAt = performance.now();
  let toldAt = startedAt;
  return (done) => {
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    const secondsLeft = ((now - startedAt) / done / 1000) * (faults - done);
    say(`... ${done} of ${faults} faults, about ${Math.round(secondsLeft)} s left`);
  };
}
