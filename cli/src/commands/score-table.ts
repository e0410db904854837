import { levelName, type PupilScore, STANDARD_VERSION, type TemplateRow } from '@tizhi/analytics';
import { ITEMS, Level, type ScoredItemKey } from '@tizhi/contracts';
import { padded } from './text-width.ts';

/** A table for people, in Chinese and English: one line per pupil, what is wrong below it, a summary at the end. */
export interface ScoreTable {
  heading(): string;
  lines(row: TemplateRow, score: PupilScore | null): readonly string[];
  /** Takes a pupil into the summary without a line. */
  count(row: TemplateRow, score: PupilScore | null): void;
  summary(): readonly string[];
}

const COLUMNS = [
  ['行 Row', 8],
  ['年级 Grade', 12],
  ['性别 Sex', 12],
  ['标准分 Standard', 17],
  ['附加分 Bonus', 14],
  ['总分 Total', 12],
  ['等级 Level', 0],
] as const;

const SEX_NAMES = { male: '男 male', female: '女 female' } as const;
const STATE_NAMES = { exempt: '免测 exempt', deferred: '缓测 deferred', absent: '缺考 absent' } as const;

export function scoreTable(): ScoreTable {
  let pupils = 0;
  let rowsWithErrors = 0;
  const levels = new Map<Level | null, number>();
  const count: ScoreTable['count'] = (row, score) => {
    pupils += 1;
    if (row.errors.length > 0) rowsWithErrors += 1;
    const level = score?.level ?? null;
    levels.set(level, (levels.get(level) ?? 0) + 1);
  };
  return {
    count,
    heading: () => align(COLUMNS.map(([name]) => name)),
    lines(row, score) {
      count(row, score);
      return [pupilLine(row, score), ...remarks(row, score)];
    },
    summary: () => [
      '',
      `学生 Pupils: ${pupils}`,
      ...Level.options.map((level) => `  ${bothNames(level)}: ${levels.get(level) ?? 0}`),
      `  无总分 no total: ${levels.get(null) ?? 0}`,
      `有错误的行 Rows with errors: ${rowsWithErrors}`,
      `标准 Standard: ${STANDARD_VERSION}`,
    ],
  };
}

function pupilLine({ row, grade, sex }: TemplateRow, score: PupilScore | null): string {
  return align([
    String(row),
    grade ?? '-',
    sex === null ? '-' : SEX_NAMES[sex],
    points(score?.standardScore ?? null, 1),
    points(score?.bonus ?? null, 0),
    points(score?.total ?? null, 1),
    score?.level ? bothNames(score.level) : '-',
  ]);
}

function remarks(row: TemplateRow, score: PupilScore | null): string[] {
  const missing = (score?.missing ?? []).map((item) => `${itemName(item)}${stateOf(item, row)}`);
  return [
    ...(missing.length === 0 ? [] : [`    缺项 missing: ${missing.join('; ')}`]),
    ...row.errors.flatMap((error) => [`    ! ${error.zh}`, `      ${error.en}`]),
  ];
}

function stateOf(item: ScoredItemKey, { states }: TemplateRow): string {
  const state = item === 'bmi' ? (states.height ?? states.weight) : states[item];
  return state === undefined ? '' : ` (${STATE_NAMES[state]})`;
}

const itemName = (item: ScoredItemKey): string =>
  item === 'bmi' ? '体重指数 BMI' : `${ITEMS[item].zh} ${ITEMS[item].en}`;
const bothNames = (level: Level): string => `${levelName(level, 'zh')} ${levelName(level, 'en')}`;
const points = (value: number | null, decimals: 0 | 1): string =>
  value === null ? '-' : value.toFixed(decimals);

function align(fields: readonly string[]): string {
  return fields
    .map((field, index) => padded(field, COLUMNS[index]?.[1] ?? 0))
    .join('')
    .trimEnd();
}
