import {
  CORRUPTION_KINDS,
  type CorruptionId,
  type CorruptionKind,
  type IdentityText,
} from './corruption-kinds.ts';
import type { Chance } from './names.ts';

/** How often each kind of error occurs, as shares of all errors. */
export type CorruptionMix = { readonly [id in CorruptionId]?: number };

/** A school's own clerks: numbers most of all, then dates and names. Plausible, not measured. */
export const USUAL_MIX: CorruptionMix = {
  number_missing: 14,
  number_digit: 10,
  number_swapped: 5,
  number_changed: 6,
  number_of_neighbour: 2,
  number_shortened: 3,
  name_homophone: 9,
  name_near_homophone: 2,
  name_variant: 5,
  name_rare_sign: 2,
  name_wrong_sign: 3,
  name_swapped: 2,
  name_dropped_sign: 2,
  name_spaces: 6,
  date_day_month: 4,
  date_swapped_digits: 3,
  date_digit: 5,
  date_missing: 2,
  date_written: 4,
  sex_wrong: 4,
  sex_missing: 1,
  columns_name_date: 1,
  columns_number_name: 1,
  columns_shifted: 1,
  full_width: 2,
  class_wrong: 1,
};

/** Every kind as likely as any other: the engine must not live by the usual mix. */
export const EVEN_MIX: CorruptionMix = Object.fromEntries(CORRUPTION_KINDS.map(({ id }) => [id, 1]));

/** Numbers lost wholesale (a district that filled the column later) and names retyped by ear. */
export const HARSH_MIX: CorruptionMix = {
  number_missing: 40,
  number_of_neighbour: 5,
  name_homophone: 10,
  name_wrong_sign: 10,
  name_dropped_sign: 10,
  date_digit: 10,
  date_missing: 5,
  columns_shifted: 5,
  sex_wrong: 5,
};

export interface Corrupted {
  readonly row: IdentityText;
  /** What was done to it; empty for a row without an error. */
  readonly kinds: readonly CorruptionId[];
}

/**
 * Makes errors: each row has one with probability `rate`, of those some a second one (with `rate` again, and so on
 * up to three).
 */
export function corrupter(options: {
  readonly rate: number;
  readonly mix?: CorruptionMix;
  readonly chance: Chance;
}) {
  const { rate, mix = USUAL_MIX, chance } = options;
  const kinds = CORRUPTION_KINDS.map((kind) => ({ kind, weight: mix[kind.id] ?? 0 }));
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
  const draw = (): (typeof CORRUPTION_KINDS)[number] => {
    let at = chance() * total;
    for (const { kind, weight } of kinds) {
      at -= weight;
      if (at < 0) return kind;
    }
    return CORRUPTION_KINDS[0];
  };
  return (row: IdentityText, neighbour: IdentityText): Corrupted => {
    let now = row;
    const done: CorruptionId[] = [];
    for (let n = 0; n < 3 && chance() < rate; n += 1) {
      // Not every error can happen to every row: another is drawn then.
      for (let tries = 0; tries < 8; tries += 1) {
        const { id, apply }: CorruptionKind & { readonly id: CorruptionId } = draw();
        const next = apply(now, chance, neighbour);
        if (next === null) continue;
        now = next;
        done.push(id);
        break;
      }
    }
    return { row: now, kinds: done };
  };
}
