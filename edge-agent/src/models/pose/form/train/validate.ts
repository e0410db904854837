import type { JudgedItem } from '../faults.ts';
import { probabilityOf } from '../model.ts';
import { type Scored, scoreOf } from '../score.ts';
import { type Clip, type Trained, trainBest } from './model-choice.ts';

/** A clip, and what a model that never saw its person says. */
export interface Validated extends Scored {
  readonly id: string;
  readonly person: number;
  readonly correct: number;
}

/** One round: who was left out, and the model that the others gave. */
export interface Round {
  readonly person: number;
  readonly trained: Trained;
}

/**
 * Leaves out one person after the other. Everything, the choice of the model and its calibration too, is done by
 * the others: nested cross-validation.
 */
export function leaveOnePersonOut(
  item: JudgedItem,
  clips: readonly Clip[],
): { readonly validated: readonly Validated[]; readonly rounds: readonly Round[] } {
  const rounds: Round[] = [];
  const validated: Validated[] = [];
  for (const person of new Set(clips.map((clip) => clip.person))) {
    const trained = trainBest(
      item,
      clips.filter((clip) => clip.person !== person),
    );
    rounds.push({ person, trained });
    for (const { id, correct, degrees } of clips.filter((clip) => clip.person === person))
      validated.push({
        id,
        person,
        label: correct === 1 ? 'correct' : 'incorrect',
        correct: probabilityOf(trained, degrees),
      });
  }
  return { validated, rounds };
}

const RESAMPLES = 2_000;

/** 95 % interval of the balanced accuracy over persons drawn with replacement: clips of one person are not independent. */
export function intervalOf(
  validated: readonly Validated[],
  random: () => number,
): readonly [low: number, high: number] {
  const people = [...Map.groupBy(validated, ({ person }) => person).values()];
  const seen: number[] = [];
  for (let n = 0; n < RESAMPLES; n += 1) {
    const drawn = people.flatMap(() => people[Math.floor(random() * people.length)] ?? []);
    const { balancedAccuracy } = scoreOf(drawn);
    if (balancedAccuracy !== null) seen.push(balancedAccuracy);
  }
  seen.sort((a, b) => a - b);
  const at = (part: number): number => seen[Math.floor(part * seen.length)] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

/** Of the clips whose probability lies in a span: how many, what was said on average and how many are correct. */
export interface Reliability {
  readonly from: number;
  readonly to: number;
  readonly clips: number;
  readonly said: number;
  readonly seen: number;
}

const EDGES = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.001] as const;

export const reliabilityOf = (validated: readonly Validated[]): readonly Reliability[] =>
  EDGES.slice(0, -1).flatMap((from, n) => {
    const to = EDGES[n + 1] as number;
    const these = validated.filter(({ correct }) => correct >= from && correct < to);
    if (these.length === 0) return [];
    const said = these.reduce((sum, { correct }) => sum + correct, 0) / these.length;
    const seen = these.filter(({ label }) => label === 'correct').length / these.length;
    return [{ from, to: Math.min(1, to), clips: these.length, said, seen }];
  });
