import type { FormSequence } from '../eval/form-sequences.ts';
import type { JudgedItem } from './faults.ts';
import { type Form, formOf } from './form.ts';
import type { FormModels } from './model.ts';

/** A sequence's label beside what the model says. */
export interface JudgedForm {
  readonly id: string;
  readonly item: JudgedItem;
  readonly label: 'correct' | 'incorrect';
  readonly form: Form;
}

export const judgeSequences = (
  models: FormModels,
  sequences: readonly FormSequence[],
): readonly JudgedForm[] =>
  sequences.map(({ id, item, label, frames }) => ({ id, item, label, form: formOf(models, item, frames) }));

/** How often probabilities and labels agree; shares are `null` where there is no clip of that label. */
export interface FormScore {
  readonly clips: number;
  readonly abstained: number;
  /** Correct ones called correct, incorrect ones called incorrect: probabilities of half or more are "correct". */
  readonly correct: { readonly right: number; readonly of: number };
  readonly incorrect: { readonly right: number; readonly of: number };
  /** Mean of the two shares. */
  readonly balancedAccuracy: number | null;
  /** Mean squared distance between probability and truth: 0 best, 0.25 a coin. */
  readonly brier: number | null;
}

/** Of one clip, what a score needs. */
export interface Scored {
  readonly label: 'correct' | 'incorrect';
  /** Probability of "correct"; `null`: abstained. */
  readonly correct: number | null;
}

export function scoreOf(clips: readonly Scored[]): FormScore {
  const told = clips.flatMap(({ label, correct }) => (correct === null ? [] : [{ label, correct }]));
  const of = (wanted: 'correct' | 'incorrect') => {
    const these = told.filter(({ label }) => label === wanted);
    const right = these.filter(({ correct }) => correct >= 0.5 === (wanted === 'correct')).length;
    return { right, of: these.length };
  };
  const [correct, incorrect] = [of('correct'), of('incorrect')];
  const squares = told.map((clip) => (clip.correct - (clip.label === 'correct' ? 1 : 0)) ** 2);
  return {
    clips: clips.length,
    abstained: clips.length - told.length,
    correct,
    incorrect,
    balancedAccuracy:
      correct.of === 0 || incorrect.of === 0
        ? null
        : (correct.right / correct.of + incorrect.right / incorrect.of) / 2,
    brier: squares.length === 0 ? null : squares.reduce((sum, square) => sum + square, 0) / squares.length,
  };
}
