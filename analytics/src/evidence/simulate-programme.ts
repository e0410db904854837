import type { BeforeAfter } from './adjusted-effect.ts';

/** A generator of numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Standard normal numbers (Box and Muller). */
export const normals = (random: () => number) => (): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export interface SimulatedProgramme {
  readonly seed: number;
  readonly classes: number;
  readonly pupilsPerClass: number;
  /** Points that it gives. */
  readonly effect: number;
  /**
   * `weak_classes`: whole classes, the worse their mean the likelier; `weak_pupils`: in every class the pupils with
   * the worse first results; `lot`: whole classes, at random.
   */
  readonly chosen: 'weak_classes' | 'weak_pupils' | 'lot';
}

/**
 * A process that the model does not know: ability that lasts (standard deviation 8 points), the day's form in each
 * test (6, so the first result regresses to the mean), a class effect that lasts (3) and one that is new in the second
 * test (3), classes of unequal size, and growth of 2 points that everybody has.
 */
export function simulateProgramme(of: SimulatedProgramme): BeforeAfter[] {
  const random = seeded(of.seed);
  const normal = normals(random);
  const classes = Array.from({ length: of.classes }, (_, at) => {
    const lasting = 3 * normal();
    const size = Math.round(of.pupilsPerClass * (0.7 + 0.6 * random()));
    const pupils = Array.from({ length: size }, () => {
      const ability = 75 + lasting + 8 * normal();
      return { girl: random() < 0.5, ability, before: ability + 6 * normal() };
    });
    return { id: `class-${at}`, later: 3 * normal(), pupils };
  });
  const mean = (pupils: readonly { before: number }[]) =>
    pupils.reduce((sum, { before }) => sum + before, 0) / pupils.length;
  // Noise in the choice: no school goes by the numbers alone.
  const order = classes
    .map((own) => ({ own, by: of.chosen === 'lot' ? random() : mean(own.pupils) + 2 * normal() }))
    .sort((a, b) => a.by - b.by);
  const whole = new Set(order.slice(0, of.classes >> 1).map(({ own }) => own));
  return classes.flatMap((own) =>
    own.pupils.map(({ girl, ability, before }) => {
      const treated = of.chosen === 'weak_pupils' ? before + 4 * normal() < 70 : whole.has(own);
      const after = ability + own.later + 2 + (treated ? of.effect : 0) + 6 * normal();
      return { class: own.id, stratum: '4-6', girl, before, after, treated };
    }),
  );
}
