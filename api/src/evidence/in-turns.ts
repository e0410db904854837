import { setImmediate } from 'node:timers/promises';

/** Work in one turn of the event loop before others are served. */
const TURN_MS = 8;

/** Runs a work that pauses by itself, a few milliseconds at a time. */
export async function inTurns<Result>(work: Iterator<unknown, Result>): Promise<Result> {
  for (let began = performance.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < TURN_MS) continue;
    await setImmediate();
    began = performance.now();
  }
}
