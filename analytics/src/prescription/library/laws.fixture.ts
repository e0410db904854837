import { Drill, EvidenceStrength, type HealthAnswerKey, type Level } from '@tizhi/contracts';
import { BONES, JOINTS } from '../figure/skeleton.ts';
import { DOSE_RULES, STRENGTH } from './dose-rules.ts';
import { SOURCES } from './evidence.ts';

const LEVELS = ['fail', 'pass', 'good', 'excellent'] as const satisfies readonly Level[];
const isWithin = (value: number, { min, max }: { min: number; max: number }) => min <= value && value <= max;

/** What every drill must be; each law gives what is wrong with one, or nothing. */
const LAWS: Readonly<Record<string, (drill: Drill) => boolean>> = {
  'is a drill by its schema': (drill) => Drill.safeParse(drill).success,
  'is written in both languages': ({ name, cue }) =>
    [name, cue].every(({ zh, en }) => /\p{Script=Han}/u.test(zh) && en !== '' && !/\p{Script=Han}/u.test(en)),
  'asks more of a higher level, never less': ({ doses }) =>
    LEVELS.slice(1).every((level, index) => {
      const [lower, higher] = [doses[LEVELS[index] ?? level], doses[level]];
      return (
        higher.sets * higher.amount >= lower.sets * lower.amount &&
        higher.restSeconds <= lower.restSeconds &&
        higher.per === lower.per
      );
    }) && doses.excellent.sets * doses.excellent.amount > doses.fail.sets * doses.fail.amount,
  'keeps to the sets, amounts and rests of its component': ({ component, doses }) => {
    const { sets, rest, amount, total } = DOSE_RULES[component];
    return LEVELS.every((level) => {
      const dose = doses[level];
      const range = amount[dose.per];
      return (
        range !== undefined &&
        isWithin(dose.amount, range) &&
        dose.sets * dose.amount <= (total?.[dose.per] ?? Infinity) &&
        isWithin(dose.sets, sets) &&
        isWithin(dose.restSeconds, rest)
      );
    });
  },
  'is forbidden where it would hurt': (drill) => {
    const forbids = (key: HealthAnswerKey) => drill.contraIndications.includes(key);
    const { component, impact, equipment } = drill;
    const loadsLegs = impact !== 'none' || component === 'power';
    const loadsArms =
      component === 'upper_pull' || equipment.some((each) => each === 'bar' || each === 'rope');
    const isHigh =
      (equipment.includes('bar') && drill.id !== 'band-pulldown') ||
      (equipment.includes('box') && impact !== 'none');
    const isHardRun = component === 'endurance' && drill.doses.fail.per === 'metres';
    return (
      (!loadsLegs || forbids('injury_lower_limb')) &&
      (!loadsArms || forbids('injury_upper_limb')) &&
      (component !== 'core' || forbids('injury_back')) &&
      (!isHigh || forbids('uncontrolled_seizures')) &&
      (!isHardRun || forbids('asthma'))
    );
  },
  'spares a heavy body jumps and landings': ({ impact, bodyMass }) =>
    impact !== 'high' || (!bodyMass.includes('overweight') && !bodyMass.includes('obese')),
  'is not for heavy or thin bodies alone': ({ bodyMass }) =>
    bodyMass.includes('normal') && new Set(bodyMass).size === bodyMass.length,
  'is watched by an adult where it is strength': ({ component, supervision }) =>
    !STRENGTH.has(component) || supervision === 'adult',
  'claims no more than its source': ({ evidence }) => {
    const source = Object.values(SOURCES).find(({ reference }) => reference === evidence.reference);
    const rank = (strength: EvidenceStrength) => EvidenceStrength.options.indexOf(strength);
    return source !== undefined && rank(evidence.strength) >= rank(source.strength);
  },
  'has grades that run upwards': ({ grades }) => grades.from <= grades.to,
  'is drawn by bones that keep their length': ({ figure }) =>
    figure.frames.every(({ joints }) =>
      BONES.every(([from, to, length]) => {
        const [a, b] = [joints[JOINTS.indexOf(from)], joints[JOINTS.indexOf(to)]];
        if (a === undefined || b === undefined) return false;
        return Math.abs(Math.hypot(a[0] - b[0], a[1] - b[1]) - length) < 0.3;
      }),
    ),
  moves: ({ figure }) => new Set(figure.frames.map(({ joints }) => JSON.stringify(joints))).size > 1,
};

/** The laws that a drill breaks. */
export const brokenBy = (drill: Drill): string[] =>
  Object.entries(LAWS).flatMap(([law, holds]) => (holds(drill) ? [] : [law]));

const withDoses = (drill: Drill, change: (level: Level) => Partial<Drill['doses'][Level]>): Drill => ({
  ...drill,
  doses: Object.fromEntries(
    LEVELS.map((level) => [level, { ...drill.doses[level], ...change(level) }]),
  ) as Drill['doses'],
});

/** Wrong changes that a hand could make to any drill, with the law that must notice. */
export const WRONG_CHANGES: readonly (readonly [
  what: string,
  change: (drill: Drill) => Drill,
  law: keyof typeof LAWS,
])[] = [
  [
    'no English name',
    (drill) => ({ ...drill, name: { ...drill.name, en: drill.name.zh } }),
    'is written in both languages',
  ],
  ['an id of capitals', (drill) => ({ ...drill, id: 'Bad Id' as Drill['id'] }), 'is a drill by its schema'],
  [
    'the doses upside down',
    (drill) => ({
      ...drill,
      doses: {
        fail: drill.doses.excellent,
        pass: drill.doses.good,
        good: drill.doses.pass,
        excellent: drill.doses.fail,
      },
    }),
    'asks more of a higher level, never less',
  ],
  [
    'ten times the amount',
    (drill) => withDoses(drill, (level) => ({ amount: drill.doses[level].amount * 10 })),
    'keeps to the sets, amounts and rests of its component',
  ],
  [
    'twelve sets',
    (drill) => withDoses(drill, () => ({ sets: 12 })),
    'keeps to the sets, amounts and rests of its component',
  ],
  [
    'a rest of 200 s',
    (drill) => withDoses(drill, () => ({ restSeconds: 200 })),
    'keeps to the sets, amounts and rests of its component',
  ],
  [
    'impact for a heavy body',
    (drill) => ({ ...drill, impact: 'high', bodyMass: ['normal', 'obese'] }),
    'spares a heavy body jumps and landings',
  ],
  [
    'impact for an injured leg',
    (drill) => ({ ...drill, impact: 'low', contraIndications: [] }),
    'is forbidden where it would hurt',
  ],
  [
    'for heavy bodies alone',
    (drill) => ({ ...drill, bodyMass: ['obese'] }),
    'is not for heavy or thin bodies alone',
  ],
  [
    'more evidence than there is',
    (drill) => ({ ...drill, evidence: { reference: 'a friend said so', strength: 'high' } }),
    'claims no more than its source',
  ],
  [
    'grades that run downwards',
    (drill) => ({ ...drill, grades: { from: 9, to: 3 } }),
    'has grades that run upwards',
  ],
  [
    'a stretched arm',
    (drill) => ({
      ...drill,
      figure: {
        frames: drill.figure.frames.map(({ ms, joints }) => ({
          ms,
          joints: joints.map((joint, index) =>
            JOINTS[index] === 'handL' ? [joint[0], Math.abs(joint[1] - 20)] : joint,
          ),
        })),
      } as Drill['figure'],
    }),
    'is drawn by bones that keep their length',
  ],
  [
    'a figure that stands still',
    (drill) => ({ ...drill, figure: { frames: drill.figure.frames.slice(0, 1) } }),
    'moves',
  ],
];
