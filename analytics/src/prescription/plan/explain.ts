import type { Because, FitnessHistory, HealthAnswerKey } from '@tizhi/contracts';
import { ITEMS } from '@tizhi/contracts';
import { scorePupil } from '../../standard/index.ts';
import type { Adherence } from './adherence.ts';
import { because, RESTS_ON } from './because.ts';
import { COMPONENT_NAMES } from './components.ts';
import type { Aim } from './weeks.ts';

/** How an item of the plan did against the test before; `null`: it was not scored there. */
export function changeSince(
  history: FitnessHistory,
  item: Aim['focus']['item'],
): { year: number; from: number; to: number } | null {
  const [before, now] = history.tests.slice(-2);
  if (before === undefined || now === undefined) return null;
  const from = scorePupil(before).items[item]?.score;
  const to = scorePupil(now).items[item]?.score;
  return from === undefined || to === undefined ? null : { year: before.schoolYear, from, to };
}

/** One line each for frequency, time, type, volume and progression, and for everything the plan adapted to. */
export function explanationOf(of: {
  readonly history: FitnessHistory;
  readonly aims: readonly Aim[];
  readonly adapt: readonly HealthAnswerKey[];
  readonly adherence: Adherence;
  readonly frequency: number;
  readonly minutes: number;
  readonly minutesCap: number;
  readonly weeks: number;
  readonly isMaintenance: boolean;
}): Because[] {
  const names = (language: 'zh' | 'en') =>
    of.aims
      .map(({ focus }) => COMPONENT_NAMES[focus.component][language])
      .join(language === 'zh' ? '、' : ', ');
  return [
    because(
      [
        `频率：每周 ${of.frequency} 次；其余日子也活动满 60 分钟`,
        `Frequency: ${of.frequency} a week; 60 active minutes on the other days too`,
      ],
      RESTS_ON.who,
    ),
    because(
      [
        `时间：每次约 ${of.minutes} 分钟（本年级上限 ${of.minutesCap} 分钟）；天冷时热身延长到 15–20 分钟，高温、严寒、雾霾时改在室内`,
        `Time: about ${of.minutes} minutes (at most ${of.minutesCap} in this grade); in the cold warm up for 15-20; indoors in heat, frost or haze`,
      ],
      RESTS_ON.own,
    ),
    because(
      [
        `类型：${names('zh')}，按能提高的总分、薄弱程度和分值占比选出`,
        `Type: ${names('en')}, chosen by points within reach, weakness and share of the total`,
      ],
      RESTS_ON.order,
    ),
    because(
      [
        '总量：力量练习不连续两天，每个动作最多 3 组，由成人看护',
        'Volume: strength never on two days in a row, at most 3 sets of a drill, watched by an adult',
      ],
      RESTS_ON.strengthFromMemory,
    ),
    of.isMaintenance
      ? because(
          [
            `进阶：${of.weeks} 周保持剂量，已处于良好以上`,
            `Progression: doses stay for ${of.weeks} weeks, all is good or better`,
          ],
          RESTS_ON.own,
        )
      : because(
          [
            `进阶：${of.weeks} 周，先加量后加速，每周每个动作不超过 10%，中途换动作`,
            `Progression: ${of.weeks} weeks, volume before pace, at most 10 % a week per drill, other drills half-way`,
          ],
          RESTS_ON.progression,
        ),
    ...retestLines(of.history, of.aims),
    ...adherenceLines(of.adherence),
    ...adaptLines(of.adapt),
  ];
}

function retestLines(history: FitnessHistory, aims: readonly Aim[]): Because[] {
  return aims.flatMap(({ focus }) => {
    const change = changeSince(history, focus.item);
    if (change === null || focus.item === 'bmi') return [];
    const { year, from, to } = change;
    const { zh, en } = ITEMS[focus.item];
    return [
      to > from
        ? because(
            [
              `${zh}自 ${year} 学年由 ${from} 分升到 ${to} 分：按新水平给剂量`,
              `${en} rose from ${from} to ${to} points since ${year}: doses of the new level`,
            ],
            RESTS_ON.standard,
          )
        : because(
            [
              `${zh}自 ${year} 学年由 ${from} 分到 ${to} 分，没有提高：换用其他动作`,
              `${en} went from ${from} to ${to} points since ${year}, no better: other drills`,
            ],
            RESTS_ON.own,
          ),
    ];
  });
}

function adherenceLines(adherence: Adherence): Because[] {
  if (adherence.kind === 'new') return [];
  const done = `${Math.round(adherence.done * 100)} %`;
  const rpe = adherence.rpe?.toFixed(1) ?? '-';
  const said = [`上次完成 ${done}，自觉用力 ${rpe}`, `So far ${done} done, effort ${rpe} of 10`] as const;
  switch (adherence.kind) {
    case 'low':
      return [
        because(
          [
            `${said[0]}：次数和动作减少，先养成习惯`,
            `${said[1]}: fewer sessions and drills, the habit first`,
          ],
          RESTS_ON.who,
        ),
      ];
    case 'hard':
      return [because([`${said[0]}：剂量降一档`, `${said[1]}: doses one level lower`], RESTS_ON.rpe)];
    case 'easy':
      return [
        because(
          [`${said[0]}：从加量约 10% 处开始`, `${said[1]}: begins about 10 % further on`],
          RESTS_ON.progression,
        ),
      ];
    case 'steady':
      return [because([`${said[0]}：按计划继续`, `${said[1]}: goes on as planned`], RESTS_ON.own)];
    default:
      return adherence satisfies never;
  }
}

const ADAPT_LINES: { readonly [key in HealthAnswerKey]?: readonly [string, string] } = {
  asthma: [
    '有哮喘：备好吸入药，充分热身，不做大强度间歇，冷天和雾霾天不在室外练',
    'Asthma: inhaler at hand, long warm-up, no hard intervals, not outdoors in cold or haze',
  ],
  injury_lower_limb: [
    '下肢有伤痛：不安排需要下肢承重、跑跳的动作',
    'Injury of the leg: no drill that loads, runs or jumps',
  ],
  injury_upper_limb: [
    '上肢有伤痛：不安排悬垂和支撑',
    'Injury of the arm: no drill that hangs or leans on it',
  ],
  injury_back: ['颈背有伤痛：不安排屈体和负重', 'Injury of the back: no drill that bends or loads it'],
};

const adaptLines = (adapt: readonly HealthAnswerKey[]): Because[] =>
  adapt.flatMap((key) => {
    const text = ADAPT_LINES[key];
    return text === undefined ? [] : [because(text, RESTS_ON.own)];
  });
