import type { ProgrammeEffect } from '@tizhi/contracts';
import type { NoEffect } from './adjusted-effect.ts';

/** What stands beside every effect, or in its place. */
export const CAVEATS = {
  selection: {
    zh: '已按本人和班级的首次成绩、性别、年级调整；但班级不是抽签决定的，家长、教师等看不见的差别仍可能造成这一差异。',
    en:
      "Adjusted for the pupil's and the class's first result, sex and grade; but nobody drew lots: what no earlier " +
      'result shows (teachers, parents, will) may still make this difference.',
  },
  few_pupils: {
    zh: '参加或未参加的学生少于10人，不显示。',
    en: 'Fewer than 10 pupils with or without the programme: not shown.',
  },
  few_classes: {
    zh: '参加和未参加的班级各需至少4个：同班学生彼此相似，班级太少就无法区分项目效果与班级差别。',
    en:
      'At least 4 classes with and 4 without the programme are needed: pupils of a class are alike, so few classes ' +
      'cannot tell a programme from a class.',
  },
  nobody_alike: {
    zh: '没有可比的学生：需要同年级、同学年、项目前后都有完整成绩的未参加学生。',
    en:
      'Nobody to compare with: it needs pupils without the programme, of the same grade and school years, with a ' +
      'complete test before and after.',
  },
} as const satisfies Readonly<Record<NoEffect | 'selection', ProgrammeEffect['caveat']>>;
