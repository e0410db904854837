import type { ScreeningFact, WarningCondition, WarningEvidence } from '@tizhi/contracts';
import { bodyMassIndex } from '../standard/index.ts';
import {
  type Case,
  deviateEvidence,
  heightEvidence,
  indexEvidence,
  itemNames,
  pressureEvidence,
  scoreEvidence,
  totalEvidence,
} from './evidence.ts';

type Of<Kind extends WarningCondition['kind']> = Extract<WarningCondition, { kind: Kind }>;

/** The evidence where the condition holds at the latest test; `null` where it does not or cannot be said. */
export function evidenceFor(condition: WarningCondition, about: Case): WarningEvidence | null {
  switch (condition.kind) {
    case 'forecast_fail':
      return forecastFail(condition, about);
    case 'item_below':
      return itemBelow(condition, about);
    case 'item_fell':
      return itemFell(condition, about);
    case 'total_fell':
      return totalFell(condition, about);
    case 'total_below':
      return totalBelow(condition, about);
    case 'screening':
      return screening(condition, about);
    case 'slow_growth':
      return slowGrowth(condition, about);
    case 'bmi_rise':
      return bmiRise(condition, about);
    default:
      return condition satisfies never;
  }
}

const PASS_MARK = 60;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

function forecastFail({ chanceAtLeast }: Of<'forecast_fail'>, about: Case): WarningEvidence | null {
  const { forecast } = about.trajectory;
  if (forecast?.total == null || forecast.failChance === null || forecast.failChance < chanceAtLeast)
    return null;
  const { value, low, high } = forecast.total;
  const chance = percent(forecast.failChance);
  return totalEvidence(about, PASS_MARK, {
    zh: `预计八年级总分 ${value}（90% 区间 ${low}–${high}），低于 60 分的可能性约 ${chance}。`,
    en: `The grade-8 total is expected at ${value} (90 % interval ${low} to ${high}); the chance that it is below 60 is about ${chance}.`,
  });
}

function itemBelow({ item, scoreBelow }: Of<'item_below'>, about: Case): WarningEvidence | null {
  const standing = about.trajectory.tests.at(-1)?.items.find((one) => one.item === item);
  if (standing?.score == null || standing.score >= scoreBelow) return null;
  const name = itemNames(item);
  return scoreEvidence(about, item, scoreBelow, {
    zh: `${name.zh} ${standing.display}，得 ${standing.score} 分，低于 ${scoreBelow} 分。`,
    en: `${name.en} ${standing.display} scores ${standing.score}, below ${scoreBelow}.`,
  });
}

function itemFell({ item, sdAtLeast }: Of<'item_fell'>, about: Case): WarningEvidence | null {
  const { changes, tests } = about.trajectory;
  const to = tests.at(-1)?.grade;
  const from = tests.at(-2)?.grade;
  let worst: (typeof changes)[number] | undefined;
  for (const change of changes) {
    if (change.toGrade !== to || change.fromGrade !== from || change.direction !== 'worse') continue;
    if ((item !== null && change.item !== item) || change.change.value > -sdAtLeast) continue;
    if (worst === undefined || change.change.value < worst.change.value) worst = change;
  }
  if (worst === undefined) return null;
  const { value, low, high } = worst.change;
  const name = itemNames(worst.item);
  const fell = -value;
  return deviateEvidence(about, worst.item, {
    zh: `${name.zh}从${worst.fromGrade}年级到${worst.toGrade}年级相对同年级同性别下降 ${fell} 个标准差（90% 区间 ${low} 至 ${high}）。`,
    en: `${name.en} fell by ${fell} standard deviations against the group from grade ${worst.fromGrade} to ${worst.toGrade} (90 % interval of the change ${low} to ${high}).`,
  });
}

function totalFell({ pointsAtLeast }: Of<'total_fell'>, about: Case): WarningEvidence | null {
  const after = about.trajectory.tests.at(-1);
  const before = about.trajectory.tests.at(-2);
  if (after?.total == null || before?.total == null) return null;
  const fell = Math.round((before.total - after.total) * 10) / 10;
  if (fell < pointsAtLeast) return null;
  return totalEvidence(about, null, {
    zh: `总分从${before.grade}年级的 ${before.total} 降到${after.grade}年级的 ${after.total}，下降 ${fell} 分。`,
    en: `The total fell by ${fell} points, from ${before.total} in grade ${before.grade} to ${after.total} in grade ${after.grade}.`,
  });
}

function totalBelow({ totalBelow: line }: Of<'total_below'>, about: Case): WarningEvidence | null {
  const total = about.trajectory.tests.at(-1)?.total ?? null;
  if (total === null || total >= line) return null;
  return totalEvidence(about, line, {
    zh: `总分 ${total}，低于 ${line} 分。`,
    en: `The annual total is ${total}, below ${line}.`,
  });
}

const RESULT_NAMES: Readonly<
  Record<Of<'screening'>['result'], { readonly zh: string; readonly en: string }>
> = {
  overweight: { zh: '超重', en: 'overweight' },
  obese: { zh: '肥胖', en: 'obese' },
  mild_wasting: { zh: '轻度消瘦', en: 'mild wasting' },
  moderate_severe_wasting: { zh: '中重度消瘦', en: 'moderate or severe wasting' },
  stunted: { zh: '生长迟缓', en: 'stunted' },
  elevated: { zh: '血压偏高', en: 'elevated blood pressure' },
};

function screening({ result, twice }: Of<'screening'>, about: Case): WarningEvidence | null {
  const { tests, screening: facts } = about.trajectory;
  const at = (year: number | undefined): ScreeningFact | undefined =>
    facts.find((fact) => fact.schoolYear === year && fact.result === result);
  const fact = at(tests.at(-1)?.schoolYear);
  if (fact === undefined || (twice && at(tests.at(-2)?.schoolYear) === undefined)) return null;
  const name = RESULT_NAMES[result];
  const times = twice ? { zh: '连续两次', en: ', twice in a row' } : { zh: '', en: '' };
  const text = {
    zh: `${times.zh}筛查为${name.zh}：${fact.value} ${fact.unit}，界值 ${fact.threshold}（${fact.standard}）。`,
    en: `Screened as ${name.en}${times.en}: ${fact.value} ${fact.unit}, limit ${fact.threshold} (${fact.standard}).`,
  };
  if (fact.kind === 'stunting') return heightEvidence(about, fact.threshold, text);
  if (fact.kind === 'blood_pressure')
    return pressureEvidence(
      about,
      fact.standard.includes('diastolic') ? 'diastolic' : 'systolic',
      fact.threshold,
      text,
    );
  return indexEvidence(about, fact.threshold, text);
}

function slowGrowth({ cmPerYearBelow, untilMonths }: Of<'slow_growth'>, about: Case): WarningEvidence | null {
  const { history } = about;
  const after = history.tests.at(-1);
  const before = history.tests.at(-2);
  if (after?.values.height === undefined || before?.values.height === undefined) return null;
  if (after.ageMonths === null || after.ageMonths >= untilMonths[after.sex]) return null;
  const years = yearsBetween(before, after);
  const perYear = (after.values.height - before.values.height) / years;
  if (perYear >= cmPerYearBelow) return null;
  return heightEvidence(about, null, {
    zh: `身高从 ${before.values.height} cm 到 ${after.values.height} cm，每年增长 ${oneDecimal(perYear)} cm，低于 ${cmPerYearBelow} cm。`,
    en: `Height went from ${before.values.height} to ${after.values.height} cm: ${oneDecimal(perYear)} cm a year, below ${cmPerYearBelow} cm.`,
  });
}

function bmiRise({ perYearAtLeast }: Of<'bmi_rise'>, about: Case): WarningEvidence | null {
  const after = about.history.tests.at(-1);
  const before = about.history.tests.at(-2);
  if (after === undefined || before === undefined) return null;
  const to = indexOf(after.values);
  const from = indexOf(before.values);
  if (to === null || from === null) return null;
  const perYear = (to - from) / yearsBetween(before, after);
  if (perYear < perYearAtLeast) return null;
  return indexEvidence(about, null, {
    zh: `体重指数从 ${from} 升到 ${to}，每年上升 ${oneDecimal(perYear)} kg/m²。`,
    en: `The body-mass index rose from ${from} to ${to}: ${oneDecimal(perYear)} kg/m² a year.`,
  });
}

type Test = Case['history']['tests'][number];

function indexOf({ height, weight }: Test['values']): number | null {
  return height === undefined || weight === undefined ? null : bodyMassIndex(height, weight);
}

/** By the ages where both are known, else by the school years; never less than half a year. */
function yearsBetween(before: Test, after: Test): number {
  const years =
    before.ageMonths === null || after.ageMonths === null
      ? after.schoolYear - before.schoolYear
      : (after.ageMonths - before.ageMonths) / 12;
  return Math.max(0.5, years);
}

const oneDecimal = (value: number): number => Math.round(value * 10) / 10 + 0;
