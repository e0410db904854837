import {
  type BmiLevel,
  type Dose,
  type Drill,
  DrillId,
  type HealthAnswerKey,
  type Level,
} from '@tizhi/contracts';
import { evidence, type SourceKey } from './evidence.ts';

/** Sets, amount and rest in seconds. */
type Row = readonly [sets: number, amount: number, rest: number];
type Rows = readonly [fail: Row, pass: Row, good: Row, excellent: Row];

const dosesIn =
  (per: Dose['per']) =>
  (...[fail, pass, good, excellent]: Rows): Record<Level, Dose> => {
    const dose = ([sets, amount, restSeconds]: Row): Dose => ({ sets, amount, per, restSeconds });
    return { fail: dose(fail), pass: dose(pass), good: dose(good), excellent: dose(excellent) };
  };
/** Doses for the levels fail, pass, good and excellent. */
export const reps = dosesIn('repetitions');
export const seconds = dosesIn('seconds');
export const metres = dosesIn('metres');

export const EVERY_BODY = [
  'normal',
  'underweight',
  'overweight',
  'obese',
] as const satisfies readonly BmiLevel[];
/** For jumps and landings: a heavy body bears several times its weight there. */
export const LIGHT_BODIES = ['normal', 'underweight'] as const satisfies readonly BmiLevel[];
/** For long continuous work, which a thin pupil gets less of. */
export const NOT_THIN = ['normal', 'overweight', 'obese'] as const satisfies readonly BmiLevel[];

/** How a drill is written down; what is left out has the commonest value. */
export interface DrillEntry {
  readonly id: string;
  /** Grows with every change of the drill's data. */
  readonly version?: number;
  readonly component: Drill['component'];
  readonly items: readonly Drill['items'][number][];
  readonly name: readonly [zh: string, en: string];
  readonly cue: readonly [zh: string, en: string];
  readonly doses: Drill['doses'];
  readonly equipment?: readonly Drill['equipment'][number][];
  readonly space?: Drill['space'];
  readonly impact?: Drill['impact'];
  readonly contraIndications?: readonly HealthAnswerKey[];
  readonly bodyMass?: readonly BmiLevel[];
  readonly grades?: readonly [from: number, to: number];
  readonly supervision?: Drill['supervision'];
  readonly source: SourceKey;
  readonly figure: Drill['figure'];
}

export function drill(entry: DrillEntry): Drill {
  const [from, to] = entry.grades ?? [1, 12];
  return {
    id: DrillId.parse(entry.id),
    version: entry.version ?? 1,
    name: { zh: entry.name[0], en: entry.name[1] },
    cue: { zh: entry.cue[0], en: entry.cue[1] },
    component: entry.component,
    items: [...entry.items],
    doses: entry.doses,
    equipment: [...(entry.equipment ?? ['none'])],
    space: entry.space ?? 'spot',
    impact: entry.impact ?? 'none',
    contraIndications: [...(entry.contraIndications ?? [])],
    bodyMass: [...(entry.bodyMass ?? EVERY_BODY)],
    grades: { from, to },
    supervision: entry.supervision ?? 'self',
    evidence: evidence(entry.source),
    figure: entry.figure,
  };
}
