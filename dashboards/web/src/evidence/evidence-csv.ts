import { type EvidenceResponse, type GroupReport, PERCENTILES } from '@tizhi/contracts';
import type { EvidenceWords } from './use-evidence-words.ts';

type Cell = string | number | null;

/** The report as a table, one figure a row; what is not shown has no value, never a 0. */
export function evidenceCsv({ report, programmes, classes }: EvidenceResponse, words: EvidenceWords): string {
  const { t, measure } = words;
  const heading = [
    t('evidence.csv.schoolYear'),
    t('evidence.csv.grade'),
    t('evidence.csv.class'),
    t('evidence.csv.sex'),
    t('evidence.csv.measure'),
    t('evidence.csv.figure'),
    t('evidence.csv.value'),
    t('evidence.csv.low'),
    t('evidence.csv.high'),
  ];
  const className = (id: string | null) => classes.find((own) => own.class === id)?.name ?? id;
  const names = new Map(programmes.map(({ id, name }) => [id, name]));
  const rows: Cell[][] = report.groups.flatMap((row) => {
    const { schoolYear, grade, class: id, sex } = row.group;
    const at: Cell[] = [schoolYear, grade, className(id), sex === null ? null : t(`evidence.${sex}`)];
    return figuresOf(row, words).map((figure) => [...at, ...figure]);
  });
  const effects = report.effects.map(({ programme, item, effect }): Cell[] => [
    null,
    null,
    names.get(programme) ?? programme,
    null,
    measure(item),
    t('evidence.csv.effect'),
    ...estimated(effect),
  ]);
  return `\uFEFF${[heading, ...rows, ...effects].map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`;
}

function figuresOf({ pupils, total, levels, items }: GroupReport, { t, measure }: EvidenceWords): Cell[][] {
  const whole = measure('total');
  const counts = (name: string, of: GroupReport['levels']) =>
    Object.entries(of ?? {}).map(([level, count]): Cell[] => [
      name,
      t(`level.${level as 'pass'}`),
      count ?? null,
      null,
      null,
    ]);
  return [
    [whole, t('evidence.csv.pupils'), pupils, null, null],
    [whole, t('evidence.csv.mean'), ...estimated(total)],
    ...counts(whole, levels),
    ...items.flatMap(({ item, mean, percentiles, levels: own, drag }): Cell[][] => [
      [measure(item), t('evidence.csv.mean'), ...estimated(mean)],
      ...PERCENTILES.map((at, n): Cell[] => [
        measure(item),
        t('evidence.csv.percentile', { at }),
        rounded(percentiles[n] ?? null),
        null,
        null,
      ]),
      ...counts(measure(item), own),
      ...(drag === null ? [] : [[measure(item), t('evidence.csv.drag'), ...estimated(drag)]]),
    ]),
  ];
}

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(2)));
const estimated = (of: GroupReport['total']): Cell[] =>
  of === null ? [null, null, null] : [of.value, of.low, of.high].map(rounded);

/** A cell that a spreadsheet does not take for a formula. */
function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
