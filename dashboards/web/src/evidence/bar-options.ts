import type { GroupReport, ProgrammeEffect } from '@tizhi/contracts';
import {
  BRAND,
  type EvidenceOption,
  HATCH_AXIS,
  hatchedRows,
  INK,
  intervals,
  rowAxis,
  signed,
  valueAxis,
} from './chart-parts.ts';
import type { EvidenceWords } from './use-evidence-words.ts';

interface Bar {
  readonly name: string;
  /** `null`: not shown. */
  readonly estimate: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** Bars from 0 with their intervals, one a row. `good`: on which side. */
function intervalBars({
  bars,
  axis,
  good,
}: {
  readonly bars: readonly Bar[];
  readonly axis: string;
  readonly good: 'right' | 'left';
}): EvidenceOption {
  const colour = (value: number) => (value > 0 === (good === 'right') ? BRAND : '#c98a2b');
  return {
    aria: { enabled: true },
    grid: { left: 4, right: 16, top: 6, bottom: 34, containLabel: true },
    tooltip: {
      trigger: 'item',
      formatter: (shown) => {
        const bar = bars[Array.isArray(shown) ? -1 : shown.dataIndex];
        if (bar?.estimate == null) return '';
        const { value, low, high } = bar.estimate;
        return `${bar.name}<br>${signed(value)} (${signed(low)} … ${signed(high)})`;
      },
    },
    xAxis: [{ ...valueAxis(axis), scale: false }, HATCH_AXIS],
    yAxis: { ...rowAxis(bars.map(({ name }) => name)), axisLine: { show: false } },
    series: [
      {
        type: 'bar',
        barWidth: 16,
        data: bars.map(({ estimate }) =>
          estimate === null
            ? null
            : {
                value: estimate.value,
                // An interval that holds 0 says nothing: pale.
                itemStyle: {
                  color: colour(estimate.value),
                  opacity: estimate.low <= 0 && estimate.high >= 0 ? 0.35 : 1,
                },
              },
        ),
      },
      intervals({
        rows: bars.flatMap(({ estimate }, at) =>
          estimate === null ? [] : [[at, estimate.low, estimate.high] as const],
        ),
        along: 'x',
        colour: INK,
      }),
      hatchedRows(bars.map(({ estimate }) => (estimate === null ? '—' : null))),
    ],
  };
}

/** Groups that are compared with another: a class with its grade, a sex with its grade. */
export const dragRows = (groups: readonly GroupReport[]): readonly GroupReport[] =>
  groups.filter(({ items }) => items.some(({ drag }) => drag !== null));

/** What each item costs a group, the worst on top. */
export function dragBars({ items }: GroupReport, { measure }: EvidenceWords): readonly Bar[] {
  return items
    .flatMap(({ item, drag }) => (drag === null ? [] : [{ name: measure(item), estimate: drag }]))
    .sort((a, b) => b.estimate.value - a.estimate.value);
}
export const dragOption = (bars: readonly Bar[], { t }: EvidenceWords): EvidenceOption =>
  intervalBars({ bars, axis: t('evidence.drags.axis'), good: 'left' });

/** What a programme did to each item. */
export const effectOption = (
  effects: readonly ProgrammeEffect[],
  { t, measure }: EvidenceWords,
): EvidenceOption =>
  intervalBars({
    bars: effects.map(({ item, effect }) => ({ name: measure(item), estimate: effect })),
    axis: t('evidence.effects.axis'),
    good: 'right',
  });
