import { resample, type Samples } from '../signal/series.ts';
import { candidatesOf, peaksOf } from './candidates.ts';
import { chooseBeats, doubtOf, repeatedInterval, rhythmOf } from './choose.ts';
import { featuresOf, QRS_FS } from './features.ts';
import { learnTemplate, matchTemplate } from './template.ts';

/** One heartbeat found in an ECG. */
export interface Beat {
  /** Seconds: the R peak, or the tallest point of the complex whatever its sign. */
  readonly t: number;
  /** 0-1: how sure it is that this is a beat. */
  readonly confidence: number;
}

/**
 * Finds the heartbeats of one ECG lead of 100-1000 Hz, in any unit and either polarity.
 * Method: band-pass and slope energy after Pan and Tompkins (IEEE Trans Biomed Eng 1985;32:230-236), then a
 * matched filter with the person's own beat, then the most plausible chain of beats by dynamic programming.
 * Works on a whole recording, with hindsight. Less than 3 s or a flat line gives no beats.
 */
export function detectQrs(samples: Samples): Beat[] {
  const { values, start } = resample(samples, QRS_FS);
  if (values.length < 3 * QRS_FS) return [];
  const features = featuresOf(values);
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
  return chain.map(({ at, score }) => ({
    t: start + at / QRS_FS,
    confidence: 1 / (1 + Math.exp(-score - 1)),
  }));
}
