import type { FieldAgreement } from '@tizhi/contracts';

/** The fields that two rows are compared by, in the order of every array of levels. */
export const LINK_FIELDS = [
  'number',
  'name',
  'birth_date',
  'sex',
  'school',
  'class',
] as const satisfies readonly FieldAgreement['field'][];
export type LinkField = (typeof LINK_FIELDS)[number];

/**
 * How a field of two rows can compare: the index is the level, 0 is always "one of them says nothing", which is
 * no evidence. `prior` is the chance of each further level among rows of one person that estimation starts from
 * and falls back to; it is what a careful clerk's files look like, not a measured figure.
 */
export const LEVELS = {
  number: [
    ['missing', 0],
    ['same', 0.94],
    ['different', 0.06],
  ],
  name: [
    ['missing', 0],
    ['same', 0.96],
    ['variant_character', 0.006],
    ['homophone', 0.008],
    ['swapped_order', 0.004],
    ['near_homophone', 0.003],
    ['one_character', 0.006],
    ['dropped_character', 0.005],
    ['given_name', 0.003],
    ['surname', 0.003],
    ['different', 0.002],
  ],
  birth_date: [
    ['missing', 0],
    ['same', 0.97],
    ['day_and_month_swapped', 0.005],
    ['neighbouring_digits_swapped', 0.005],
    ['one_digit', 0.01],
    ['same_month', 0.003],
    ['same_day_of_year', 0.003],
    ['different', 0.004],
  ],
  sex: [
    ['missing', 0],
    ['same', 0.993],
    ['different', 0.007],
  ],
  school: [
    ['missing', 0],
    ['same', 0.5],
    ['different', 0.5],
  ],
  class: [
    ['not_comparable', 0],
    ['same', 0.85],
    ['different', 0.15],
  ],
} as const satisfies Record<LinkField, readonly (readonly [string, number])[]>;

export const NAME = {
  missing: 0,
  same: 1,
  variant: 2,
  homophone: 3,
  swapped: 4,
  nearHomophone: 5,
  oneCharacter: 6,
  dropped: 7,
  given: 8,
  surname: 9,
  different: 10,
} as const;

export const DATE = {
  missing: 0,
  same: 1,
  dayMonth: 2,
  neighbours: 3,
  oneDigit: 4,
  sameMonth: 5,
  sameDayOfYear: 6,
  different: 7,
} as const;

/** Number, sex, school and class. */
export const PLAIN = { missing: 0, same: 1, different: 2 } as const;

/** The most levels that any field has. */
export const MOST_LEVELS = 11;

export const levelName = (field: LinkField, level: number): string => LEVELS[field][level]?.[0] ?? 'unknown';
