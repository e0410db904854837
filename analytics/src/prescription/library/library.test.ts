import {
  BmiLevel,
  Drill,
  EvidenceStrength,
  type HealthAnswerKey,
  type Level,
  ScoredItemKey,
} from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../standard/index.ts';
import { BONES, JOINTS } from '../figure/skeleton.ts';
import { DRILLS, drillOf } from '../index.ts';
import { allowedDrills } from '../plan/pick.ts';
import { DOSE_RULES, STRENGTH } from './dose-rules.ts';
import { SOURCES } from './evidence.ts';
import { COOL_DOWNS, WARM_UPS } from './library.ts';

const LEVELS = ['fail', 'pass', 'good', 'excellent'] as const satisfies readonly Level[];
const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;

describe.each(DRILLS.map((drill) => [drill.id, drill] as const))('the drill %s', (_, drill) => {
  it('is a drill by its schema, in both languages', () => {
    expect(Drill.safeParse(drill).error).toBeUndefined();
    for (const text of [drill.name, drill.cue]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('asks more of a higher level, never less', () => {
    const steps = LEVELS.slice(1).map(
      (level, index) => [drill.doses[LEVELS[index] ?? level], drill.doses[level]] as const,
    );
    for (const [lower, higher] of steps) {
      expect(higher.sets * higher.amount).toBeGreaterThanOrEqual(lower.sets * lower.amount);
      expect(higher.restSeconds).toBeLessThanOrEqual(lower.restSeconds);
      expect(higher.per).toBe(lower.per);
    }
    const [fail, excellent] = [drill.doses.fail, drill.doses.excellent];
    expect(excellent.sets * excellent.amount).toBeGreaterThan(fail.sets * fail.amount);
  });

  it('keeps to the sets, amounts and rests of its component', () => {
    const { sets, rest, amount } = DOSE_RULES[drill.component];
    for (const level of LEVELS) {
      const dose = drill.doses[level];
      const range = amount[dose.per];
      expect(range, `${drill.component} in ${dose.per}`).toBeDefined();
      expect(dose.amount).toBeGreaterThanOrEqual(range?.min ?? 0);
      expect(dose.amount).toBeLessThanOrEqual(range?.max ?? 0);
      expect(dose.sets).toBeGreaterThanOrEqual(sets.min);
      expect(dose.sets).toBeLessThanOrEqual(sets.max);
      expect(dose.restSeconds).toBeGreaterThanOrEqual(rest.min);
      expect(dose.restSeconds).toBeLessThanOrEqual(rest.max);
    }
  });

  it('is forbidden where it would hurt', () => {
    const forbids = (key: HealthAnswerKey) => drill.contraIndications.includes(key);
    if (drill.impact !== 'none' || drill.component === 'power')
      expect(forbids('injury_lower_limb')).toBe(true);
    if (
      drill.component === 'upper_pull' ||
      drill.equipment.includes('bar') ||
      drill.equipment.includes('rope')
    )
      expect(forbids('injury_upper_limb')).toBe(true);
    if (drill.component === 'core') expect(forbids('injury_back')).toBe(true);
    const climbs = drill.equipment.includes('bar') && drill.id !== 'band-pulldown';
    const stepsUp = drill.equipment.includes('box') && drill.impact !== 'none';
    if (climbs || stepsUp) expect(forbids('uncontrolled_seizures')).toBe(true);
    const isHardRun = drill.component === 'endurance' && drill.doses.fail.per === 'metres';
    if (isHardRun) expect(forbids('asthma')).toBe(true);
  });

  it('spares a heavy body jumps and landings, and is for nobody alone who is heavy or thin', () => {
    if (drill.impact === 'high') {
      expect(drill.bodyMass).not.toContain('overweight');
      expect(drill.bodyMass).not.toContain('obese');
    }
    expect(drill.bodyMass).toContain('normal');
    expect(new Set(drill.bodyMass).size).toBe(drill.bodyMass.length);
  });

  it('is watched where it is strength, and claims no more than its source', () => {
    if (STRENGTH.has(drill.component)) expect(drill.supervision).toBe('adult');
    const source = Object.values(SOURCES).find(({ reference }) => reference === drill.evidence.reference);
    expect(source).toBeDefined();
    const rank = (strength: EvidenceStrength) => EvidenceStrength.options.indexOf(strength);
    expect(rank(drill.evidence.strength)).toBeGreaterThanOrEqual(rank(source?.strength ?? 'high'));
    expect(drill.grades.from).toBeLessThanOrEqual(drill.grades.to);
  });

  it('is drawn by a body whose bones keep their length, and moves', () => {
    for (const { joints } of drill.figure.frames)
      for (const [from, to, length] of BONES) {
        const [a, b] = [joints[JOINTS.indexOf(from)], joints[JOINTS.indexOf(to)]];
        const drawn = Math.hypot((a?.[0] ?? 0) - (b?.[0] ?? 0), (a?.[1] ?? 0) - (b?.[1] ?? 0));
        expect(Math.abs(drawn - length), `${from}-${to}`).toBeLessThan(0.3);
      }
    const [first, ...others] = drill.figure.frames.map(({ joints }) => JSON.stringify(joints));
    expect(others.some((other) => other !== first)).toBe(true);
  });
});

describe('the library', () => {
  it('has at least 60 drills with ids of their own and no two drawn alike', () => {
    expect(DRILLS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(DRILLS.map(({ id }) => id)).size).toBe(DRILLS.length);
    expect(new Set(DRILLS.map(({ figure }) => JSON.stringify(figure))).size).toBe(DRILLS.length);
    for (const { id } of DRILLS) expect(drillOf(id)?.id).toBe(id);
    expect(drillOf('no-such-drill')).toBeUndefined();
  });

  it('serves every scored item', () => {
    const served = new Set(DRILLS.flatMap(({ items }) => items));
    expect([...served].sort()).toEqual([...ScoredItemKey.options].sort());
  });

  it.each(BmiLevel.options)(
    'has two drills or more for every item of every grade and the class %s',
    (bodyMass) => {
      for (const grade of GRADES)
        for (const sex of ['male', 'female'] as const) {
          const allowed = allowedDrills({ grade: Number(grade), bodyMass, adapt: [], equipment: null });
          for (const { item } of itemsOf(grade, sex))
            expect(
              allowed.filter(({ items }) => items.includes(item)).length,
              `${grade} ${item}`,
            ).toBeGreaterThan(1);
        }
    },
  );

  it('needs no bought equipment for any item', () => {
    for (const bodyMass of BmiLevel.options) {
      const allowed = allowedDrills({ grade: 8, bodyMass, adapt: [], equipment: ['mat', 'wall', 'partner'] });
      const served = new Set(allowed.flatMap(({ items }) => items));
      for (const item of [...itemsOf('8', 'male'), ...itemsOf('8', 'female')])
        expect(served).toContain(item.item);
    }
  });

  it('begins and ends every session without impact, whatever is injured', () => {
    for (const key of ['injury_lower_limb', 'injury_upper_limb', 'injury_back'] as const)
      for (const ids of [WARM_UPS, COOL_DOWNS])
        expect(ids.some((id) => drillOf(id)?.contraIndications.includes(key) === false)).toBe(true);
    for (const id of [...WARM_UPS, ...COOL_DOWNS]) expect(drillOf(id)).toMatchObject({ impact: 'none' });
  });
});
