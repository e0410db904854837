/**
 * Sets the tracker's rules (`TRACK_RULES`) on simulated wrists: the ones under which the truth is least surprising.
 * `npx node edge-agent/scripts/train-ppg/tune.ts [--data ../shared/data] [--weights FILE]`
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { networkOf } from '../../src/models/heart/ppg/network.ts';
import { RATES, SLOWEST } from '../../src/models/heart/ppg/rates.ts';
import { type Belief, RateTracker, TRACK_RULES, type TrackRules } from '../../src/models/heart/ppg/track.ts';
import { readLibrary } from './library.ts';
import { drawSequences } from './sequences.ts';

const ROOT = join(import.meta.dirname, '../../..');
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(ROOT, '../shared/data') },
    weights: { type: 'string', default: join(ROOT, 'edge-agent/src/models/heart/ppg/network.model') },
    count: { type: 'string', default: '160' },
  },
});
const sequences = drawSequences({
  count: Number(values.count),
  firstSeed: 2e6,
  seconds: 60,
  library: readLibrary(values.data),
  network: networkOf(readFileSync(values.weights, 'utf8')),
});

/** Mean surprise (nats, capped) of the truth within 2 bpm. */
function surprise(rules: TrackRules): number {
  const tracker = new RateTracker(rules);
  let [sum, count] = [0, 0];
  for (const { seconds, truth } of sequences) {
    const beliefs = tracker.smooth(seconds.map(({ shares }) => tracker.likelihoodOf(shares)));
    truth.forEach((rate, n) => {
      sum -= Math.log(Math.max(1e-4, shareOf(beliefs[n] as Belief, rate)));
      count += 1;
    });
  }
  return sum / count;
}

function shareOf(belief: Belief, rate: number | null): number {
  if (rate === null) return belief[RATES] as number;
  let sum = 0;
  for (let d = -2; d <= 2; d += 1) sum += belief[Math.round(rate) + d - SLOWEST] ?? 0;
  return sum;
}

const STEPS: Readonly<Record<keyof TrackRules, readonly number[]>> = {
  newness: [0.1, 0.15, 0.2, 0.25, 0.35, 0.5],
  restart: [5e-5, 2e-4, 1e-3, 4e-3, 1e-2],
  doubt: [0.01, 0.03, 0.06, 0.1, 0.2],
  usualStep: [0.5, 0.7, 0.9, 1.2],
  largeStep: [2, 3, 4.5],
  largeShare: [0.03, 0.06, 0.12, 0.25],
};
let rules: TrackRules = TRACK_RULES;
let least = surprise(rules);
console.log(least.toFixed(4), rules);
for (let round = 0; round < 2; round += 1)
  for (const [name, steps] of Object.entries(STEPS))
    for (const step of steps) {
      const tried = { ...rules, [name]: step };
      const seen = surprise(tried);
      if (seen < least - 1e-4) [rules, least] = [tried, seen];
    }
console.log(least.toFixed(4), rules);
