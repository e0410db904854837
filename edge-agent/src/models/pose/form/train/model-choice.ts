import { faultsOf, type JudgedItem } from '../faults.ts';
import { type Example, fitWeights, logOdds, sigmoid, type Weights } from '../logistic.ts';
import type { FormModel } from '../model.ts';

/** An example of one person. */
export interface Clip extends Omit<Example, 'weight'> {
  readonly id: string;
  readonly person: number;
}

/** One way to train: which faults may weigh, what is believed beforehand and how firmly. */
export interface Candidate {
  readonly faults: readonly string[];
  /** `rules`: the weights that the table of faults states; `nothing`: none weighs anything until data say so. */
  readonly prior: 'rules' | 'nothing';
  readonly strength: number;
}

/** Log-odds of a body without any fault, before data: about 12 to 1. */
const PRIOR_BIAS = 2.5;
const STRENGTHS = [0.3, 1, 3, 10] as const;
const SUBSETS: Readonly<Record<JudgedItem, readonly (readonly string[])[]>> = {
  push_up: [
    ['hips_sag', 'hips_pike'],
    ['hips_sag', 'hips_pike', 'hips_swing', 'knees_bent'],
    faultsOf('push_up').map(({ name }) => name),
  ],
  squat: [faultsOf('squat').map(({ name }) => name)],
};

export const candidatesOf = (item: JudgedItem): readonly Candidate[] =>
  SUBSETS[item].flatMap((faults) =>
    (['rules', 'nothing'] as const).flatMap((prior) =>
      STRENGTHS.map((strength) => ({ faults, prior, strength })),
    ),
  );

/**
 * Trains one candidate. Both labels count alike, and within a label each person by the root of the number of their
 * clips: twenty clips of one person are more than one clip and less than twenty persons.
 */
export function train(item: JudgedItem, clips: readonly Clip[], candidate: Candidate): Weights {
  const faults = faultsOf(item);
  const used = faults.map(({ name }) => candidate.faults.includes(name));
  const prior: Weights = {
    bias: candidate.prior === 'rules' ? PRIOR_BIAS : 0,
    weights: faults.map((fault, k) => (used[k] === true && candidate.prior === 'rules' ? fault.prior : 0)),
  };
  const examples = weighed(clips).map(({ degrees, ...rest }) => ({
    ...rest,
    degrees: degrees.map((degree, k) => (used[k] === true ? degree : 0)),
  }));
  return fitWeights(examples, { prior, strength: candidate.strength });
}

export function weighed(clips: readonly Clip[]): readonly (Clip & Example)[] {
  const own = clips.map(
    ({ person, correct }) =>
      1 / Math.sqrt(clips.filter((other) => other.person === person && other.correct === correct).length),
  );
  const sum = [0, 1].map((label) =>
    clips.reduce((total, { correct }, n) => total + (correct === label ? (own[n] as number) : 0), 0),
  );
  return clips.map((clip, n) => ({
    ...clip,
    weight: ((own[n] as number) / (sum[clip.correct] || 1)) * (clips.length / 2),
  }));
}

/** Every clip judged by a model that has not seen its person. */
export const heldOut = (
  item: JudgedItem,
  clips: readonly Clip[],
  candidate: Candidate,
): readonly number[] => {
  const models = new Map(
    [...new Set(clips.map(({ person }) => person))].map((person) => [
      person,
      train(
        item,
        clips.filter((clip) => clip.person !== person),
        candidate,
      ),
    ]),
  );
  return clips.map(({ person, degrees }) => logOdds(models.get(person) as Weights, degrees));
};

type Calibration = FormModel['calibration'];

/** How firmly a calibration stays at "as it is" (slope 1, shift 0). */
const CALIBRATION_STRENGTH = 2;
/** With fewer clips of either label there is nothing to calibrate by: it stays as it is. */
const FEWEST_TO_CALIBRATE = 10;

/** From out-of-fold log-odds to a probability that holds: Platt, Advances in Large Margin Classifiers 1999. */
export function calibrationOf(clips: readonly Clip[], odds: readonly number[]): Calibration {
  const incorrect = clips.filter(({ correct }) => correct === 0).length;
  if (Math.min(incorrect, clips.length - incorrect) < FEWEST_TO_CALIBRATE) return { slope: 1, shift: 0 };
  const examples = weighed(clips).map((clip, n) => ({ ...clip, degrees: [-(odds[n] as number)] }));
  const { bias, weights } = fitWeights(examples, {
    prior: { bias: 0, weights: [1] },
    strength: CALIBRATION_STRENGTH,
  });
  return { slope: weights[0] as number, shift: bias };
}

export interface Trained extends FormModel {
  readonly candidate: Candidate;
}

/** Chooses by the log loss over people left out, then trains on all clips. No clip outside `clips` has a say. */
export function trainBest(item: JudgedItem, clips: readonly Clip[]): Trained {
  const tried = candidatesOf(item).map((candidate) => {
    const odds = heldOut(item, clips, candidate);
    return { candidate, odds, loss: lossOf(clips, odds) };
  });
  const best = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
  return {
    candidate: best.candidate,
    weights: train(item, clips, best.candidate),
    calibration: calibrationOf(clips, best.odds),
  };
}

function lossOf(clips: readonly Clip[], odds: readonly number[]): number {
  return weighed(clips).reduce((sum, { correct, weight }, n) => {
    const p = sigmoid(odds[n] as number);
    return sum - weight * Math.log(Math.max(1e-9, correct === 1 ? p : 1 - p));
  }, 0);
}
