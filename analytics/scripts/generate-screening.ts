/**
 * Writes the growth screening tables and the points of the grade 4/6/8 rule into the package, from the CSV files
 * of the shared standard notes: `npm run generate:screening -- <folder>` (default: ../shared/standards beside the
 * repository). What the notes say about a cell's sources travels with it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseCsv } from './csv.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
export const STANDARDS_FOLDER = join(REPOSITORY, '../shared/standards');
export const SOURCE_FOLDER = join(import.meta.dirname, '../src');

type Row = Readonly<Record<string, string>>;

/** The generated files by their path below `analytics/src`. Throws where a CSV is not what this script understands. */
export function renderScreening(folder: string): ReadonlyMap<string, string> {
  const read = (name: string): Row[] => parseCsv(readFileSync(join(folder, name), 'utf8'));
  return new Map([
    [
      'screening/generated/overweight.ts',
      ageTable(read('screening/wst586_bmi_overweight_obese.csv'), {
        from: 'wst586_bmi_overweight_obese.csv',
        name: 'OVERWEIGHT',
        type: 'OverweightRow',
        columns: { overweight: 'overweight_bmi_ge', obese: 'obese_bmi_ge' },
      }),
    ],
    [
      'screening/generated/wasting.ts',
      ageTable(read('screening/wst456_bmi_wasting.csv'), {
        from: 'wst456_bmi_wasting.csv',
        name: 'WASTING',
        type: 'WastingRow',
        columns: { moderateSevere: 'moderate_severe_le', mild: 'mild_to' },
      }),
    ],
    [
      'screening/generated/stunting.ts',
      ageTable(read('screening/wst456_height_stunting.csv'), {
        from: 'wst456_height_stunting.csv',
        name: 'STUNTING',
        type: 'StuntingRow',
        columns: { stunted: 'stunted_if_height_le' },
      }),
    ],
    [
      'screening/generated/blood-pressure.ts',
      pressureTable(read('screening/wst610_height_percentiles.csv'), read('screening/wst610_bp_p95.csv')),
    ],
    ['trajectory/generated/points.ts', pointsTable(read('beijing-468.csv'))],
  ]);
}

function ageTable(
  rows: readonly Row[],
  table: { from: string; name: string; type: string; columns: Readonly<Record<string, string>> },
): string {
  const lines = rows.map((row) => {
    const cells = Object.entries(table.columns).map(([name, column]) => `${name}: ${decimal(row[column])}`);
    const support = text([row.sources, row.note].filter((part) => part !== '').join('; '));
    const to = row.age_to_exclusive === '' ? 'null' : months(row.age_to_exclusive);
    return `  { sex: '${row.sex}', fromMonths: ${months(row.age_from)}, toMonths: ${to}, ${cells.join(', ')}, support: ${support} },`;
  });
  return file(table.from, table.type, [
    `export const ${table.name}_STANDARD = '${only(rows, 'standard')}';`,
    `export const ${table.name}_ROWS: readonly ${table.type}[] = [\n${lines.join('\n')}\n];`,
  ]);
}

const HEIGHTS = ['P5', 'P10', 'P25', 'P50', 'P75', 'P90', 'P95'] as const;
const BANDS = [
  '<P5',
  'P5-<P10',
  'P10-<P25',
  'P25-<P50',
  'P50-<P75',
  'P75-<P90',
  'P90-<P95',
  '>=P95',
] as const;

function pressureTable(heights: readonly Row[], pressures: readonly Row[]): string {
  if (pressures.length !== heights.length * BANDS.length) throw new Error('a band of height is missing');
  const lines = heights.map((row) => {
    const cells = BANDS.map((band) => {
      const found = pressures.find(
        (cell) => cell.sex === row.sex && cell.age_year === row.age_year && cell.height_band === band,
      );
      if (found === undefined) throw new Error(`no blood pressure: ${row.sex} ${row.age_year} ${band}`);
      return `{ systolic: ${decimal(found.sbp_p95_mmhg)}, diastolic: ${decimal(found.dbp_p95_mmhg)} }`;
    });
    const tall = HEIGHTS.map((name) => decimal(row[`height_${name}_cm`])).join(', ');
    return `  { sex: '${row.sex}', ageYears: ${decimal(row.age_year)}, heights: [${tall}], support: ${text(row.sources)}, cells: [\n    ${cells.join(', ')},\n  ] },`;
  });
  return file('wst610_height_percentiles.csv and wst610_bp_p95.csv', 'PressureRow', [
    `export const PRESSURE_STANDARD = '${only([...heights, ...pressures], 'standard')}';`,
    `export const PRESSURE_ROWS: readonly PressureRow[] = [\n${lines.join('\n')}\n];`,
  ]);
}

function pointsTable(rows: readonly Row[]): string {
  const lines = rows.map(
    (row) =>
      `  { from: ${decimal(row.total_from)}, to: ${decimal(row.total_to)}, points: ${decimal(row.points)}, suspect: ${row.support?.includes('SUSPECT') ?? false}, support: ${text(row.support)} },`,
  );
  if (only(rows, 'grade') !== '4|6|8') throw new Error(`grades ${only(rows, 'grade')}`);
  return file('beijing-468.csv', 'PointsBand', [
    `export const POINTS_RULE_VERSION = '${only(rows, 'rule_version')}';`,
    `/** Annual total with bonus, both ends included, best first. */\nexport const POINTS_BANDS: readonly PointsBand[] = [\n${lines.join('\n')}\n];`,
  ]);
}

function months(years: string | undefined): number {
  const value = Number(decimal(years)) * 12;
  if (!Number.isInteger(value)) throw new Error(`not whole months: ${years} years`);
  return value;
}

function decimal(value: string | undefined): string {
  if (!/^\d+(\.\d+)?$/.test(value ?? '')) throw new Error(`not a number: ${value}`);
  return String(Number(value));
}

const text = (value: string | undefined): string =>
  `'${(value ?? '').replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function only(rows: readonly Row[], column: string): string {
  const values = [...new Set(rows.map((row) => row[column] ?? ''))];
  if (values.length !== 1 || values[0] === undefined) throw new Error(`${column}: ${values.join(' | ')}`);
  return values[0];
}

const file = (from: string, type: string, body: readonly string[]): string =>
  `// Generated by analytics/scripts/generate-screening.ts from ${from}. Do not edit.\nimport type { ${type} } from '../table-types.ts';\n\n${body.join('\n')}\n`;

if (import.meta.main) {
  const folder = process.argv[2] === undefined ? STANDARDS_FOLDER : resolve(process.argv[2]);
  const files = renderScreening(folder);
  for (const [name, content] of files) writeFileSync(join(SOURCE_FOLDER, name), content);
  console.log(`Wrote ${[...files.keys()].join(', ')} from ${folder}`);
}
