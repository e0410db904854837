import {
  BmiLevel,
  type Dose,
  type FitnessTest,
  GRADES,
  type HealthAnswerKey,
  ITEMS,
  type ItemKey,
  Prescription,
  SEXES,
  type SessionDone,
  SubjectId,
} from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scorePupil } from '../standard/index.ts';
import { drillOf, prescribe, sessionOn } from './index.ts';
import { STRENGTH } from './library/dose-rules.ts';
import { COOL_DOWNS, WARM_UPS } from './library/library.ts';
import { minutesCapOf } from './plan/prescribe.ts';
import { answersWith, historyOf } from './prescription.fixture.ts';
import type { Plan } from './wall/session-on.ts';

const value = (item: ItemKey): fc.Arbitrary<number> => {
  const { min, max, decimals } = ITEMS[item];
  return fc
    .integer({ min: min * 10, max: max * 10 })
    .map((tenths) => (decimals === 1 ? tenths / 10 : Math.round(tenths / 10)));
};
const anyTest: fc.Arbitrary<FitnessTest> = fc
  .record({
    grade: fc.constantFrom(...GRADES),
    sex: fc.constantFrom(...SEXES),
    schoolYear: fc.integer({ min: 2020, max: 2030 }),
    ageMonths: fc.option(fc.integer({ min: 70, max: 230 })),
    height: fc.integer({ min: 115, max: 185 }),
    weight: fc.integer({ min: 18, max: 110 }),
    others: fc.record(
      Object.fromEntries(
        (Object.keys(ITEMS) as ItemKey[])
          .filter((item) => item !== 'height' && item !== 'weight')
          .map((item) => [item, value(item)]),
      ) as Record<ItemKey, fc.Arbitrary<number>>,
      { requiredKeys: [] },
    ),
  })
  .map(({ height, weight, others, ...rest }) => ({
    ...rest,
    testedOn: null,
    values: { ...others, height, weight },
    notMeasured: {},
    bloodPressure: null,
    source: 'import',
  }));
const anySession: fc.Arbitrary<SessionDone> = fc.record({
  week: fc.integer({ min: 1, max: 8 }),
  session: fc.integer({ min: 1, max: 3 }),
  on: fc.constant('2026-11-02'),
  done: fc.double({ min: 0, max: 1, noNaN: true }),
  rpe: fc.option(fc.integer({ min: 0, max: 10 })),
});
const anyAdapt = fc.subarray<HealthAnswerKey>([
  'asthma',
  'injury_lower_limb',
  'injury_upper_limb',
  'injury_back',
]);
const anyInput = fc
  .record({
    subject: fc.integer({ min: 1, max: 999 }),
    tests: fc.array(anyTest, { minLength: 1, maxLength: 3 }),
    adapt: anyAdapt,
    sessions: fc.array(anySession, { maxLength: 6 }),
  })
  .map(({ subject, tests, adapt, sessions }) => ({
    test: tests.at(-1) as FitnessTest,
    adapt,
    made: prescribe({
      history: { ...historyOf(...tests), subject: SubjectId.parse(`pupil-${subject}`) },
      answers: answersWith(...adapt),
      sessions,
    }),
  }));

const drillsOf = (plan: Plan) =>
  plan.weeks.flatMap(({ sessions }) => sessions.flatMap(({ drills }) => drills));
const gradeOf = ({ grade }: FitnessTest) => (grade.startsWith('u') ? 12 : Number(grade));

describe('whatever the history, a prescription', () => {
  it('is one that the schema allows, with drills that this pupil may do', () => {
    let plans = 0;
    fc.assert(
      fc.property(anyInput, ({ made, test, adapt }) => {
        expect(Prescription.safeParse(made).error).toBeUndefined();
        if (made.kind !== 'plan') return;
        plans += 1;
        const bodyMass = BmiLevel.parse(scorePupil(test).items.bmi?.level);
        const wrong = drillsOf(made).filter(({ drill: id, dose }) => {
          const drill = drillOf(id);
          return (
            drill === undefined ||
            !drill.bodyMass.includes(bodyMass) ||
            drill.grades.from > gradeOf(test) ||
            drill.grades.to < gradeOf(test) ||
            drill.contraIndications.some((key) => adapt.includes(key)) ||
            (STRENGTH.has(drill.component) && dose.sets > 3)
          );
        });
        expect(wrong).toEqual([]);
        expect(made.focus.map(({ item }) => item)).not.toContain('bmi');
      }),
      { numRuns: 60 },
    );
    expect(plans).toBeGreaterThan(30);
  });

  it('keeps to the minutes of the grade, warms up first and stretches last, no drill twice', () => {
    fc.assert(
      fc.property(anyInput, ({ made, test }) => {
        if (made.kind !== 'plan') return;
        const wrong = made.weeks
          .flatMap(({ sessions }) => sessions)
          .filter(({ minutes, drills }) => {
            const ids = drills.map(({ drill }) => drill);
            return (
              minutes > minutesCapOf(gradeOf(test)) ||
              new Set(ids).size < ids.length ||
              !WARM_UPS.includes(ids[0] ?? '') ||
              !COOL_DOWNS.includes(ids.at(-1) ?? '')
            );
          });
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('never asks a drill for more than 10 % above the time before', () => {
    fc.assert(
      fc.property(anyInput, ({ made }) => {
        if (made.kind !== 'plan') return;
        const last = new Map<string, Dose>();
        const wrong = drillsOf(made).filter(({ drill, dose }) => {
          const before = last.get(drill);
          last.set(drill, dose);
          return (
            before !== undefined &&
            (dose.sets !== before.sets ||
              dose.amount > before.amount * 1.1 + 1e-9 ||
              dose.amount < before.amount ||
              dose.restSeconds * 1.1 < before.restSeconds - 1e-9)
          );
        });
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('has each session on a day of its own, and strength never on two days in a row', () => {
    const day = (offset: number) => new Date(Date.UTC(2026, 10, 2 + offset)).toISOString().slice(0, 10);
    fc.assert(
      fc.property(anyInput, fc.integer({ min: 0, max: 6 }), ({ made: plan }, shift) => {
        if (plan.kind !== 'plan') return;
        const days = Array.from({ length: 63 }, (_, offset) =>
          sessionOn({ plan, startsOn: day(shift), day: day(offset) }),
        );
        expect(days.flatMap((each) => (each === null ? [] : [`${each.week}/${each.session}`]))).toEqual(
          plan.weeks.flatMap(({ week, sessions }) => sessions.map((_, index) => `${week}/${index + 1}`)),
        );
        const isStrength = days.map(
          (each) =>
            each?.drills.some(({ drill }) => STRENGTH.has(drillOf(drill)?.component ?? 'aerobic')) ?? false,
        );
        expect(isStrength.some((strong, index) => strong && isStrength[index + 1])).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it('does not speak of weight', () => {
    const words = /体重|体型|胖|瘦|超重|肥|weight|\bfat\b|obes|\bthin|bmi/i;
    fc.assert(
      fc.property(anyInput, ({ made }) => {
        expect(words.exec(JSON.stringify(made))?.[0]).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });
});
