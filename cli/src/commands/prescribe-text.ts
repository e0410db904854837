import { DRILLS, drillOf, HEALTH_QUESTIONS, LIBRARY_VERSION, type TemplateRow } from '@tizhi/analytics';
import {
  type Dose,
  type FitnessComponent,
  ITEMS,
  type Prescription,
  type ScoredItemKey,
} from '@tizhi/contracts';
import { padded } from './text-width.ts';

/** What a person reads of prescriptions, in Chinese and English. */

const SEX_NAMES = { male: '男 male', female: '女 female' } as const;
const COMPONENT_NAMES: Readonly<Record<FitnessComponent, string>> = {
  speed: '速度 speed',
  flexibility: '柔韧 flexibility',
  coordination: '协调 coordination',
  core: '核心 core',
  upper_pull: '上肢 pulling',
  power: '爆发力 power',
  endurance: '耐力 endurance',
  aerobic: '有氧 aerobic',
};
const PER = { repetitions: '次 reps', seconds: '秒 s', metres: '米 m' } as const;
const REFERRALS = {
  refer: '先请医生检查 A doctor first',
  exclude: '现在不要运动 No exercise now',
  ask: '先请家长回答 Ask a parent first',
} as const;
const REASONS = {
  no_test: '没有测试 no test',
  no_score: '没有可评分的项目 nothing was scored',
} as const;

const itemName = (item: ScoredItemKey): string =>
  item === 'bmi' ? 'BMI' : `${ITEMS[item].zh} ${ITEMS[item].en}`;
const doseText = ({ sets, amount, per, restSeconds }: Dose): string =>
  `${sets} × ${amount} ${PER[per]}, 休息 rest ${restSeconds} s`;

/** A pupil's plan: what it is for, how hard, the first week in full, and why. */
export function prescriptionLines({ row, grade, sex }: TemplateRow, prescription: Prescription): string[] {
  const head = `第 ${row} 行 Row ${row}   ${grade ?? '-'} 年级 grade   ${sex === null ? '-' : SEX_NAMES[sex]}`;
  switch (prescription.kind) {
    case 'none':
      return [head, `    ${REASONS[prescription.reason]}`];
    case 'refer': {
      const { action, answers, because } = prescription;
      const of = answers.length === 0 ? '' : `: ${answers.join(', ')}`;
      const open = HEALTH_QUESTIONS.length === answers.length ? ': 问卷未填 nothing is answered' : of;
      return [head, `    ${REFERRALS[action]}${open}`, `    ${because.text.zh}。${because.text.en}.`];
    }
    case 'plan':
      return [head, ...planLines(prescription)];
    default:
      return prescription satisfies never;
  }
}

function planLines(plan: Extract<Prescription, { kind: 'plan' }>): string[] {
  const { lowBpm, highBpm, rpeLow, rpeHigh, maxBasis } = plan.intensity;
  const basis = maxBasis === 'measured' ? '实测 measured' : '估计 estimated';
  return [
    ...plan.focus.map(
      ({ component, item, score }) =>
        `    重点 Focus: ${COMPONENT_NAMES[component]} (${itemName(item)}, ${score})`,
    ),
    `    每周 ${plan.frequencyPerWeek} 次 a week, ${plan.minutesPerSession} 分钟 min, ${plan.weeks.length} 周 weeks, ` +
      `心率 HR ${lowBpm}-${highBpm} (${basis}), 用力 RPE ${rpeLow}-${rpeHigh}/10`,
    ...(plan.weeks[0]?.sessions ?? []).flatMap(({ drills, minutes }, index) => [
      `    第 1 周第 ${index + 1} 次 Week 1, session ${index + 1} (${minutes} min)`,
      ...drills.map(({ drill, dose }) => {
        const { zh = drill, en = '' } = drillOf(drill)?.name ?? {};
        return `      ${padded(`${zh} ${en}`, 56)}${doseText(dose)}`;
      }),
    ]),
    ...[...plan.explanation, plan.intensity.because].flatMap(({ text, strength }) => [
      `    · ${text.zh}`,
      `      ${text.en} [${strength}]`,
    ]),
  ];
}

const DRILL_COLUMNS = [
  ['动作 Drill', 26],
  ['名称 Name', 54],
  ['能力 Component', 22],
  ['不及格 fail', 34],
  ['优秀 excellent', 34],
  ['冲击 Impact', 12],
  ['证据 Evidence', 0],
] as const;

/** The library of drills as a table. */
export function drillLines(): string[] {
  const line = (fields: readonly string[]): string =>
    fields
      .map((field, index) => padded(field, DRILL_COLUMNS[index]?.[1] ?? 0))
      .join('')
      .trimEnd();
  return [
    line(DRILL_COLUMNS.map(([name]) => name)),
    ...DRILLS.map(({ id, name, component, doses, impact, evidence }) =>
      line([
        id,
        `${name.zh} ${name.en}`,
        COMPONENT_NAMES[component],
        doseText(doses.fail),
        doseText(doses.excellent),
        impact,
        evidence.strength,
      ]),
    ),
    `动作 Drills: ${DRILLS.length}   动作库 Library: ${LIBRARY_VERSION}`,
  ];
}

/** The questions to a parent with their keys. */
export const questionLines = (): string[] =>
  HEALTH_QUESTIONS.flatMap(({ key, text, onYes }) => [
    `${padded(key, 28)}${padded(onYes, 9)}${text.zh}`,
    `${' '.repeat(37)}${text.en}`,
  ]);
