import type { RuleData } from './rule.ts';

const SOURCE =
  'OURS: the forecast of this package (docs/warnings.md); pass mark 60 of the 2014 national standard';

/** What is expected of grade 8. */
export const FORECAST_RULES = [
  {
    id: 'grade8-likely-fail',
    version: 1,
    title: { zh: '八年级总分很可能不及格', en: 'Grade-8 total likely to fail' },
    condition: { kind: 'forecast_fail', chanceAtLeast: 0.6 },
    severity: 'warning',
    sees: ['teacher', 'admin'],
    nextStep: {
      zh: '与学生和家长商定锻炼处方，从最弱的项目开始，学期中复测一次。',
      en: 'Agree on an exercise plan with pupil and parent, weakest item first, and retest in mid-term.',
    },
    source: SOURCE,
    strength: 'low',
    shownAs: 'alarm',
  },
  {
    id: 'grade8-may-fail',
    version: 1,
    title: { zh: '八年级总分可能不及格', en: 'Grade-8 total may fail' },
    condition: { kind: 'forecast_fail', chanceAtLeast: 0.3 },
    severity: 'info',
    sees: ['teacher'],
    nextStep: {
      zh: '在体育课上关注，下次测试后再看。',
      en: 'Keep an eye on it in lessons and look again after the next test.',
    },
    source: SOURCE,
    strength: 'low',
    shownAs: 'trend',
  },
] as const satisfies readonly RuleData[];
