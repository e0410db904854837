import type { AlertBody } from '@tizhi/contracts';
import { seededRandom } from '../../../sources/simulated-class.ts';
import { type Played, play } from './play.ts';
import { onsetOf, type Vignette } from './vignette.ts';

/** How one playing of a vignette ended. */
export interface Outcome {
  readonly vignette: string;
  readonly seed: number;
  /** What was expected came in time; `true` where nothing was expected. */
  readonly raised: boolean;
  /** Seconds from the onset to the alert that was expected; `null`: none, or none expected. */
  readonly delayS: number | null;
  /** Alerts that nothing in the story accounts for. */
  readonly false: readonly AlertBody[];
}

/** 208 - 0.7 x age, as the school server estimates it, unless it was measured. */
export const maxOf = ({ age, max }: Pick<Vignette, 'age' | 'max'>): number =>
  max ?? Math.round(208 - 0.7 * age);

export function judge(vignette: Vignette, seed: number): Outcome {
  const random = seededRandom(seed * 7_919 + hash(vignette.name));
  return outcomeOf(vignette, seed, play([{ ...vignette, maxBpm: maxOf(vignette), random }]));
}

function outcomeOf(vignette: Vignette, seed: number, { alerts }: Played): Outcome {
  const { expect, may } = vignette;
  const raised = alerts.filter(({ body }) => body.state === 'raised');
  const base = { vignette: vignette.name, seed };
  if (expect.is === 'none') {
    const wrong = raised.filter(({ body }) => !may.includes(body.rule.id));
    return { ...base, raised: true, delayS: null, false: wrong.map(({ body }) => body) };
  }
  const onset = onsetOf(vignette) ?? 0;
  const found = raised.find(
    ({ body, second }) =>
      second >= onset - 1 &&
      expect.rules.includes(body.rule.id) &&
      (expect.is === 'notice' || body.severity !== 'info'),
  );
  const delayS = found === undefined ? null : found.second - onset;
  const wrong = raised.filter(
    ({ body, second }) => second < onset || ![...expect.rules, ...may].includes(body.rule.id),
  );
  return {
    ...base,
    raised: delayS !== null && delayS <= expect.within,
    delayS,
    false: wrong.map(({ body }) => body),
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
