import {
  GRADES,
  type Grade,
  ITEMS,
  type ItemKey,
  type ScoredItemKey,
  SEXES,
  type Sex,
  type WhatIf,
} from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betterResults,
  isLowerBetter,
  itemsOf,
  type PupilValues,
  scorePupil,
  stepsPerUnit,
} from '../index.ts';
import { termsFor } from './training-yield.ts';
import { MAX_WAYS, whatIf } from './what-if.ts';

interface Pupil {
  readonly grade: Grade;
  readonly sex: Sex;
  readonly values: PupilValues;
}
type Trainable = Exclude<ScoredItemKey, 'bmi'>;

const trainable = ({ grade, sex }: Pick<Pupil, 'grade' | 'sex'>): Trainable[] =>
  itemsOf(grade, sex).flatMap(({ item }) => (item === 'bmi' ? [] : [item]));

const step = (item: ItemKey) => (isLowerBetter(item) ? -1 : 1) / stepsPerUnit(item);
const settle = (item: ItemKey, value: number) => Math.round(value * stepsPerUnit(item)) / stepsPerUnit(item);
const worst = (item: ItemKey) => (isLowerBetter(item) ? ITEMS[item].max : ITEMS[item].min);

/** Values on and around the printed rows, so that totals of all levels come about. */
const anyPupil: fc.Arbitrary<Pupil> = fc
  .record({
    grade: fc.constantFrom(...GRADES),
    sex: fc.constantFrom(...SEXES),
    height: fc.integer({ min: 1200, max: 1900 }),
    weight: fc.integer({ min: 250, max: 900 }),
    rows: fc.array(fc.tuple(fc.nat({ max: 999 }), fc.integer({ min: -2, max: 2 })), {
      minLength: 9,
      maxLength: 9,
    }),
    strength: fc.integer({ min: 0, max: 700 }),
  })
  .map(({ grade, sex, height, weight, rows, strength }) => {
    const measured = trainable({ grade, sex }).map((item, index) => {
      const all = betterResults({ item, grade, sex, value: worst(item) });
      const [row, off] = rows[index] ?? [0, 0];
      const place = Math.floor(((strength + (row * 300) / 1000) / 1000) * all.length);
      const value = (all[place]?.value ?? worst(item)) + off * step(item);
      return [item, settle(item, Math.min(ITEMS[item].max, Math.max(ITEMS[item].min, value)))];
    });
    return {
      grade,
      sex,
      values: { height: height / 10, weight: weight / 10, ...Object.fromEntries(measured) },
    };
  });

const levelWith = ({ grade, sex, values }: Pupil, changes: PupilValues) =>
  scorePupil({ grade, sex, values: { ...values, ...changes } }).level;

const changesOf = (way: WhatIf['ways'][number]): PupilValues =>
  Object.fromEntries(way.improvements.map(({ item, to }) => [item, to]));

/** Every stored value of an item that is better than the present one. */
function valuesAbove(item: Trainable, from: number): number[] {
  const values: number[] = [];
  const { min, max } = ITEMS[item];
  for (let value = settle(item, from + step(item)); value >= min && value <= max; ) {
    values.push(value);
    value = settle(item, value + step(item));
  }
  return values;
}

describe('what would reach the next level', () => {
  it('for a boy of grade 3 with 83.75 points and 120 skips: 16 skips more', () => {
    const values = {
      height: 135,
      weight: 30,
      vital_capacity: 1900,
      run_50m: 9.6,
      sit_and_reach: 5.8,
      rope_skip_1min: 120,
      sit_up_1min: 37,
    };
    // 120 is 90 points; 126 is 100 (+2.00), each 2 more is 1 point: 136 gives +7.00, 90.75.
    const found = whatIf({ grade: '3', sex: 'male', values });
    expect(found).toMatchObject({ level: 'excellent', missing: 6.2 });
    expect(found?.ways.map(({ improvements }) => improvements)).toContainEqual([
      {
        item: 'rope_skip_1min',
        from: 120,
        to: 136,
        change: '16',
        goal: '136',
        points: 7,
        terms: 1.33,
      },
    ]);
  });

  it('is nothing for an excellent pupil, and for one without a total', () => {
    fc.assert(
      fc.property(anyPupil, (pupil) => {
        const { level } = scorePupil(pupil);
        const { run_50m: _run, ...incomplete } = pupil.values;
        expect(whatIf({ ...pupil, values: incomplete })).toBeNull();
        expect(whatIf(pupil) === null).toBe(level === 'excellent');
      }),
    );
  });

  it('reaches that level by the scoring function, and with one stored step less of anything it does not', () => {
    let ways = 0;
    fc.assert(
      fc.property(anyPupil, (pupil) => {
        const found = whatIf(pupil);
        for (const way of found?.ways ?? []) {
          ways += 1;
          const changes = changesOf(way);
          expect(levelWith(pupil, changes)).toBe(found?.level);
          for (const { item, to } of way.improvements) {
            if (item === 'bmi') throw new Error('a change of weight was proposed');
            const less = { ...changes, [item]: settle(item, to - step(item)) };
            expect(levelWith(pupil, less)).not.toBe(found?.level);
          }
        }
      }),
      { numRuns: 600 },
    );
    expect(ways).toBeGreaterThan(300);
  });

  it('knows every single item that would do alone, by trying every stored value', () => {
    fc.assert(
      fc.property(anyPupil, (pupil) => {
        const found = whatIf(pupil);
        if (found === null || found.ways.length >= MAX_WAYS) return;
        for (const item of trainable(pupil)) {
          const from = pupil.values[item] ?? 0;
          const first = valuesAbove(item, from).find(
            (value) => levelWith(pupil, { [item]: value }) === found.level,
          );
          const way = found.ways.find(
            ({ improvements }) => improvements.length === 1 && improvements[0]?.item === item,
          );
          expect(way?.improvements[0]?.to).toBe(first);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('lets no pair of stored values be cheaper than the cheapest way, by trying them', () => {
    let tried = 0;
    fc.assert(
      fc.property(anyPupil, (pupil) => {
        const found = whatIf(pupil);
        if (found === null) return;
        const cheapest = found.ways[0]?.terms ?? Number.POSITIVE_INFINITY;
        for (const [one, two] of [
          ['run_50m', 'sit_and_reach'],
          ['run_50m', 'standing_long_jump'],
        ] as const) {
          if (!trainable(pupil).includes(two)) continue;
          const cost = (item: Trainable, to: number) => termsFor(item, pupil.values[item] ?? 0, to);
          for (const a of valuesAbove(one, pupil.values[one] ?? 0)) {
            if (cost(one, a) > cheapest) break;
            for (const b of valuesAbove(two, pupil.values[two] ?? 0)) {
              if (cost(one, a) + cost(two, b) > cheapest - 0.01) break;
              tried += 1;
              expect(levelWith(pupil, { [one]: a, [two]: b })).not.toBe(found.level);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
    expect(tried).toBeGreaterThan(30);
  });

  it('comes cheapest first', () => {
    fc.assert(
      fc.property(anyPupil, (pupil) => {
        const terms = whatIf(pupil)?.ways.map((way) => way.terms) ?? [];
        expect(terms).toEqual(terms.toSorted((a, b) => a - b));
      }),
    );
  });
});
