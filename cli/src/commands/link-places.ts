import type { LinkRow } from '@tizhi/contracts';

/** Where each row came from, in the order of the rows. */
export interface LinkPlaces {
  at(row: number): LinkRow;
  /** The keyed hash that a number's id stands for. */
  numberKeyOf(id: number): string;
}
