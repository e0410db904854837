import type { BarSeriesOption } from 'echarts/charts';
import type { AriaComponentOption, GridComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { Bin } from './progress.ts';

type ChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | TooltipComponentOption | AriaComponentOption
>;

/** The standard's levels from 90, 80 and 60 up; below 60 quiet grey rather than red. */
const barColour = (from: number): string => {
  if (from >= 90) return '#0b6b7a';
  if (from >= 80) return '#3f97c4';
  return from >= 60 ? '#9cc9e3' : '#aab7be';
};

export const binLabel = ({ from, to }: Bin): string => `${from}-${to}`;

/** The chart of a distribution. `still`: the reader wants no motion. */
export function chartOption({
  bins,
  still,
  describe,
}: {
  readonly bins: readonly Bin[];
  readonly still: boolean;
  readonly describe: (bin: string, count: number) => string;
}): ChartOption {
  return {
    animation: !still,
    animationDuration: 300,
    aria: { enabled: true },
    grid: { left: 4, right: 4, top: 22, bottom: 22, containLabel: false },
    tooltip: {
      trigger: 'item',
      formatter: (shown) => {
        const bin = bins[Array.isArray(shown) ? -1 : shown.dataIndex];
        return bin === undefined ? '' : describe(binLabel(bin), bin.count);
      },
    },
    xAxis: {
      type: 'category',
      data: bins.map((bin) => (bin.to === 100 ? '90+' : String(bin.from))),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#8b9aa3' } },
      axisLabel: { color: '#44555f', fontSize: 12, interval: 0 },
    },
    yAxis: { type: 'value', show: false, minInterval: 1 },
    series: [
      {
        type: 'bar',
        barCategoryGap: '14%',
        label: {
          show: true,
          position: 'top',
          color: '#0c1c24',
          fontWeight: 'bold',
          formatter: ({ value }) => (value === 0 ? '' : String(value)),
        },
        data: bins.map((bin) => ({
          value: bin.count,
          itemStyle: { color: barColour(bin.from), borderRadius: [4, 4, 0, 0] },
        })),
      },
    ],
  };
}
