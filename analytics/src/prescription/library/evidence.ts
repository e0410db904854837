import type { Drill, EvidenceStrength } from '@tizhi/contracts';

/**
 * What drills rest on. A source's own strength is the most that a drill which leans on it may claim: `high` and
 * `moderate` come from published positions and guidelines, what the shared notes mark as memory is `low`.
 */
export interface Source {
  readonly reference: string;
  readonly strength: EvidenceStrength;
}

export const SOURCES = {
  /** Daily 60 minutes, vigorous and strengthening three times a week. */
  who2020: {
    reference: 'WHO guidelines on physical activity 2020, 5-17 years (Bull 2020, PMC7719906)',
    strength: 'high',
  },
  /** Body weight or moderate loads, technique first, an adult beside it. */
  nsca2009: {
    reference:
      'NSCA position on youth resistance training 2009 (Faigenbaum); sets and repetitions from memory',
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
