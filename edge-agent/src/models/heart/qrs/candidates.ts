import { median } from '../signal/filter.ts';
import { type EcgFeatures, QRS_FS } from './features.ts';
import { type Candidate, peaksOf } from './peaks.ts';
import type { Match } from './template.ts';
import { wideBeats } from './wide.ts';

const clamp = (v: number, low: number, high: number): number => Math.min(high, Math.max(low, v));

/**
 * Candidates from the matched filter, and peaks of energy that no template explains (a premature ventricular
 * beat has another shape): those count only as far as the signal around them is clean.
 */
export function candidatesOf(features: EcgFeatures, match: Match & { readonly offset: number }): Candidate[] {
  const { energy, usual, clean } = features;
  const ms = (t: number) => Math.round((QRS_FS * t) / 1000);
  const seen = peaksOf(match.size, ms(100), () => 0);
  const scale = median(
    seen
      .filter(
        (i) => (match.likeness[i] as number) > 0.7 && (energy[i] as number) > 0.5 * (usual[i] as number),
      )
      .map((i) => (match.size[i] as number) / (usual[i] as number)),
  );
  const matched: Candidate[] = [];
  for (const i of seen) {
    const ratio = (match.size[i] as number) / (scale * (usual[i] as number) || 1);
    if (ratio < 0.2) continue;
    const like = match.likeness[i] as number;
    const size = ratio > 1 ? -Math.max(0, Math.log(ratio) - 0.3) : 3 * (ratio - 0.55);
    const c = clean[i] as number;
    const score = clamp((like - 0.7 + 0.15 * c) * 12, -4, 4) + clamp(size * 1.6, -3, 1);
    matched.push({ at: i + match.offset, score, likeness: clamp(like, 0, 1) });
  }
  const other: Candidate[] = [];
  const known = matched.filter(({ score }) => score > 0).map(({ at }) => at);
  let first = 0;
  for (const i of peaksOf(energy, ms(120), (at) => 0.55 * (usual[at] as number))) {
    while (first < known.length && (known[first] as number) < i - ms(200)) first += 1;
    if (first < known.length && (known[first] as number) <= i + ms(200)) continue;
    const c = clean[i] as number;
    const ratio = (energy[i] as number) / (usual[i] as number);
    if (c > 0.3) other.push({ at: i, score: clamp(c * 4 * Math.min(1, ratio) - 1.5, -3, 2.5), likeness: 0 });
  }
  const wide = wideBeats(features.whole, {
    known: [...known, ...other.map(({ at }) => at)].sort((a, b) => a - b),
    clean,
  });
  return [...matched, ...other, ...wide].filter(({ score }) => score > -3.5).sort((a, b) => a.at - b.at);
}
