import type { RuleData } from './rule.ts';

/** The annual total as it is. */
export const TOTAL_RULES = [
  {
    id: 'total-fail',
    version: 1,
    title: { zh: '总分不及格', en: 'Annual total below the pass mark' },
    condition: { kind: 'total_below', totalBelow: 60 },
    severity: 'warning',
    sees: ['teacher', 'admin'],
    nextStep: {
      zh: '安排本学年补测，并针对最弱项目制定锻炼处方。',
      en: 'Arrange the make-up test of this school year and plan exercise for the weakest items.',
    },
    source: '2014 national standard: below 60 is 不及格, with one make-up test in the same year',
    strength: 'high',
    shownAs: 'alarm',
  },
  {
    id: 'total-fell',
    version: 1,
    title: { zh: '总分大幅下降', en: 'Annual total fell far' },
    condition: { kind: 'total_fell', pointsAtLeast: 20 },
    severity: 'warning',
    sees: ['teacher', 'nurse'],
    nextStep: {
      zh: '先核对成绩是否录入正确，再与学生谈谈近况、伤病和运动习惯。',
      en: 'Check that the results are entered rightly, then talk with the pupil about health, injuries and habits.',
    },
    source: 'OURS: by judgement, about three times what totals of one pupil differ by chance',
    strength: 'low',
    shownAs: 'alarm',
  },
] as const satisfies readonly RuleData[];
