import type { Counted, Item } from '../items/exercise.ts';

/** The exercises whose form is judged. */
export const JUDGED = ['push_up', 'squat'] as const satisfies readonly Counted[];
export type JudgedItem = (typeof JUDGED)[number];
export const isJudged = (item: Item): item is JudgedItem => (JUDGED as readonly string[]).includes(item);

/**
 * What can be wrong, how it is measured and where the line is. A measure up to `tolerated` is no fault (0), at `clear`
 * everybody would call it one (1); the model says how much each one weighs.
 */
export interface Fault {
  readonly unit: 'share' | 'degrees';
  readonly tolerated: number;
  readonly clear: number;
  /** What the model assumes before it has seen data: how far one clear fault of this kind lowers the log-odds. */
  readonly prior: number;
  readonly en: string;
  readonly zh: string;
}

/**
 * Hips off the line from shoulders to ankles, as a share of that line. Collinear points stay so from every side, which
 * an angle does not. A bend of a degree at the hip, which is near the middle, moves it by about 0.0044.
 */
const HIPS = { unit: 'share', tolerated: 0.02, clear: 0.085, prior: 5 } as const;

/** Push-ups (俯卧撑): a straight body from head to heels, elbows to a right angle, arms straight at the top. */
const PUSH_UP = {
  hips_sag: {
    ...HIPS,
    en: 'hips sag below the line from shoulders to ankles',
    zh: '塌腰（髋部低于肩踝连线）',
  },
  hips_pike: {
    ...HIPS,
    en: 'hips pike above the line from shoulders to ankles',
    zh: '撅臀（髋部高于肩踝连线）',
  },
  hips_swing: {
    unit: 'share',
    tolerated: 0.05,
    clear: 0.12,
    prior: 1,
    en: 'hips and shoulders do not move as one',
    zh: '肩髋起落不同步',
  },
  knees_bent: {
    unit: 'degrees',
    tolerated: 20,
    clear: 50,
    prior: 1,
    en: 'knees are bent',
    zh: '膝关节弯曲',
  },
  too_shallow: {
    unit: 'share',
    tolerated: 0.5,
    clear: 0.7,
    prior: 2,
    en: 'not low enough: elbows short of a right angle',
    zh: '下降幅度不足（肘关节未屈至直角）',
  },
  arms_not_straight: {
    unit: 'degrees',
    tolerated: 20,
    clear: 50,
    prior: 1,
    en: 'arms are not straight at the top',
    zh: '撑起时手臂未伸直',
  },
  hands_misplaced: {
    unit: 'share',
    tolerated: 0.2,
    clear: 0.5,
    prior: 1,
    en: 'hands are not below the shoulders',
    zh: '双手不在肩部下方',
  },
} as const satisfies Record<string, Fault>;

/**
 * Squats (深蹲): thighs to level, trunk about parallel to the shins, knees over the feet. A thigh is 0.85 of a trunk and
 * the ankle 0.4 of one behind the toes (Winter, Biomechanics and Motor Control of Human Movement): thighs 10 and 20
 * degrees above level keep the hips 0.15 and 0.29 above the knees, and knees that are 0.4 before the ankles pass the toes.
 */
const SQUAT = {
  too_shallow: {
    unit: 'share',
    tolerated: 0.15,
    clear: 0.29,
    prior: 5,
    en: 'not low enough: hips stay high above the knees',
    zh: '下蹲幅度不足（髋部明显高于膝部）',
  },
  leans_forward: {
    unit: 'degrees',
    tolerated: 10,
    clear: 30,
    prior: 5,
    en: 'trunk leans forward more than the shins do',
    zh: '躯干过度前倾（超过小腿倾角）',
  },
  knees_forward: {
    unit: 'share',
    tolerated: 0.4,
    clear: 0.6,
    prior: 5,
    en: 'knees go past the toes, heels likely up',
    zh: '膝关节超过脚尖（可能脚跟离地）',
  },
  knees_in: {
    unit: 'share',
    tolerated: 0.1,
    clear: 0.3,
    prior: 5,
    en: 'knees fall inwards on the way down',
    zh: '膝关节内扣',
  },
} as const satisfies Record<string, Fault>;

export const FAULTS = { push_up: PUSH_UP, squat: SQUAT } as const satisfies Record<
  JudgedItem,
  Record<string, Fault>
>;

/** The faults of an item, in the order in which models keep their weights. */
export const faultsOf = (item: JudgedItem): readonly (Fault & { readonly name: string })[] =>
  Object.entries(FAULTS[item]).map(([name, fault]) => ({ name, ...fault }));

/** How much of a fault a measure is: 0 tolerated, 1 clear, and at most so much where a point was lost far off. */
export const degreeOf = ({ tolerated, clear }: Fault, measure: number): number =>
  Math.max(0, Math.min(MOST, (measure - tolerated) / (clear - tolerated)));
const MOST = 1.5;
