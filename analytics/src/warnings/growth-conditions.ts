import type { FitnessTest, ScreeningFact, WarningCondition, WarningEvidence } from '@tizhi/contracts';
import { bodyMassIndex } from '../standard/index.ts';
import { type Case, type EvidenceFor, measuredPoints, oneDecimal } from './evidence.ts';

/** Conditions on the body: screening facts, height and body-mass index over time. */

type ScreenedAs = Extract<WarningCondition, { kind: 'screening' }>['result'];
const RESULT_NAMES: Readonly<Record<ScreenedAs, WarningEvidence['text']>> = {
  overweight: { zh: '超重', en: 'overweight' },
  obese: { zh: '肥胖', en: 'obese' },
  mild_wasting: { zh: '轻度消瘦', en: 'mild wasting' },
  moderate_severe_wasting: { zh: '中重度消瘦', en: 'moderate or severe wasting' },
  stunted: { zh: '生长迟缓', en: 'stunted' },
  elevated: { zh: '血压偏高', en: 'elevated blood pressure' },
};

export const screening: EvidenceFor<'screening'> = ({ result, twice }, about) => {
  const { tests, screening: facts } = about.trajectory;
  const at = (year: number | undefined): ScreeningFact | undefined =>
    facts.find((fact) => fact.schoolYear === year && fact.result === result);
  const fact = at(tests.at(-1)?.schoolYear);
  if (fact === undefined || (twice && at(tests.at(-2)?.schoolYear) === undefined)) return null;
  const name = RESULT_NAMES[result];
  const times = twice ? { zh: '连续两次', en: ', twice in a row' } : { zh: '', en: '' };
  return {
    ...screenedSeries(fact, about),
    unit: fact.unit,
    line: fact.threshold,
    text: {
      zh: `${times.zh}筛查为${name.zh}：${fact.value} ${fact.unit}，界值 ${fact.threshold}（${fact.standard}）。`,
      en: `Screened as ${name.en}${times.en}: ${fact.value} ${fact.unit}, limit ${fact.threshold} (${fact.standard}).`,
    },
  };
};

function screenedSeries(
  { kind, standard }: ScreeningFact,
  about: Case,
): Pick<WarningEvidence, 'measure' | 'points'> {
  const { tests } = about.history;
  switch (kind) {
    case 'overweight_obesity':
    case 'wasting':
      return { measure: 'bmi', points: indexPoints(about) };
    case 'stunting':
      return { measure: 'height', points: heightPoints(about) };
    case 'blood_pressure': {
      const part = standard.includes('diastolic') ? 'diastolic' : 'systolic';
      return {
        measure: 'blood_pressure',
        points: measuredPoints(about, (_, n) => tests[n]?.bloodPressure?.[part] ?? null),
      };
    }
    default:
      return kind satisfies never;
  }
}

export const slowGrowth: EvidenceFor<'slow_growth'> = ({ cmPerYearBelow, untilMonths }, about) => {
  const after = about.history.tests.at(-1);
  const before = about.history.tests.at(-2);
  if (after?.values.height === undefined || before?.values.height === undefined) return null;
  if (after.ageMonths === null || after.ageMonths >= untilMonths[after.sex]) return null;
  const perYear = (after.values.height - before.values.height) / yearsBetween(before, after);
  if (perYear >= cmPerYearBelow) return null;
  const [from, to, speed] = [before.values.height, after.values.height, oneDecimal(perYear)];
  return {
    measure: 'height',
    unit: 'cm',
    points: heightPoints(about),
    line: null,
    text: {
      zh: `身高从 ${from} cm 到 ${to} cm，每年增长 ${speed} cm，低于 ${cmPerYearBelow} cm。`,
      en: `Height went from ${from} to ${to} cm: ${speed} cm a year, below ${cmPerYearBelow} cm.`,
    },
  };
};

export const bmiRise: EvidenceFor<'bmi_rise'> = ({ perYearAtLeast }, about) => {
  const after = about.history.tests.at(-1);
  const before = about.history.tests.at(-2);
  const rise = after === undefined || before === undefined ? null : bmiPerYear(before, after);
  if (rise === null || rise.perYear < perYearAtLeast) return null;
  const { from, to, perYear } = rise;
  return {
    measure: 'bmi',
    unit: 'kg/m2',
    points: indexPoints(about),
    line: null,
    text: {
      zh: `体重指数从 ${from} 升到 ${to}，每年上升 ${oneDecimal(perYear)} kg/m²。`,
      en: `The body-mass index rose from ${from} to ${to}: ${oneDecimal(perYear)} kg/m² a year.`,
    },
  };
};

/** How the body-mass index moved between two tests, kg/m² a year; `null`: not measured at one of them. */
export function bmiPerYear(
  before: FitnessTest,
  after: FitnessTest,
): { readonly from: number; readonly to: number; readonly perYear: number } | null {
  const to = indexOf(after);
  const from = indexOf(before);
  return to === null || from === null
    ? null
    : { from, to, perYear: (to - from) / yearsBetween(before, after) };
}

const heightPoints = (about: Case) =>
  measuredPoints(about, (_, n) => about.history.tests[n]?.values.height ?? null);

const indexPoints = (about: Case) =>
  measuredPoints(about, (_, n) => {
    const test = about.history.tests[n];
    return test === undefined ? null : indexOf(test);
  });

function indexOf({ values: { height, weight } }: FitnessTest): number | null {
  return height === undefined || weight === undefined ? null : bodyMassIndex(height, weight);
}

/** By the ages where both are known, else by the school years; never less than half a year. */
function yearsBetween(before: FitnessTest, after: FitnessTest): number {
  const years =
    before.ageMonths === null || after.ageMonths === null
      ? after.schoolYear - before.schoolYear
      : (after.ageMonths - before.ageMonths) / 12;
  return Math.max(0.5, years);
}
