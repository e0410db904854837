import type { BmiLevel, Drill, FitnessComponent, HealthAnswerKey } from '@tizhi/contracts';
import { DRILLS, isWork } from '../library/library.ts';

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
export const allowedDrills = (pupil: PupilForDrills): readonly Drill[] =>
  DRILLS.filter((drill) => isAllowed(drill, pupil));

const isAllowed = (drill: Drill, pupil: PupilForDrills): boolean =>
  drill.grades.from <= pupil.grade &&
  pupil.grade <= drill.grades.to &&
  (pupil.bodyMass === null ? isForEveryBody(drill) : drill.bodyMass.includes(pupil.bodyMass)) &&
  !drill.contraIndications.some((key) => pupil.adapt.includes(key)) &&
  drill.equipment.every((each) => each === 'none' || (pupil.equipment?.includes(each) ?? true));

/**
 * The drill of a component at a turn. Two rows of drills run side by side for a whole grade: those that every
 * body may do, and the rest. At every turn each row has one drill; about half of the pupils, by a hash of the
 * pupil, are sent to the second row, and who may not do its drill stays at the first. So on any day pupils of
 * every body-mass class stand at a station of the first row, and a wall cannot be read backwards.
 */
export function pickDrill(of: {
  readonly pupil: PupilForDrills & { readonly subject: string };
  readonly component: FitnessComponent;
  /** `null`: any item of the component. */
  readonly item: Drill['items'][number] | null;
  readonly turn: number;
  readonly taken: ReadonlySet<string>;
}): Drill | undefined {
  const { pupil, turn } = of;
  const pool = allowedDrills({ ...pupil, bodyMass: 'normal', adapt: [] }).filter(
    (drill) =>
      isWork(drill) &&
      drill.component === of.component &&
      (of.item === null || drill.items.includes(of.item)),
  );
  const forAll = fromTurn(pool.filter(isForEveryBody), turn);
  const others = fromTurn(
    pool.filter((drill) => !isForEveryBody(drill)),
    turn,
  );
  const isSentOn = (hashOf(`${pupil.subject}/${of.component}`) + turn) % 2 === 0;
  const inOrder = isSentOn ? [...others.slice(0, 1), ...forAll, ...others] : [...forAll, ...others];
  return inOrder.find((drill) => isAllowed(drill, pupil) && !of.taken.has(drill.id));
}

const fromTurn = (row: readonly Drill[], turn: number): readonly Drill[] => {
  const at = row.length === 0 ? 0 : turn % row.length;
  return [...row.slice(at), ...row.slice(0, at)];
};

/** FNV-1a, 32 bits: spreads pupils evenly and is the same on every machine. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
