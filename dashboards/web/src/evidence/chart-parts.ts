import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type {
  AriaComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

export type EvidenceOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | AriaComponentOption
>;

export const INK = '#0c1c24';
export const SOFT = '#44555f';
export const BRAND = '#0b6b7a';
export const ROW_HEIGHT = 30;

/** What is not shown: stripes, told apart without colour. */
export const HATCH = {
  color: '#f3f5f6',
  borderColor: '#8b9aa3',
  borderWidth: 1,
  decal: {
    symbol: 'rect',
    color: 'rgba(68,85,95,0.45)',
    dashArrayX: [1, 0],
    dashArrayY: [2, 5],
    rotation: -Math.PI / 4,
  },
} satisfies NonNullable<BarSeriesOption['itemStyle']>;

/** Names of rows from top to bottom. */
export const rowAxis = (names: readonly string[]) => ({
  type: 'category' as const,
  inverse: true,
  data: [...names],
  axisTick: { show: false },
  axisLine: { lineStyle: { color: '#8b9aa3' } },
  axisLabel: { color: INK, fontSize: 13, interval: 0, width: 104, overflow: 'truncate' as const },
});

export const valueAxis = (name: string) => ({
  type: 'value' as const,
  name,
  nameLocation: 'middle' as const,
  nameGap: 26,
  nameTextStyle: { color: SOFT, fontSize: 12 },
  scale: true,
  axisLabel: { color: SOFT, fontSize: 12 },
  splitLine: { lineStyle: { color: '#e3e9ec' } },
});

/** A second, unseen axis on which a row without a number is hatched from side to side. */
export const HATCH_AXIS = { type: 'value' as const, show: false, min: 0, max: 1 };

/** Of each row what is said in place of a number; `null`: there is one. */
export const hatchedRows = (rows: readonly (string | null)[]): BarSeriesOption => ({
  type: 'bar',
  xAxisIndex: 1,
  barWidth: 18,
  barGap: '-100%',
  silent: true,
  itemStyle: HATCH,
  label: {
    show: true,
    position: 'inside',
    color: INK,
    fontSize: 12,
    backgroundColor: '#ffffffd9',
    padding: [1, 5],
    formatter: ({ dataIndex }) => rows[dataIndex] ?? '',
  },
  data: rows.map((said) => (said === null ? null : 1)),
});

/** A row, low and high: a line with ends. `along`: the axis of the values. */
export const intervals = ({
  rows,
  along,
  colour,
}: {
  readonly rows: readonly (readonly [at: number, low: number, high: number])[];
  readonly along: 'x' | 'y';
  readonly colour: string;
}): CustomSeriesOption => ({
  type: 'custom',
  silent: true,
  z: 5,
  encode: along === 'x' ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
  data: rows.map((row) => [...row]),
  renderItem: (_params, api) => {
    const point = (value: number) => {
      const [x = 0, y = 0] = api.coord(along === 'x' ? [value, api.value(0)] : [api.value(0), value]);
      return { x, y };
    };
    const [a, b] = [point(Number(api.value(1))), point(Number(api.value(2)))];
    const end = ({ x, y }: { x: number; y: number }) =>
      along === 'x' ? `M${x} ${y - 5}v10` : `M${x - 5} ${y}h10`;
    return {
      type: 'path',
      shape: { pathData: `M${a.x} ${a.y}L${b.x} ${b.y}${end(a)}${end(b)}` },
      style: { stroke: colour, lineWidth: 2, fill: 'none' },
    };
  },
});

export const signed = (value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`;
