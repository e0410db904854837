import { estimateHeart, type RateAt, syntheticBeats, syntheticWrist } from '@tizhi/edge-agent';
import type { Figure } from '../report.ts';

const SECONDS = 180;
const PUPILS = 45;

/** What the arm does beside the heart. `ratio`: swings to beats. */
const SCENES = [
  { name: 'at rest', ratio: null, artefact: 0 },
  { name: 'swinging off the rate', ratio: 0.8, artefact: 1.5 },
  { name: 'swinging at the rate', ratio: 1, artefact: 1.5 },
  { name: 'swinging at half the rate', ratio: 0.5, artefact: 1.5 },
] as const;
const THRESHOLDS = [0.6, 0.7, 0.8, 0.9, 0.95];

interface Seen {
  readonly rate: RateAt;
  readonly truth: number;
}

/** A lesson in little: rest, rise, effort, recovery. */
const curve =
  (rest: number, effort: number) =>
  (t: number): number =>
    t < 30
      ? rest
      : t < 120
        ? effort + (rest - effort) * Math.exp(-(t - 30) / 30)
        : rest + (effort - rest) * 0.95 * Math.exp(-(t - 120) / 50);

/** Accuracy against coverage on a simulated wrist, and what 45 of them cost. */
export function simulatedWrist(say: (line: string) => void): Figure[] {
  const started = performance.now();
  let signalSeconds = 0;
  const figures = SCENES.map(({ name, ratio, artefact }, n): Figure => {
    const seen: Seen[] = [];
    for (let seed = 1; seed <= 6; seed += 1) {
      const bpm = curve(70 + 4 * seed, 130 + 9 * seed);
      const beats = syntheticBeats({ seconds: SECONDS, bpm, seed: n * 100 + seed });
      const cadence = ratio === null ? null : bpm(100) * ratio;
      const { ppg, acceleration } = syntheticWrist({ beats, seconds: SECONDS, seed, cadence, artefact });
      const { rate } = estimateHeart({ kind: 'ppg', samples: ppg, acceleration });
      signalSeconds += SECONDS;
      // A rate bears the time of the end of its 10 s window.
      seen.push(...rate.map((each) => ({ rate: each, truth: bpm(Math.max(2.5, each.t - 5)) })));
    }
    const line = THRESHOLDS.map((least) => atLeast(least, seen)).join('; ');
    say(`${name}: ${line}`);
    return { what: `heart: simulated wrist, ${name}`, seen: line };
  });
  const share = (performance.now() - started) / 1000 / signalSeconds;
  return [
    ...figures,
    {
      what: `heart: ${PUPILS} wrists at 1 Hz`,
      seen: `${(share * PUPILS * 100).toFixed(1)} % of one core`,
      aim: '< 10 %',
      met: share * PUPILS < 0.1,
    },
  ];
}

/** `confidence >= 0.8: MAE 1.2 bpm, 91 % covered, 90 % in the interval`. */
function atLeast(least: number, seen: readonly Seen[]): string {
  const given = seen.flatMap(({ rate, truth }) =>
    rate.bpm === null || rate.confidence < least
      ? []
      : [{ error: Math.abs(rate.bpm - truth), inside: truth >= rate.low && truth <= rate.high }],
  );
  if (given.length === 0) return `>= ${least}: none`;
  const mae = given.reduce((sum, { error }) => sum + error, 0) / given.length;
  const inside = given.filter(({ inside: is }) => is).length / given.length;
  return `>= ${least}: MAE ${mae.toFixed(1)}, ${((given.length / seen.length) * 100).toFixed(0)} % covered, ${(inside * 100).toFixed(0)} % in interval`;
}
