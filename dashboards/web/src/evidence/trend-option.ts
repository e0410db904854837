import { type CohortTrend, TESTED_GRADES } from '@tizhi/contracts';
import { type EvidenceOption, INK, intervals, SOFT, valueAxis } from './chart-parts.ts';
import type { EvidenceWords } from './use-evidence-words.ts';

const COLOURS = ['#0b6b7a', '#c98a2b', '#6b4fa0', '#3f97c4', '#8a3b5c', '#5b7a2b'] as const;
const DASHES = ['solid', 'dashed', 'dotted'] as const;

/** Cohorts of which at least two grades are told. */
export const trendLines = (trends: readonly CohortTrend[]): readonly CohortTrend[] =>
  trends.filter(({ points }) => points.filter(({ total }) => total !== null).length > 1);

/** Mean totals of each cohort from grade 4 to 8, with intervals. */
export function trendOption(trends: readonly CohortTrend[], { t }: EvidenceWords): EvidenceOption {
  const pointOf = ({ points }: CohortTrend, grade: string) =>
    points.find((point) => point.grade === grade)?.total;
  return {
    aria: { enabled: true },
    grid: { left: 4, right: 16, top: 34, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, type: 'scroll', textStyle: { color: INK, fontSize: 12 } },
    tooltip: { trigger: 'item' },
    xAxis: {
      type: 'category',
      data: TESTED_GRADES.map((grade) => t('evidence.gradeName', { grade })),
      axisLabel: { color: INK, fontSize: 13 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: SOFT } },
    },
    yAxis: { ...valueAxis(''), nameGap: 0 },
    series: trends.flatMap((trend, n) => {
      const colour = COLOURS[n % COLOURS.length] ?? INK;
      return [
        {
          type: 'line' as const,
          name: t('evidence.trends.cohort', { year: trend.cohort }),
          symbolSize: 9,
          lineStyle: { color: colour, width: 3, type: DASHES[n % DASHES.length] ?? 'solid' },
          itemStyle: { color: colour },
          label: {
            show: true,
            position: n % 2 === 0 ? ('right' as const) : ('left' as const),
            formatter: ({ value }: { value?: unknown }) => Number(value).toFixed(1),
            color: INK,
          },
          data: TESTED_GRADES.map((grade) => pointOf(trend, grade)?.value ?? null),
        },
        intervals({
          rows: TESTED_GRADES.flatMap((grade, at) => {
            const total = pointOf(trend, grade);
            return total == null ? [] : [[at, total.low, total.high] as const];
          }),
          along: 'y',
          colour,
        }),
      ];
    }),
  };
}
