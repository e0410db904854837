import type { GroupReport, ScoredItemKey } from '@tizhi/contracts';
import { measureText } from '../chart/measure-text.ts';
import {
  BRAND,
  type EvidenceOption,
  HATCH_AXIS,
  hatchedRows,
  INK,
  rowAxis,
  valueAxis,
} from './chart-parts.ts';
import type { EvidenceWords } from './use-evidence-words.ts';

/** What stands in place of a group's numbers; `null`: they are shown. */
const inPlace = ({ suppressed }: GroupReport, t: EvidenceWords['t']): string | null => {
  if (suppressed === null) return null;
  return t(suppressed === 'small' ? 'evidence.hidden' : 'evidence.withheld');
};

/** Groups that have the item, and those too small to say; classes by sex only where a grade was chosen. */
export function itemRows(groups: readonly GroupReport[], item: ScoredItemKey): readonly GroupReport[] {
  const oneGrade = new Set(groups.map(({ group }) => group.grade)).size === 1;
  return groups.filter(
    ({ group, pupils, items }) =>
      (oneGrade || group.class === null || group.sex === null) &&
      (pupils === null || (pupils > 0 && items.some((each) => each.item === item))),
  );
}

/** One box a group: 10-90 %, 25-75 %, the median and the mean. */
export function itemOption(
  { rows, item }: { readonly rows: readonly GroupReport[]; readonly item: ScoredItemKey },
  { t, group, measure }: EvidenceWords,
): EvidenceOption {
  const boxes = rows.flatMap((row, at) => {
    const found = row.items.find((each) => each.item === item);
    return found === undefined ? [] : [{ at, found }];
  });
  const text = (value: number) => (item === 'bmi' ? value.toFixed(1) : measureText(item, value));
  return {
    aria: { enabled: true },
    grid: { left: 4, right: 16, top: 6, bottom: 34, containLabel: true },
    tooltip: {
      trigger: 'item',
      formatter: (shown) => {
        const box = boxes[Array.isArray(shown) ? -1 : shown.dataIndex];
        const row = rows[box?.at ?? -1];
        if (box === undefined || row === undefined) return '';
        const { value, low, high } = box.found.mean;
        return `${group(row.group)} · ${t('evidence.pupils', { count: row.pupils ?? 0 })}<br>${t('evidence.csv.mean')} ${text(value)} (${text(low)} - ${text(high)})`;
      },
    },
    xAxis: [
      {
        ...valueAxis(measure(item)),
        axisLabel: { formatter: (value: number) => text(value), hideOverlap: true },
      },
      HATCH_AXIS,
    ],
    yAxis: rowAxis(rows.map((row) => group(row.group))),
    series: [
      {
        type: 'custom',
        encode: { x: [1, 2, 3, 4, 5, 6], y: 0 },
        data: boxes.map(({ at, found: { percentiles, mean } }) => [
          at,
          ...percentiles.map((each) => each ?? Number.NaN),
          mean.value,
        ]),
        renderItem: (_params, api) => {
          const [, y = 0] = api.coord([api.value(6), api.value(0)]);
          const x = (dimension: number): number | undefined => {
            const value = Number(api.value(dimension));
            return Number.isFinite(value) ? api.coord([value, api.value(0)])[0] : undefined;
          };
          const [p10, p25, p50, p75, p90, mean] = [x(1), x(2), x(3), x(4), x(5), x(6)];
          const path = (pathData: string, style: object) => ({
            type: 'path' as const,
            shape: { pathData },
            style,
          });
          return {
            type: 'group',
            children: [
              ...(p10 !== undefined && p90 !== undefined
                ? [path(`M${p10} ${y}H${p90}`, { stroke: '#3f97c4', lineWidth: 2 })]
                : []),
              ...(p25 !== undefined && p75 !== undefined
                ? [path(`M${p25} ${y - 8}H${p75}V${y + 8}H${p25}Z`, { fill: '#bfdcec', stroke: '#3f97c4' })]
                : []),
              ...(p50 === undefined ? [] : [path(`M${p50} ${y - 8}v16`, { stroke: BRAND, lineWidth: 3 })]),
              ...(mean === undefined
                ? []
                : [path(`M${mean} ${y - 5}l5 5l-5 5l-5 -5Z`, { fill: INK, stroke: '#fff' })]),
            ],
          };
        },
      },
      hatchedRows(rows.map((row) => inPlace(row, t))),
    ],
  };
}
