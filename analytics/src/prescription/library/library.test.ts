import { BmiLevel, ScoredItemKey } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../standard/index.ts';
import { DRILLS, drillOf } from '../index.ts';
import { allowedDrills } from '../plan/pick.ts';
import { STRENGTH } from './dose-rules.ts';
import { brokenBy, WRONG_CHANGES } from './laws.fixture.ts';
import { COOL_DOWNS, isWork, WARM_UPS } from './library.ts';

const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;

describe.each(DRILLS.map((drill) => [drill.id, drill] as const))('the drill %s', (_, drill) => {
  it('keeps every law', () => {
    expect(brokenBy(drill)).toEqual([]);
  });

  it('breaks one as soon as its data are changed wrongly', () => {
    for (const [what, change, law] of WRONG_CHANGES) expect(brokenBy(change(drill)), what).toContain(law);
    const unwatched = brokenBy({ ...drill, supervision: 'self' });
    expect(unwatched).toEqual(
      STRENGTH.has(drill.component) ? ['is watched by an adult where it is strength'] : [],
    );
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
              allowed.filter((drill) => isWork(drill) && drill.items.includes(item)).length,
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
