import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type GridLesson,
  type HeartDynamics,
  learnLesson,
  newDynamics,
  predictHeart,
  simulateLesson,
  syntheticHeart,
} from '@tizhi/analytics';
import { seededRandom } from '@tizhi/edge-agent';
import type { Bench, Figure, Part } from '../report.ts';
import { type RealRun, readRun } from './heart-dynamics-runs.ts';

/** Real runs and rides of other people; they are not part of the repository. */
const RUNS = join(import.meta.dirname, '../../../shared/data/fit');
const SEED = 20_261_128;
const PUPILS = 100;
const LESSONS = 10;
const STEP_S = 5;
/** Pieces of a recording that stand for lessons. */
const PIECE_STEPS = 600 / STEP_S;
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

/** How well the next lesson's heart rate is foretold, on simulated hearts and on real runs. */
export const heartDynamics: Part = {
  about: 'heart rate foretold from effort, at pupils and pieces not learnt from',
  async run(bench) {
    return [...simulated(), ...recorded(bench)];
  },
};

/** Sums of errors and hits over heard steps. */
interface Sum {
  heard: number;
  inside: number;
  error: number;
  constantError: number;
}
const nothing = (): Sum => ({ heard: 0, inside: 0, error: 0, constantError: 0 });

function add(
  sum: Sum,
  { dynamics, piece, before }: { dynamics: HeartDynamics; piece: GridLesson; before: number },
): void {
  const startBpm = piece.bpm.find((bpm) => bpm !== null) ?? null;
  const expected = predictHeart(dynamics, { effort: piece.effort, startBpm });
  for (const [step, bpm] of piece.bpm.entries()) {
    const rate = expected[step];
    if (bpm === null || rate === undefined) continue;
    sum.heard += 1;
    sum.inside += Number(bpm >= rate.low && bpm <= rate.high);
    sum.error += Math.abs(bpm - rate.bpm);
    sum.constantError += Math.abs(bpm - before);
  }
}

function simulated(): Figure[] {
  const chance = seededRandom(SEED);
  const [early, later] = [nothing(), nothing()];
  const started = performance.now();
  for (let pupil = 0; pupil < PUPILS; pupil += 1) {
    const heart = syntheticHeart(chance);
    let dynamics = newDynamics();
    for (let lesson = 0; lesson < LESSONS; lesson += 1) {
      const heard = simulateLesson(heart, { chance, minutes: 40 });
      if (lesson > 0) add(lesson < 4 ? early : later, { dynamics, piece: heard, before: 130 });
      dynamics = learnLesson(dynamics, heard).dynamics;
    }
  }
  const ms = (performance.now() - started) / PUPILS / LESSONS;
  return (
    [
      ['lessons 2-4', early],
      ['lessons 5-10', later],
    ] as const
  ).map(([which, sum]) => {
    const covered = sum.inside / sum.heard;
    return {
      what: `heart dynamics: ${PUPILS} simulated hearts of another process, ${which}`,
      seen: `${percent(covered)} in the 90 % interval, MAE ${(sum.error / sum.heard).toFixed(1)} bpm, ${ms.toFixed(0)} ms a lesson`,
      aim: '88-92 %',
      met: covered >= 0.88 && covered <= 0.92,
    };
  });
}

function recorded({ say }: Bench): Figure[] {
  if (!existsSync(RUNS))
    return [{ what: 'heart dynamics: real runs', seen: 'NOT MEASURED: ../shared/data is absent' }];
  const runs = readdirSync(RUNS)
    .filter((file) => file.endsWith('.csv') && !file.endsWith('_rr.csv'))
    .map((file) =>
      readRun(
        join(RUNS, file),
        JSON.parse(readFileSync(join(RUNS, file.replace('.csv', '_meta.json')), 'utf8')),
      ),
    )
    // One piece to learn from and one to foretell.
    .filter((run) => run.lesson.bpm.length >= 2 * PIECE_STEPS);
  const figures = runs.map((run) => {
    const sum = foretold(run);
    say(`${run.name}: ${sum.heard} steps`);
    return {
      what: `heart dynamics: ${run.name} (effort from ${run.effortFrom}), next 10 min from its effort`,
      seen: `MAE ${(sum.error / sum.heard).toFixed(1)} bpm (the mean so far: ${(sum.constantError / sum.heard).toFixed(1)}), ${percent(sum.inside / sum.heard)} in the 90 % interval`,
    };
  });
  const drops = runs.flatMap(dropErrors);
  const mean = drops.reduce((sum, error) => sum + Math.abs(error), 0) / drops.length;
  return [
    ...figures,
    {
      what: `heart dynamics: fall in the minute after the peak, ${drops.length} windows of real recordings`,
      seen: drops.length === 0 ? 'NOT MEASURED: no window' : `MAE ${mean.toFixed(1)} bpm`,
    },
  ];
}

const piece = ({ effort, bpm }: GridLesson, from: number, to: number): GridLesson => ({
  effort: effort.slice(from, to),
  bpm: bpm.slice(from, to),
});

/** Each piece is foretold from those before it, then learnt. */
function foretold({ lesson }: RealRun): Sum {
  const sum = nothing();
  let dynamics = newDynamics();
  for (let from = 0; from + PIECE_STEPS / 2 <= lesson.bpm.length; from += PIECE_STEPS) {
    const next = piece(lesson, from, from + PIECE_STEPS);
    if (from > 0) add(sum, { dynamics, piece: next, before: meanOf(lesson.bpm.slice(0, from)) });
    dynamics = learnLesson(dynamics, next).dynamics;
  }
  return sum;
}

/** Foretold minus seen fall, bpm, in each window, from what was heard before its peak. */
function dropErrors({ lesson, windows }: RealRun): number[] {
  return windows.flatMap(({ t_peak_s: peakS, hr_peak: peak, hrr60 }) => {
    const at = Math.floor(peakS / STEP_S);
    if (at * STEP_S < 300) return [];
    let dynamics = newDynamics();
    for (let from = 0; from < at; from += PIECE_STEPS)
      dynamics = learnLesson(dynamics, piece(lesson, from, Math.min(at, from + PIECE_STEPS))).dynamics;
    const steps = 60 / STEP_S;
    const effort = lesson.effort.slice(at, at + steps + 1);
    const expected = predictHeart(dynamics, { effort, startBpm: peak })[steps];
    return expected === undefined ? [] : peak - expected.bpm - hrr60;
  });
}

function meanOf(values: readonly (number | null)[]): number {
  const heard = values.filter((value) => value !== null);
  return heard.reduce((sum, value) => sum + value, 0) / Math.max(1, heard.length);
}
