import { type CitySummary, WARNING_RULES } from '@tizhi/analytics';
import type { CityRun } from '../city/run-city.ts';

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const percent = (value: number): string => `${value.toFixed(1)} %`;

/** Where a run stands, on standard error. */
export const progressLine = (at: {
  readonly pupils: number;
  readonly of: number;
  readonly seconds: number;
}): string =>
  `${whole(at.pupils)} / ${whole(at.of)} 名学生 pupils, ${whole(at.pupils / at.seconds)}/s, ${at.seconds.toFixed(0)} s`;

/** A run for people, in both languages. */
export function cityLines(run: CityRun): string[] {
  return [
    `合成城市，人物均为虚构 A synthetic city; nobody in it lives (seed ${run.city.seed})`,
    `${whole(run.pupils)} 名学生 pupils, ${whole(run.tests)} 次测试 tests, ${run.seconds.toFixed(1)} s, ${whole(run.pupilsPerSecond)} 名学生/秒 pupils/s, ${run.workers} 线程 workers`,
    `生成 generation ${run.generationSeconds.toFixed(1)} s, 分析 analysis ${run.analysisSeconds.toFixed(1)} s (各线程相加 added over workers); 内存峰值 memory at most ${whole(run.memoryMb)} MB`,
    '',
    '总分等级 Levels of the annual total',
    ...Object.entries(run.levels).map(([group, shares]) => shareLine(groupName(group), shares, LEVELS)),
    '',
    '生长与血压筛查 Growth and blood pressure screening',
    ...Object.entries(run.screening).map(([group, shares]) => shareLine(groupName(group), shares, RESULTS)),
    '',
    '预警 Warnings (占全部测试 of all tests)',
    ...Object.entries(run.findings).map(([rule, { count, percent: share }]) => {
      const { zh, en } = WARNING_RULES.find(({ id }) => id === rule)?.title ?? { zh: rule, en: rule };
      return `  ${rule}: ${whole(count)} (${percent(share)}) ${zh} ${en}`;
    }),
    '',
    '预测 Forecasts of grade 8: 90 % 区间命中 truth inside the 90 % interval',
    ...forecastLines(run.forecasts),
  ];
}

const GROUPS: Readonly<Record<string, string>> = {
  male: '男 boys',
  female: '女 girls',
  overweight_obesity: '超重肥胖 overweight and obesity',
  wasting: '消瘦 wasting',
  stunting: '生长迟缓 stunting',
  blood_pressure: '血压 blood pressure',
};
const LEVELS: Readonly<Record<string, string>> = {
  excellent: '优秀 excellent',
  good: '良好 good',
  pass: '及格 pass',
  fail: '不及格 fail',
  incomplete: '缺项 incomplete',
};
const RESULTS: Readonly<Record<string, string>> = {
  within: '范围内 within',
  overweight: '超重 overweight',
  obese: '肥胖 obese',
  mild_wasting: '轻度 mild',
  moderate_severe_wasting: '中重度 moderate or severe',
  stunted: '生长迟缓 stunted',
  elevated: '偏高 elevated',
  unknown: '未知 unknown',
};

function groupName(group: string): string {
  const [grade, of = ''] = group.split(' ');
  return `${grade} 年级 grade, ${GROUPS[of] ?? of}`;
}

function shareLine(
  name: string,
  shares: CitySummary['findings'],
  words: Readonly<Record<string, string>>,
): string {
  const ordered = Object.keys(words).filter((key) => shares[key] !== undefined);
  return `  ${name}: ${ordered.map((key) => `${words[key]} ${percent(shares[key]?.percent ?? 0)}`).join(', ')}`;
}

const forecastLines = (forecasts: CitySummary['forecasts']): string[] =>
  Object.entries(forecasts).map(
    ([what, { made, heldPercent }]) => `  ${what}: ${percent(heldPercent)} (${whole(made)})`,
  );
