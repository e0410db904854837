import type { Because, EvidenceStrength } from '@tizhi/contracts';

/** A reason in both languages, what it rests on and how firmly. */
export const because = (
  text: readonly [zh: string, en: string],
  [source, strength]: readonly [source: string, strength: EvidenceStrength],
): Because => ({ text: { zh: text[0], en: text[1] }, source, strength });

/** What lines of a plan rest on; memory and convention are `low`, as in the shared standard notes. */
export const RESTS_ON = {
  who: ['WHO guidelines on physical activity 2020, 5-17 years', 'high'],
  nsca: ['NSCA position on youth resistance training 2009', 'moderate'],
  /** What the shared notes state of strength sessions from memory. */
  strengthFromMemory: [
    'NSCA and ACSM texts from memory (prescription.md, FITT-VP); the watching adult: NSCA 2009',
    'low',
  ],
  standard: ['CN-NSPFS-2014, score tables and item shares', 'high'],
  order: ['Points within reach, by the training yield table of this project', 'low'],
  maxBpm: ['208 - 0.7 x age (2023 meta-analysis in youth; spread 10-12 bpm)', 'moderate'],
  zones: ['Shares of the maximum: convention of training practice', 'low'],
  rpe: ['OMNI scale as practical for children, study card of an ACSM text', 'low'],
  progression: ['Volume first, at most +10 %: from memory (prescription.md, FITT-VP)', 'low'],
  testItems: ['Drill families per test item, one project text library', 'low'],
  flexibility: ['Flexibility at the end of each session, study card of an ACSM text', 'low'],
  own: ['Convention of this project', 'low'],
  aha: ['AHA 14-element pre-participation screening', 'moderate'],
  safety: ['Conditions with which nobody exercises (prescription.md, Safety; one source)', 'low'],
  fever: ['Fever line at the school gate, 37.3 C (prescription.md, Safety)', 'low'],
} as const satisfies Record<string, readonly [string, EvidenceStrength]>;
