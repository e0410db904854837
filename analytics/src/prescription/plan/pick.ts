import type { BmiLevel, Drill, FitnessComponent, HealthAnswerKey } from '@tizhi/contracts';
import { DRILLS } from '../library/library.ts';

export type Equipment = Drill['equipment'][number];

/** What decides which drills a pupil may be given. */
export interface PupilForDrills {
  /** 1-12. */
  readonly grade: number;
  /** `null`: not measured; then only what everybody may do. */
  readonly bodyMass: BmiLevel | null;
  readonly adapt: readonly HealthAnswerKey[];
  /** What the school has; `null`: everything. */
  readonly equipment: readonly Equipment[] | null;
}

const isForEveryBody = ({ bodyMass }: Drill): boolean => bodyMass.length === 4;

/** The drills of the library that a pupil may do. */
export function allowedDrills(pupil: PupilForDrills): readonly Drill[] {
  return DRILLS.filter(
    (drill) =>
      drill.grades.from <= pupil.grade &&
      pupil.grade <= drill.grades.to &&
      (pupil.bodyMass === null ? isForEveryBody(drill) : drill.bodyMass.includes(pupil.bodyMass)) &&
      !drill.contraIndications.some((key) => pupil.adapt.includes(key)) &&
      drill.equipment.every((each) => each === 'none' || (pupil.equipment?.includes(each) ?? true)),
  );
}

/**
 * The drill of a component at a turn. Two rows of drills run side by side: those that every body may do and
 * the rest. A pupil who may do both changes between them, at turns that depend on the pupil, so that on any day
 * pupils of every class stand at a station of the first row: a wall cannot be read backwards.
 */
export function pickDrill(of: {
  readonly allowed: readonly Drill[];
  readonly component: FitnessComponent;
  readonly item: Drill['items'][number] | null;
  readonly subject: string;
  readonly turn: number;
  readonly taken: ReadonlySet<string>;
}): Drill | undefined {
  const pool = of.allowed.filter(
    ({ id, component, items }) =>
      component === of.component && (of.item === null || items.includes(of.item)) && !of.taken.has(id),
  );
  const forAll = pool.filter(isForEveryBody);
  const others = pool.filter((drill) => !isForEveryBody(drill));
  const row =
    others.length > 0 && (forAll.length === 0 || (hashOf(of.subject) + of.turn) % 2 === 0) ? others : forAll;
  return row[of.turn % Math.max(1, row.length)];
}

/** FNV-1a, 32 bits: spreads pupils evenly and is the same on every machine. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
