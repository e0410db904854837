import { resample, type Samples } from '../signal/series.ts';
import { candidatesOf } from './candidates.ts';
import { chooseBeats } from './choose.ts';
import { featuresOf, QRS_FS } from './features.ts';
import { peaksOf } from './peaks.ts';
import { confidencesOf } from './quality.ts';
import { doubtOf, repeatedInterval, rhythmOf } from './rhythm.ts';
import { learnTemplate, matchTemplate } from './template.ts';

/** One heartbeat found in an ECG. */
export interface Beat {
  /** Seconds: the R peak, or the tallest point of the complex whatever its sign. */
  readonly t: number;
  /** 0-1: how sure it is that the beats around here are beats. */
  readonly confidence: number;
}

/** Samples that each end is held on for: the first and the last beat may be cut off. */
const HELD = Math.round(QRS_FS * 0.3);

/**
 * Finds the heartbeats of one ECG lead of 100-1000 Hz, in any unit and either polarity.
 * Method: band-pass and slope energy after Pan and Tompkins (IEEE Trans Biomed Eng 1985;32:230-236), then a
 * matched filter with the person's own beat, then the most plausible chain of beats by dynamic programming.
 * Works on a whole recording, with hindsight. Less than 3 s or a flat line gives no beats.
 */
export function detectQrs(samples: Samples): Beat[] {
  const { values, start } = resample(samples, QRS_FS);
  if (values.length < 3 * QRS_FS) return [];
  const features = featuresOf(heldOn(values));
  const { energy, usual } = features;
  if (!usual.some((level) => level > 0)) return [];
  const likely = peaksOf(energy, Math.round(QRS_FS * 0.2), (i) => 0.6 * (usual[i] as number)).filter(
    (i) => (energy[i] as number) < 1.8 * (usual[i] as number),
  );
  const template = learnTemplate(features, likely);
  if (template === null) return [];
  const candidates = candidatesOf(features, matchTemplate(features, template));
  let chain = chooseBeats(candidates, { expected: repeatedInterval(candidates), weight: () => 0.6 });
  for (let round = 0; round < 3; round += 1)
    chain = chooseBeats(candidates, { expected: rhythmOf(chain), weight: doubtOf(candidates, chain) });
  const confidences = confidencesOf(chain);
  return chain.flatMap(({ at }, n) => {
    const sample = at - HELD;
    if (sample < -EDGE || sample >= values.length + EDGE) return [];
    const t = start + Math.min(values.length - 1, Math.max(0, sample)) / QRS_FS;
    return [{ t, confidence: confidences[n] as number }];
  });
}

/** How far (samples) outside the recording the middle of a beat may seem to lie that is cut by its edge. */
const EDGE = Math.round(QRS_FS * 0.02);

function heldOn(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length + 2 * HELD);
  out.fill(values[0] as number, 0, HELD);
  out.set(values, HELD);
  out.fill(values[values.length - 1] as number, HELD + values.length);
  return out;
}
