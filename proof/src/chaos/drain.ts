import { setTimeout as pause } from 'node:timers/promises';
import { LANES } from '@tizhi/contracts';
import type { Gateway } from './gateway.ts';
import { type Held, heldIn } from './outbox-copy.ts';

const LOOK_EVERY_MS = 500;
/** What waits in a gateway's memory is written within a second; twice that and it is on the way. */
const WRITTEN_MS = 2_000;
/** A gateway may be in its longest back-off (30 s) when everything is well again. */
const DRAINED_WITHIN_MS = 120_000;

/**
 * The devices are silent and every process is well: waits until nothing waits in an outbox, stops the
 * gateways as a service manager would, and looks again. Gives what is left, in words; empty where nothing is.
 */
export async function drain(gateways: readonly Gateway[]): Promise<string[]> {
  const until = performance.now() + DRAINED_WITHIN_MS;
  await pause(WRITTEN_MS);
  for (;;) {
    while (performance.now() < until && gateways.some((gateway) => isWaiting(peek(gateway)))) {
      await pause(LOOK_EVERY_MS);
    }
    await Promise.all(gateways.map(({ part }) => part.process.end()));
    const left = gateways.filter((gateway) => isWaiting(heldIn(gateway.outbox)));
    if (left.length === 0) return [];
    if (performance.now() >= until) return left.map(describe);
    // A stopping gateway wrote down what was in its memory: it must bring that, too.
    for (const { part } of gateways) part.process.start();
    await pause(WRITTEN_MS);
  }
}

/** `undefined`: the copy was torn, as one taken from under a running process may be. */
function peek({ outbox }: Gateway): Held | undefined {
  try {
    return heldIn(outbox);
  } catch {
    return undefined;
  }
}

const isWaiting = (held: Held | undefined): boolean =>
  held === undefined || LANES.some((lane) => held.messages[lane] > 0);

function describe({ part, outbox }: Gateway): string {
  const { messages } = heldIn(outbox);
  const lanes = LANES.map((lane) => `${lane} ${messages[lane]}`).join(', ');
  return `${part.name} still holds messages after ${DRAINED_WITHIN_MS / 1000} s: ${lanes}`;
}
