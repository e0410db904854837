import type { Item } from '../items/exercise.ts';
import type { PoseFrame } from '../pose.ts';
import { AROUND_MS } from './active.ts';
import { isJudged, type JudgedItem } from './faults.ts';
import { type Form, formOf } from './form.ts';
import { type FormModels, loadFormModels } from './model.ts';

/** Frames are kept for as long as the slowest repetition takes, ms, and never more than so many. */
const KEPT_MS = 20_000;
const KEPT_FRAMES = 2_400;

/** Of one repetition, seconds since the film began. */
type Span = { readonly start: number; readonly end: number };

/** Judges the form of each repetition while they are counted; keeps no more of the film than one of them needs. */
export class RepForms {
  /** `null` for an item whose form is not judged. Throws `TIZHI_MODEL_WITHOUT_CARD`. */
  static async open(item: Item): Promise<RepForms | null> {
    return isJudged(item) ? new RepForms(await loadFormModels(), item) : null;
  }

  readonly #models: FormModels;
  readonly #item: JudgedItem;
  readonly #frames: PoseFrame[] = [];
  readonly #forms: Form[] = [];

  constructor(models: FormModels, item: JudgedItem) {
    this.#models = models;
    this.#item = item;
  }

  /** Takes the next frame, and the repetitions counted so far. */
  step(frame: PoseFrame, reps: readonly Span[]): void {
    this.#frames.push(frame);
    while (
      this.#frames.length > KEPT_FRAMES ||
      (this.#frames[0] !== undefined && this.#frames[0].at < frame.at - KEPT_MS)
    )
      this.#frames.shift();
    const next = reps[this.#forms.length];
    if (next !== undefined && frame.at >= next.end * 1000 + AROUND_MS) this.#judge(next);
  }

  /** The repetitions with their form, when the film is over. */
  finish<T extends Span>(reps: readonly T[]): readonly (T & { readonly form: Form })[] {
    for (const rep of reps.slice(this.#forms.length)) this.#judge(rep);
    return reps.map((rep, n) => ({ ...rep, form: this.#forms[n] as Form }));
  }

  #judge({ start, end }: Span): void {
    const [from, to] = [start * 1000 - AROUND_MS, end * 1000 + AROUND_MS];
    const frames = this.#frames.filter(({ at }) => at >= from && at <= to);
    this.#forms.push(formOf(this.#models, this.#item, frames));
  }
}
