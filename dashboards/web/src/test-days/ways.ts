import type { WhatIf } from '@tizhi/contracts';

/** Ways told to a teacher at once: more are not read on a field. */
const SHOWN = 3;

/** The cheapest ways; those over the body are told only where bodies are shown. */
export const waysShown = (
  { ways }: WhatIf,
  { bodiesShown }: { readonly bodiesShown: boolean },
): WhatIf['ways'] =>
  ways
    .filter(({ improvements }) => bodiesShown || improvements.every(({ item }) => item !== 'bmi'))
    .slice(0, SHOWN);
