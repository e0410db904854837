import type { PoseFrame } from '../pose.ts';
import { degreeOf, type Fault, faultsOf, type JudgedItem } from './faults.ts';
import { measure } from './measure.ts';
import type { Because } from './measured.ts';
import { type FormModels, probabilityOf } from './model.ts';

/** One thing that speaks against a repetition. */
export interface Reason extends Pick<Fault, 'unit' | 'en' | 'zh'> {
  /** Its key in the table of faults, such as `hips_sag`. */
  readonly fault: string;
  /** As measured, in its unit, and up to where it is no fault. */
  readonly measure: number;
  readonly tolerated: number;
}

/**
 * How well a movement was done. `correct`: probability (0-1) that a teacher calls it correct, where half of all
 * repetitions are; the reasons that lower it, the heaviest first. `null`: it cannot be told, and why.
 */
export type Form =
  | { readonly correct: number; readonly reasons: readonly Reason[] }
  | { readonly correct: null; readonly because: Because; readonly reasons: readonly never[] };

/** What lowers the log-odds by less than this is not worth a word. */
const WORTH_SAYING = 0.5;

/** Judges the frames of one repetition, with a little of what is before and after it (`AROUND_MS`). */
export function formOf(models: FormModels, item: JudgedItem, frames: readonly PoseFrame[]): Form {
  const measured = measure(item, frames);
  if (measured.kind === 'abstained') return { correct: null, because: measured.because, reasons: [] };
  const { measures } = measured;
  const model = models[item];
  const faults = faultsOf(item).map((fault, k) => {
    const value = measures[fault.name] ?? 0;
    const degree = degreeOf(fault, value);
    return { fault, value, degree, lowers: (model.weights.weights[k] ?? 0) * degree };
  });
  return {
    correct: probabilityOf(
      model,
      faults.map(({ degree }) => degree),
    ),
    reasons: faults
      .filter(({ lowers }) => lowers >= WORTH_SAYING)
      .sort((a, b) => b.lowers - a.lowers)
      .map(({ fault: { name, unit, tolerated, en, zh }, value }) => ({
        fault: name,
        measure: Number(value.toFixed(3)),
        unit,
        tolerated,
        en,
        zh,
      })),
  };
}
