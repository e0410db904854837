import { type RateAt, refused } from '../rate.ts';
import { type RrRates, ratesFromRr } from '../rr/estimate.ts';
import type { Beat } from './detect.ts';

/** Below this the beats around a time are not believed. */
const LEAST_CONFIDENCE = 0.5;

/** Rate once a second from the beats of an ECG; refused where the beats are likely noise. */
export function ratesFromBeats(beats: readonly Beat[]): RrRates {
  const rr = beats.slice(1).map(({ t }, n) => t - (beats[n] as Beat).t);
  const { rate, rejected } = ratesFromRr(rr, { start: beats[0]?.t ?? 0 });
  let n = 0;
  const believed = rate.map((at): RateAt => {
    while (n + 1 < beats.length && (beats[n + 1] as Beat).t <= at.t) n += 1;
    const confidence = Math.min(at.confidence, beats[n]?.confidence ?? 0);
    if (at.bpm === null) return at;
    return confidence < LEAST_CONFIDENCE ? refused(at.t, 'too_uncertain', confidence) : { ...at, confidence };
  });
  return { rate: believed, rejected };
}
