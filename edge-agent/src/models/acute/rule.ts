import type { AcuteQuantity, Severity } from '@tizhi/contracts';
import type { Judged, Limits, NurseSettings } from './second.ts';

/** A number of a rule with where it comes from. */
export interface RuleNumber {
  readonly value: number;
  readonly unit: string;
  readonly what: string;
  readonly source: string;
  /**
   * How well the source carries the number: `high` (a standard, or several sources), `medium` (one source),
   * `low` (memory or our own choice, checked on the vignettes only).
   */
  readonly support: 'high' | 'medium' | 'low';
}

export interface RuleInput {
  /** Oldest first; the last one is now. */
  readonly seconds: readonly Judged[];
  /** `null`: the roster does not know the pupil. */
  readonly limits: Limits | null;
  readonly settings: NurseSettings;
}

/** What a rule says of a pupil now. */
export type Verdict =
  | { readonly is: 'abstains'; readonly because: string }
  | { readonly is: 'no' }
  | {
      readonly is: 'yes';
      readonly severity: Severity;
      /** When the condition began. */
      readonly from: number;
      readonly quantity: AcuteQuantity;
      readonly threshold: number;
      readonly observed: number;
      /** 0 to 1. */
      readonly confidence: number;
      /** How far back the evidence reaches, ms. */
      readonly evidenceMs: number;
    };

export const abstains = (because: string): Verdict => ({ is: 'abstains', because });
export const NO: Verdict = { is: 'no' };

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One row of the table of acute states: what people read, the numbers, and the judgement. */
export interface AcuteRule {
  readonly id: string;
  /** Grows when a number or the judgement changes. */
  readonly version: number;
  readonly name: Bilingual;
  /** One line for whoever stands beside the pupil. */
  readonly instruction: Bilingual;
  /** Severity in words: which one, when. */
  readonly severity: string;
  readonly condition: string;
  /** What it abstains without. */
  readonly needs: string;
  readonly clears: string;
  readonly numbers: Readonly<Record<string, RuleNumber>>;
  /** Seconds of `no` after which an open alert clears. */
  readonly clearSeconds: number;
  /** Pure. `null`: judged sample by sample in `rules/hr-above-ceiling.ts`. */
  readonly judge: ((input: RuleInput) => Verdict) | null;
}

/** Fixes a rule whose judgement reads its own numbers. */
export function defineRule<N extends Readonly<Record<string, RuleNumber>>>(
  rule: Omit<AcuteRule, 'judge' | 'numbers'> & {
    readonly numbers: N;
    readonly judge: (input: RuleInput, numbers: { readonly [K in keyof N]: number }) => Verdict;
  },
): AcuteRule {
  const values = Object.fromEntries(Object.entries(rule.numbers).map(([key, { value }]) => [key, value]));
  return Object.freeze({
    ...rule,
    judge: (input: RuleInput) => rule.judge(input, values as { readonly [K in keyof N]: number }),
  });
}
