import { Chance } from './fitness-chance.ts';
import type { Ability } from './fitness-items.ts';
import { ABILITIES } from './fitness-items.ts';

/** What a school does to a test of its pupils, in standard scores. Invented (low strength). */
export interface SchoolEffect {
  /** Standing of the school, all abilities. */
  readonly general: number;
  /** The ability that its teachers are good at, and by how much. */
  readonly strong: Ability;
  readonly strength: number;
  /** A programme in this school year: which ability it trains; `null`: none. */
  readonly programme: Ability | null;
  /** Mean effect of the programme on who takes part. */
  readonly programmeEffect: number;
}

export type SchoolKind = 'primary' | 'middle';
const SCHOOL_ABOUT = { primary: 11, middle: 12 } as const satisfies Record<SchoolKind, number>;
const GENERAL_SPREAD = 0.22;
const WITH_PROGRAMME = 0.35;
const NEEDS_PROGRAMME: readonly Ability[] = ['endurance', 'strength', 'skill', 'speed'];

/** A school in a school year. A programme, once begun, stays: its beginning is a break in the school's series. */
export function schoolEffect(of: {
  readonly seed: number;
  readonly kind: SchoolKind;
  readonly school: number;
  readonly schoolYear: number;
}): SchoolEffect {
  const chance = new Chance({ seed: of.seed, about: SCHOOL_ABOUT[of.kind], index: of.school });
  const general = GENERAL_SPREAD * chance.normal();
  const strong = ABILITIES[chance.below(ABILITIES.length)] ?? 'speed';
  const strength = Math.abs(0.2 * chance.normal());
  const has = chance.share() < WITH_PROGRAMME;
  const trains = NEEDS_PROGRAMME[chance.below(NEEDS_PROGRAMME.length)] ?? 'endurance';
  const programmeEffect = 0.2 + 0.45 * chance.share();
  const since = 2012 + chance.below(16);
  const year = new Chance({
    seed: of.seed,
    about: SCHOOL_ABOUT[of.kind] + 20,
    index: of.school * 64 + (of.schoolYear % 64),
  });
  return {
    general: general + 0.08 * year.normal(),
    strong,
    strength,
    programme: has && of.schoolYear >= since ? trains : null,
    programmeEffect,
  };
}

/** School years in which everybody was at home: weaker endurance, heavier (2020; size invented). */
const CLOSED_SCHOOL_YEAR = 2020;
/** Slow gain of cohorts in standard scores a year around 2020 (direction: national survey 2019; size invented). */
const GAIN_A_YEAR = 0.02;
/** No trend goes on for ever. */
const GAIN_YEARS = 10;

export function yearEffect(schoolYear: number, ability: Ability): number {
  const closed = schoolYear === CLOSED_SCHOOL_YEAR && (ability === 'endurance' || ability === 'strength');
  const years = Math.max(-GAIN_YEARS, Math.min(GAIN_YEARS, schoolYear - CLOSED_SCHOOL_YEAR));
  return GAIN_A_YEAR * years - (closed ? 0.2 : 0);
}
