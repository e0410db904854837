import type { RuleData } from './rule.ts';

const OVERWEIGHT = 'WS/T 586-2018 (screening of overweight and obesity, school age)';
const MALNUTRITION = 'WS/T 456-2014 (screening of malnutrition, school age)';
const PRESSURE = 'WS/T 610-2018 (blood pressure by sex, age and height); one source for the table';
const MEASURE_AGAIN = {
  zh: '安静休息后在不同日再测两次；仍高者建议就医，不自行下诊断。',
  en: 'Measure on two more days after rest; if it stays high refer to a doctor, and make no diagnosis.',
};

/** Growth screening facts are the nurse's; none of them is a diagnosis. */
export const GROWTH_RULES = [
  {
    id: 'obese',
    version: 1,
    title: { zh: '筛查为肥胖', en: 'Screened as obese' },
    condition: { kind: 'screening', result: 'obese', twice: false },
    severity: 'warning',
    sees: ['nurse'],
    nextStep: {
      zh: '单独、私下与家长沟通饮食、睡眠和活动，测血压；不当众谈论体重。',
      en: 'Talk with the parents in private about food, sleep and activity, take the blood pressure; never in public.',
    },
    source: OVERWEIGHT,
    strength: 'high',
    shownAs: 'trend',
  },
  {
    id: 'overweight-twice',
    version: 1,
    title: { zh: '连续两次筛查为超重', en: 'Screened as overweight twice in a row' },
    condition: { kind: 'screening', result: 'overweight', twice: true },
    severity: 'info',
    sees: ['nurse'],
    nextStep: {
      zh: '给家长一份生活方式建议，下次体检再看。',
      en: 'Give the parents advice on habits and look again at the next check-up.',
    },
    source: OVERWEIGHT,
    strength: 'high',
    shownAs: 'trend',
  },
  {
    id: 'wasting-severe',
    version: 1,
    title: { zh: '筛查为中重度消瘦', en: 'Screened as moderate or severe wasting' },
    condition: { kind: 'screening', result: 'moderate_severe_wasting', twice: false },
    severity: 'warning',
    sees: ['nurse'],
    nextStep: {
      zh: '核对身高体重；了解饮食和近期疾病，建议就医评估。',
      en: 'Check height and weight; ask about food and recent illness, and advise an assessment by a doctor.',
    },
    source: MALNUTRITION,
    strength: 'high',
    shownAs: 'alarm',
  },
  {
    id: 'wasting-mild-twice',
    version: 1,
    title: { zh: '连续两次筛查为轻度消瘦', en: 'Screened as mild wasting twice in a row' },
    condition: { kind: 'screening', result: 'mild_wasting', twice: true },
    severity: 'info',
    sees: ['nurse'],
    nextStep: {
      zh: '了解饮食，下次体检再看。',
      en: 'Ask about food and look again at the next check-up.',
    },
    source: MALNUTRITION,
    strength: 'high',
    shownAs: 'trend',
  },
  {
    id: 'stunted',
    version: 1,
    title: { zh: '筛查为生长迟缓', en: 'Screened as stunted' },
    condition: { kind: 'screening', result: 'stunted', twice: false },
    severity: 'warning',
    sees: ['nurse'],
    nextStep: {
      zh: '核对身高和出生日期，建议到生长发育门诊评估。',
      en: 'Check height and birth date, and advise an assessment of growth by a doctor.',
    },
    source: MALNUTRITION,
    strength: 'high',
    shownAs: 'alarm',
  },
  {
    id: 'blood-pressure-once',
    version: 1,
    title: { zh: '一次血压偏高', en: 'Blood pressure elevated once' },
    condition: { kind: 'screening', result: 'elevated', twice: false },
    severity: 'info',
    sees: ['nurse'],
    nextStep: MEASURE_AGAIN,
    source: PRESSURE,
    strength: 'moderate',
    shownAs: 'trend',
  },
  {
    id: 'blood-pressure-twice',
    version: 1,
    title: { zh: '连续两次体检血压偏高', en: 'Blood pressure elevated at two check-ups in a row' },
    condition: { kind: 'screening', result: 'elevated', twice: true },
    severity: 'warning',
    sees: ['nurse'],
    nextStep: MEASURE_AGAIN,
    source: PRESSURE,
    strength: 'moderate',
    shownAs: 'alarm',
  },
  {
    id: 'slow-growth',
    version: 1,
    title: { zh: '身高增长缓慢', en: 'Height grows slowly' },
    condition: { kind: 'slow_growth', cmPerYearBelow: 3, untilMonths: { male: 150, female: 132 } },
    severity: 'info',
    sees: ['nurse'],
    nextStep: {
      zh: '核对两次身高；确实缓慢者建议到生长发育门诊评估。',
      en: 'Check both heights; where growth is slow indeed, advise an assessment of growth by a doctor.',
    },
    source:
      'OURS: below what children before the growth spurt grow in a year (4-6 cm, textbook figure from memory)',
    strength: 'low',
    shownAs: 'trend',
  },
  {
    id: 'bmi-rise',
    version: 1,
    title: { zh: '体重指数上升过快', en: 'Body-mass index rises fast' },
    condition: { kind: 'bmi_rise', perYearAtLeast: 2 },
    severity: 'info',
    sees: ['nurse'],
    nextStep: {
      zh: '私下与家长沟通饮食、睡眠和活动。',
      en: 'Talk with the parents in private about food, sleep and activity.',
    },
    source:
      'OURS: more than twice the 0.8 kg/m² a year by which the WS/T 586-2018 overweight line rises from 9 to 14 years',
    strength: 'low',
    shownAs: 'alarm',
  },
] as const satisfies readonly RuleData[];
