import type { Drill, EvidenceStrength } from '@tizhi/contracts';

/**
 * What drills rest on. A source's own strength is the most that a drill which leans on it may claim: `moderate`
 * comes from a published guideline; a single site, a text library, and what the shared notes mark as memory, are
 * `low`. No drill is `high`: nobody has shown one drill to be better than another.
 */
export interface Source {
  readonly reference: string;
  readonly strength: EvidenceStrength;
}

export const SOURCES = {
  /** Daily 60 minutes, mostly aerobic. The amount is well supported; no form of it is better than another. */
  who2020: {
    reference: 'One form of the 60 daily minutes of the WHO guidelines 2020 (Bull 2020, PMC7719906)',
    strength: 'moderate',
  },
  /** The families of drills per test item, with sets and rest, of one project's text library. */
  testItems: {
    reference: 'Drill families per test item, one project text library (prescription.md, "Per test item")',
    strength: 'low',
  },
  /** Hard runs at 85-90 % of the maximum with recovery below 120 bpm. */
  intervals: {
    reference: 'Interval example of one coach site (prescription.md, "Heart-rate zones")',
    strength: 'low',
  },
  /** Hangs and negatives for pupils with 0-3 pull-ups. */
  hangs: {
    reference: 'Hangs and negatives of one commercial site (prescription.md, "pull-ups")',
    strength: 'low',
  },
  /** To mild tension, static at the end of a session. */
  stretching: {
    reference: 'ACSM text on flexibility by a study card; durations from memory (prescription.md, FITT-VP)',
    strength: 'low',
  },
} as const satisfies Record<string, Source>;
export type SourceKey = keyof typeof SOURCES;

export const evidence = (key: SourceKey): Drill['evidence'] => ({ ...SOURCES[key] });
