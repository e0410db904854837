/**
 * Writes the tables of the national standard into the package, from the CSV files of the shared standard notes:
 * `npm run generate:standard -- <folder>` (default: ../shared/standards/cn-nspfs-2014 beside the repository).
 * The CSV files were checked against several sources; the `sources` letters travel with every table.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseCsv } from './csv.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
export const DEFAULT_FOLDER = join(REPOSITORY, '../shared/standards/cn-nspfs-2014');
export const GENERATED_FOLDER = join(import.meta.dirname, '../src/standard/generated');

/** The files of one threshold table per item, in the order of the national template. */
const THRESHOLD_ITEMS = [
  'vital_capacity',
  'run_50m',
  'sit_and_reach',
  'rope_skip_1min',
  'sit_up_1min',
  'shuttle_50m_x8',
  'pull_up',
  'standing_long_jump',
  'run_1000m',
  'run_800m',
] as const;

type Row = Readonly<Record<string, string>>;
type Groups = Map<string, Row[]>;

/** The generated files by name. Throws where the CSV files are not what this script understands. */
export function renderStandard(folder: string): ReadonlyMap<string, string> {
  const read = (name: string): Row[] => parseCsv(readFileSync(join(folder, `${name}.csv`), 'utf8'));
  const tables = THRESHOLD_ITEMS.map((item) => read(item));
  const versions = new Set(tables.flat().map((row) => row.standard_version));
  if (versions.size !== 1)
    throw new Error(`one standard_version expected, found ${[...versions].join(', ')}`);
  return new Map([
    ['version.ts', file('*.csv', [], `export const STANDARD_VERSION = '${[...versions][0]}';`)],
    ['thresholds.ts', thresholds(tables)],
    ['bmi.ts', bmi(read('bmi'))],
    ['bonus.ts', bonus(read('bonus'))],
    ['weights.ts', weights(read('weights'))],
    ['levels.ts', levels(read('levels'))],
  ]);
}

function thresholds(tables: readonly Row[][]): string {
  const bodies = tables.map((rows) => {
    const item = only(rows, 'item');
    const scale = rows.some((row) => row.threshold?.includes('.')) ? 10 : 1;
    const groups = [...grouped(rows)].map(([key, group]) => {
      const cells = group.map((row) => `[${row.score},${scaled(row.threshold, scale)}]`);
      return `    ['${key}', '${only(group, 'sources')}', [${cells.join(',')}]],`;
    });
    const head = `item: '${item}', direction: '${only(rows, 'direction')}', scale: ${scale}`;
    return `  { ${head}, groups: [\n${groups.join('\n')}\n  ] },`;
  });
  return file(
    `${THRESHOLD_ITEMS.join('.csv, ')}.csv`,
    ['ThresholdTable'],
    `/** Per group: [score, threshold x scale], best first. */\nexport const THRESHOLDS: readonly ThresholdTable[] = [\n${bodies.join('\n')}\n];`,
  );
}

function bmi(rows: readonly Row[]): string {
  const bound = (text: string | undefined) => (text === '' ? 'null' : scaled(text, 10));
  const groups = [...grouped(rows)].map(([key, group]) => {
    const bands = group.map((row) => `['${row.level}',${row.score},${bound(row.low)},${bound(row.high)}]`);
    return `  ['${key}', '${only(group, 'sources')}', [${bands.join(',')}]],`;
  });
  return file(
    'bmi.csv',
    ['BmiGroup'],
    `/** Bands: level, score, lowest and highest BMI x 10 (null: open). */\nexport const BMI_GROUPS: readonly BmiGroup[] = [\n${groups.join('\n')}\n];`,
  );
}

function bonus(rows: readonly Row[]): string {
  const lines: string[] = [];
  for (const [item, table] of groupBy(rows, (row) => row.item ?? '')) {
    for (const [key, group] of grouped(table)) {
      const steps = [...group].sort((a, b) => Number(a.bonus) - Number(b.bonus));
      if (steps.some((row, index) => Number(row.bonus) !== index + 1))
        throw new Error(`bonus gap: ${item} ${key}`);
      if (steps.length !== Number(only(group, 'item_bonus_cap')))
        throw new Error(`bonus cap: ${item} ${key}`);
      const beyond = steps.map((row) => scaled(row.beyond_100_threshold_by, 1));
      lines.push(`  ['${item}', '${key}', '${only(group, 'sources')}', [${beyond.join(',')}]],`);
    }
  }
  return file(
    'bonus.csv',
    ['BonusGroup'],
    `/** Steps beyond the 100-point threshold that earn 1, 2, 3 ... points. */\nexport const BONUS_GROUPS: readonly BonusGroup[] = [\n${lines.join('\n')}\n];`,
  );
}

function weights(rows: readonly Row[]): string {
  const groups = [...grouped(rows)].map(([key, group]) => {
    const items = group.map((row) => `['${row.item}',${row.weight_pct},${row.bonus_cap}]`);
    return `  ['${key}', [${items.join(',')}]],`;
  });
  return file(
    'weights.csv',
    ['WeightGroup'],
    `/** Items of a group: item, weight in percent, highest bonus. */\nexport const WEIGHT_GROUPS: readonly WeightGroup[] = [\n${groups.join('\n')}\n];`,
  );
}

function levels(rows: readonly Row[]): string {
  const of = (scope: string) => rows.filter((row) => row.scope?.startsWith(scope));
  const floors = (scope: string, scale: number) =>
    of(scope).map((row) => `['${row.level}',${scaled(row.min, scale)}]`);
  const names = rows.map((row) => [row.level ?? '', row.level_zh ?? ''] as const);
  const distinct = [...new Map(names)].map(([level, zh]) => `  ${level}: '${zh}',`);
  return file(
    'levels.csv',
    ['LevelFloor'],
    [
      '/** Lowest annual total x 10 of each level, best first. */',
      `export const TOTAL_LEVELS: readonly LevelFloor[] = [${floors('annual_total', 10).join(',')}];`,
      '/** Lowest single-item score of each level, best first. */',
      `export const ITEM_LEVELS: readonly LevelFloor[] = [${floors('single_item_score', 1).join(',')}];`,
      `export const LEVEL_NAMES_ZH = {\n${distinct.join('\n')}\n} as const;`,
    ].join('\n'),
  );
}

const grouped = (rows: readonly Row[]): Groups => groupBy(rows, (row) => `${row.sex}/${row.grade}`);

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): Groups {
  const groups: Groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** The one value that all rows have in a column. */
function only(rows: readonly Row[], column: string): string {
  const values = [...new Set(rows.map((row) => row[column] ?? ''))];
  if (values.length !== 1 || values[0] === undefined) throw new Error(`${column}: ${values.join(' | ')}`);
  return values[0];
}

/** A decimal text times 1 or 10, without passing through binary fractions. */
function scaled(text: string | undefined, scale: number): number {
  const match = /^(-?)(\d+)(?:\.(\d))?$/.exec(text ?? '');
  if (match === null) throw new Error(`not a number with at most one decimal: ${text}`);
  const [, sign, whole, tenth = '0'] = match;
  if (scale === 1 && tenth !== '0') throw new Error(`not a whole number: ${text}`);
  const magnitude = Number(whole) * scale + (scale === 10 ? Number(tenth) : 0);
  return sign === '-' ? -magnitude : magnitude;
}

function file(from: string, types: readonly string[], body: string): string {
  const imports =
    types.length === 0 ? '' : `import type { ${types.join(', ')} } from '../table-types.ts';\n\n`;
  return `// Generated by analytics/scripts/generate-standard.ts from ${from}. Do not edit.\n${imports}${body}\n`;
}

if (import.meta.main) {
  const folder = process.argv[2] === undefined ? DEFAULT_FOLDER : resolve(process.argv[2]);
  const files = renderStandard(folder);
  for (const [name, text] of files) writeFileSync(join(GENERATED_FOLDER, name), text);
  console.log(`Wrote ${[...files.keys()].join(', ')} from ${folder}`);
}
