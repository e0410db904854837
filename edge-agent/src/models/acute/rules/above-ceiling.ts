import { HR_ABOVE_CEILING } from '../../../rules/hr-above-ceiling.ts';
import type { AcuteRule } from '../rule.ts';

/** The first rule of the house, judged sample by sample; the table names it beside the others. */
export const aboveCeiling: AcuteRule = {
  ...HR_ABOVE_CEILING,
  name: { zh: '心率持续超过上限', en: 'Heart rate stays above the ceiling' },
  instruction: {
    zh: '让学生停下慢走，看脸色和呼吸；两分钟内不降就请校医。',
    en: 'Let the pupil stop and walk; look at face and breathing; no fall within two minutes: call the nurse.',
  },
  severity: 'warning; critical from the maximum (measured, else 208 - 0.7 x age) on',
  condition:
    'each believed rate is above the ceiling of the roster for so long; the school server makes the ceiling for age and measured maximum, a lower one of the nurse enters there',
  needs: 'rates; abstains while a rate is doubted or looks like the step rate',
  clears: 'the rate stays below the ceiling by the margin (`rules.hrAboveCeiling`)',
  numbers: {
    ceilingShare: {
      value: 95,
      unit: '% of maximum',
      what: 'default ceiling',
      source: 'own choice; maximum: 208 - 0.7 x age (prescription.md, heart-rate zones)',
      support: 'low',
    },
    sustained: {
      value: 30,
      unit: 's',
      what: 'above without a break (`sustainedSeconds`)',
      source: 'own choice',
      support: 'low',
    },
  },
  clearSeconds: 10,
  judge: null,
};
