import type { ItemKey } from '@tizhi/contracts';
import { type Cell, plainText } from './text.ts';

/** A column of the national template that scoring needs. */
export type TemplateField = 'grade' | 'sex' | ItemKey;

/**
 * Aliases of each field in the normal form of {@link normalForm}. Sources: the template itself, a district
 * export, a university sheet (reporting-template.md of the shared standard notes), our own item keys and names.
 */
const ALIASES: Readonly<Record<TemplateField, readonly string[]>> = {
  grade: ['年级编号', '年级代码', '年级编码', '年级', 'gradecode', 'grade'],
  sex: ['性别', '性别代码', '性别编号', '性别编码', 'sex', 'gender'],
  height: ['身高', 'height'],
  weight: ['体重', 'weight'],
  vital_capacity: ['肺活量', 'vitalcapacity'],
  run_50m: ['50m跑', '50m', 'run50m', '50mrun'],
  sit_and_reach: ['坐位体前屈', '体前屈', '坐位体前曲', 'sitandreach'],
  rope_skip_1min: ['1min跳绳', '跳绳', 'ropeskip1min', 'ropeskipping1min'],
  sit_up_1min: ['1min仰卧起坐', '仰卧起坐', 'situp1min', 'situps1min'],
  shuttle_50m_x8: [
    '50mx8往返跑',
    '50mx8',
    '50x8往返跑',
    '50x8',
    '往返跑',
    'shuttle50mx8',
    '50mx8shuttle',
    '50mx8折返跑',
  ],
  pull_up: ['引体向上', 'pullup', 'pullups'],
  standing_long_jump: ['立定跳远', 'standinglongjump'],
  run_1000m: ['1000m跑', '1000m', 'run1000m', '1000mrun'],
  run_800m: ['800m跑', '800m', 'run800m', '800mrun'],
};

const FIELDS = Object.entries(ALIASES) as [TemplateField, readonly string[]][];
const FIELD_OF: ReadonlyMap<string, { readonly field: TemplateField; readonly rank: number }> = new Map(
  FIELDS.flatMap(([field, aliases]) => aliases.map((alias, rank) => [alias, { field, rank }] as const)),
);

/** What a heading says of its column. */
export interface Heading {
  readonly field: TemplateField;
  /** As the file writes it. */
  readonly text: string;
  /** The heading states seconds, so that a bare 225 is 225 s (without it, it might be 2'25"). */
  readonly inSeconds: boolean;
  /** Where two columns say the same field (年级编号 and 年级), the lower rank is meant. */
  readonly rank: number;
}

const SECONDS = /[(/](单位:?)?(s|秒|sec|seconds)\)?$/;

/** `<项目>成绩` of a result export counts only where no plain column of the field exists. */
const RESULT_COLUMN_RANK = 100;

/** Recognises a heading; `undefined` for every other column, score and level columns (得分, 评分, 等级) too. */
export function readHeading(cell: Cell): Heading | undefined {
  const text = plainText(cell);
  const plain = normalForm(text);
  const exact = FIELD_OF.get(plain);
  const known = exact ?? FIELD_OF.get(plain.replace(/(测试)?成绩$/, ''));
  if (known === undefined) return undefined;
  const inSeconds = SECONDS.test(compact(text)) || text.toLowerCase() === known.field;
  const rank = known.rank + (exact === undefined ? RESULT_COLUMN_RANK : 0);
  return { field: known.field, text, inSeconds, rank };
}

const compact = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\s/g, '')
    .replaceAll(/[【[]/g, '(')
    .replaceAll(/[】\]]/g, ')')
    .replaceAll('：', ':');

/** `50米×8往返跑（秒）`, `50 米*8 往返跑` and `50m x 8往返跑` all become `50mx8往返跑`. */
export function normalForm(text: string): string {
  return compact(text)
    .replaceAll(/\([^()]*\)/g, '')
    .replace(/\/?(厘米|cm|kg|千克|公斤|ml|毫升|\/秒|\/s)$/, '')
    .replaceAll(/[×✕✖╳⨯*](?=\d)/g, 'x')
    .replaceAll(/[_\-·.,，、:*#]/g, '')
    .replaceAll('米', 'm')
    .replaceAll('分钟', 'min')
    .replaceAll('一min', '1min');
}
