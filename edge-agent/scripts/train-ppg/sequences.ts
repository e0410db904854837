import { secondsOf } from '../../src/models/heart/ppg/estimate.ts';
import { type Second, WristEvidence } from '../../src/models/heart/ppg/evidence.ts';
import type { RateNetwork } from '../../src/models/heart/ppg/network.ts';
import { diceOf } from '../../src/models/heart/simulate/dice.ts';
import { drawScene, type Library, type SceneKind } from '../../src/models/heart/simulate/draw.ts';
import { GRID } from '../../src/models/heart/simulate/grid.ts';
import { type SimulatedWrist, simulateWrist } from '../../src/models/heart/simulate/wrist.ts';
import { rateUnder } from './examples.ts';

/** A simulated wrist as the tracker sees it, with the rate under each look and what a strap would show. */
export interface Sequence {
  readonly kind: SceneKind;
  readonly seconds: readonly Second[];
  /** Mean rate under each look, bpm; null: none to be seen. */
  readonly truth: readonly (number | null)[];
  readonly strap: readonly (number | null)[];
}

export function drawSequences(of: {
  readonly count: number;
  readonly firstSeed: number;
  readonly seconds: number;
  readonly library: Library;
  readonly network: RateNetwork;
}): Sequence[] {
  const evidence = new WristEvidence(of.network);
  return Array.from({ length: of.count }, (_, n): Sequence => {
    const seed = of.firstSeed + n;
    const kind: SceneKind = n % 8 === 6 ? 'noise' : n % 8 === 7 ? 'motion only' : 'pulse';
    const wrist = simulateWrist(drawScene(seed, { library: of.library, seconds: of.seconds, kind }));
    const seconds = secondsOf(wrist, evidence);
    const truth = seconds.map(({ t }) => rateUnder(t, wrist));
    const shows = strapOf(wrist, seed);
    return { kind, seconds, truth, strap: seconds.map(({ t }, i) => (truth[i] === null ? null : shows(t))) };
  });
}

/**
 * What a strap shows beside it: a mean over 5-20 s, whole beats a minute, within 2.5 s of the lag that is taken
 * out (the middle of a look lies 5 s back).
 */
function strapOf({ rate }: SimulatedWrist, seed: number): (t: number) => number {
  const dice = diceOf(seed + 9e6);
  const width = dice.between(5, 20);
  const off = dice.between(-2.5, 2.5);
  return (t) => {
    const middle = t - 5 + off;
    let [sum, count] = [0, 0];
    for (let at = middle - width / 2; at < middle + width / 2; at += 0.25) {
      const i = Math.min((rate?.length ?? 1) - 1, Math.max(0, Math.round(at * GRID)));
      sum += rate?.[i] ?? 0;
      count += 1;
    }
    return Math.round(sum / count);
  };
}
