import type { Rng } from '../rng.ts';
import type { World } from '../world.ts';

/** A fault: what it does at a random moment of the first part of a history. */
export interface FaultKind {
  readonly name: string;
  /** Mean time between two, in a history that has the kind at all, seconds. */
  readonly everyS: number;
  readonly strike: (world: World, rng: Rng) => void;
}

/** A time in ms between two given in seconds; short ones as often as ten times as long ones. */
export const spell = (rng: Rng, fromS: number, toS: number): number =>
  1_000 * fromS * (toS / fromS) ** rng.next();
