import { type GroupReport, Level } from '@tizhi/contracts';
import { type EvidenceOption, HATCH, INK, rowAxis, SOFT } from './chart-parts.ts';
import type { EvidenceWords } from './use-evidence-words.ts';

const COLOURS = {
  excellent: '#0b6b7a',
  good: '#3f97c4',
  pass: '#9cc9e3',
  fail: '#aab7be',
} as const satisfies Record<Level, string>;

/** Groups whose levels are told, or would be were they larger: the school, its grades, and both by sex. */
export const levelRows = (groups: readonly GroupReport[]): readonly GroupReport[] =>
  groups.filter(({ group, pupils }) => group.class === null && pupils !== 0);

/** Shares of a row in per cent, and what is left of the hundred because it is hidden. */
export function sharesOf({ pupils, levels }: GroupReport): {
  readonly shown: Partial<Record<Level, number>>;
  readonly hidden: number;
} {
  if (pupils === null || levels === null) return { shown: {}, hidden: 100 };
  const shown = Object.fromEntries(
    Level.options.flatMap((level) => {
      const count = levels[level];
      return typeof count === 'number' ? [[level, (100 * count) / pupils]] : [];
    }),
  );
  const sum = Object.values(shown).reduce((all: number, share) => all + share, 0);
  const isHidden = Level.options.some((level) => levels[level] === null);
  return { shown, hidden: isHidden ? 100 - sum : 0 };
}

/** Shares of the four levels, one bar a group; what is hidden is hatched. */
export function levelOption(rows: readonly GroupReport[], { t, group }: EvidenceWords): EvidenceOption {
  const shares = rows.map(sharesOf);
  return {
    aria: { enabled: true },
    grid: { left: 4, right: 12, top: 54, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 12, textStyle: { color: INK, fontSize: 12 } },
    tooltip: {
      trigger: 'item',
      formatter: (shown) => {
        const at = Array.isArray(shown) ? undefined : shown;
        const row = rows[at?.dataIndex ?? -1];
        return at === undefined || row === undefined
          ? ''
          : `${group(row.group)}<br>${at.seriesName}: ${Number(at.value).toFixed(0)} %`;
      },
    },
    xAxis: {
      type: 'value',
      max: 100,
      axisLabel: { color: SOFT, fontSize: 12, formatter: '{value}%' },
      splitLine: { lineStyle: { color: '#e3e9ec' } },
    },
    yAxis: rowAxis(rows.map((row) => group(row.group))),
    series: [
      ...Level.options.map((level) => ({
        type: 'bar' as const,
        name: t(`level.${level}`),
        stack: 'levels',
        barWidth: 18,
        itemStyle: { color: COLOURS[level] },
        label: {
          show: true,
          color: level === 'excellent' || level === 'good' ? '#ffffff' : INK,
          fontSize: 12,
          formatter: ({ value }: { value?: unknown }) => (Number(value) >= 9 ? Number(value).toFixed(0) : ''),
        },
        data: shares.map(({ shown }) => shown[level] ?? null),
      })),
      {
        type: 'bar' as const,
        name: t('evidence.hiddenLevels'),
        stack: 'levels',
        itemStyle: HATCH,
        data: shares.map(({ hidden }) => (hidden === 0 ? null : hidden)),
      },
    ],
  };
}
