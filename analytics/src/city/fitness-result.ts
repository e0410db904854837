import { ITEMS, type Sex, type TestedGrade } from '@tizhi/contracts';
import type { Chance } from './fitness-chance.ts';
import type { Lifestyle } from './fitness-habits.ts';
import { ABILITIES, type DrawnItem, MAKEUP, MARGINALS } from './fitness-items.ts';
import { type SchoolEffect, yearEffect } from './fitness-schools.ts';
import type { Body } from './growth.ts';

/** What a pupil brings to every item of a test. */
export interface Abilities {
  /** General fitness, standard score. */
  readonly general: number;
  /** Standard scores in the order of `ABILITIES`. */
  readonly abilities: readonly number[];
  /** Factor on the spread of a day: some pupils are the same every day, some never. */
  readonly unsteady: number;
  /** Factor on the effect of a programme. */
  readonly response: number;
}

/** A day on which a pupil does not try: 4 %, felt in the long run and in repetitions. */
const SLACK_SHARE = 0.04;
export const slackOf = (chance: Chance): number =>
  chance.share() < SLACK_SHARE ? 0.5 - 0.8 * Math.log(1 - chance.share()) : 0;
const HEAVY_FROM = 0.2;
/** Weight is lifted and carried: each further standard score costs more than the one before. */
const HEAVY_POWER = 1.25;

/** An item's standard score on the day: everything that makes it, and what the day adds. */
export function scoreOf(
  of: {
    readonly sex: Sex;
    readonly item: DrawnItem;
    readonly body: Body;
    readonly life: Lifestyle;
    readonly effect: SchoolEffect;
    readonly schoolYear: number;
    readonly slack: number;
    readonly pupil: Abilities;
  },
  chance: Chance,
): number {
  const { body, life, effect, pupil } = of;
  const makeup = MAKEUP[of.item];
  const { ability } = makeup;
  const beyond = Math.max(0, body.massScore - HEAVY_FROM) ** HEAVY_POWER;
  const thin = makeup.heavy > 0 ? Math.max(0, -1.2 - body.massScore) * 0.25 : 0;
  const school = effect.general + (effect.strong === ability ? effect.strength : 0);
  const programme = effect.programme === ability ? effect.programmeEffect * pupil.response : 0;
  const tries = ability === 'endurance' || ability === 'strength' || ability === 'skill';
  return (
    makeup.general * pupil.general +
    makeup.own * (pupil.abilities[ABILITIES.indexOf(ability)] ?? 0) +
    makeup.training * life.training +
    makeup.maturity[of.sex] * body.maturity +
    makeup.tall * body.heightScore -
    makeup.heavy * beyond -
    thin -
    makeup.injury * life.injury -
    (tries ? of.slack : 0) +
    school +
    programme +
    yearEffect(of.schoolYear, ability) +
    makeup.noise * pupil.unsteady * chance.heavy()
  );
}

/** A standard score as a stored result: rounded as stored and inside the legal range. */
export function resultOf(of: {
  readonly item: DrawnItem;
  readonly grade: TestedGrade;
  readonly sex: Sex;
  readonly score: number;
}): number {
  const marginal = MARGINALS[of.grade][of.sex][of.item];
  if (marginal === undefined) throw new Error(`no marginal of ${of.item} for ${of.sex} ${of.grade}`);
  const { middle, spread } = marginal;
  const { min, max, decimals, unit } = ITEMS[of.item];
  const raw = unit === 's' ? middle * Math.exp(-spread * of.score) : middle + spread * of.score;
  // A repetition counts when it is whole; a time and a length go to the nearest stored step.
  const stored =
    decimals === 1 ? Math.round(raw * 10) / 10 : unit === 'count' ? Math.floor(raw) : Math.round(raw);
  return Math.min(max, Math.max(min, stored)) + 0;
}
