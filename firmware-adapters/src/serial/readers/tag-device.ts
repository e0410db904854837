import { type Reading, TagReading } from '@tizhi/contracts';
import type { SimulatedValues } from '../../device.ts';
import { readingsOf, type Said, theReading } from '../say.ts';

/** A card, wristband or bar code as a reading; what cannot be printed is no tag. */
export function tagRead(text: string): Said {
  const tag = text.trim();
  return /^[\x20-\x7e]{1,64}$/.test(tag) ? [{ kind: 'tag', tag }] : 'unknown_format';
}

export const tagReading = (tag: string): Reading => TagReading.parse({ kind: 'tag', tag });

/** The one tag that is to be said. */
export const tagOf = (said: SimulatedValues): string => theReading(readingsOf(said), 'tag').tag;
