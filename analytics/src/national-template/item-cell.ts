import { ITEMS, type ItemKey, type Language, UNITS } from '@tizhi/contracts';
import {
  formatItemValue,
  isTimedInMinutes,
  OFFICIAL_ROUNDING,
  roundItemValue,
} from '../standard/measurement.ts';
import { type Cell, plainText } from './text.ts';
import { readTime } from './time.ts';

/** Why a pupil has no value although the cell is filled: 免测 exempt, 缓测 deferred, 缺考 or 未测 absent. Never 0. */
export type MissingState = 'exempt' | 'deferred' | 'absent';

/** A text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

export type ItemCell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'missing'; readonly state: MissingState }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'invalid'; readonly problem: Bilingual };

const STATE_OF_WORD: ReadonlyMap<string, MissingState> = new Map([
  ...['免测', '免试', '免考', '免修', '免予执行', '免', 'exempt'].map((word) => [word, 'exempt'] as const),
  ...['缓测', '暂缓', '缓考', '暂缓执行', '暂缓测试', 'deferred'].map((word) => [word, 'deferred'] as const),
  ...['缺考', '缺测', '缺席', '未测', '未测试', '未考', 'absent'].map((word) => [word, 'absent'] as const),
]);

/** The word that an export writes for a state. */
export const STATE_WORDS: Readonly<Record<MissingState, string>> = {
  exempt: '免测',
  deferred: '缓测',
  absent: '缺考',
};

const UNIT_SUFFIX: Readonly<Record<'cm' | 'kg' | 'ml' | 's' | 'count', RegExp>> = {
  cm: /(cm|厘米|公分)$/i,
  kg: /(kg|千克|公斤)$/i,
  ml: /(ml|毫升)$/i,
  s: /(s|秒|"|″|”)$/i,
  count: /[次个]$/,
};

const PROBLEMS = {
  not_a_number: { zh: '不是数字', en: 'is not a number' },
  not_a_time: { zh: '不是“分′秒″”格式的时间', en: 'is not a time in minutes and seconds' },
  ambiguous: {
    zh: '时间含义不明确（秒需写两位）',
    en: 'is ambiguous as a time: write the seconds with two digits',
  },
  not_whole: { zh: '不是整数', en: 'is not a whole number' },
  out_of_range: { zh: '超出范围', en: 'is out of range' },
} as const satisfies Record<string, Bilingual>;

const invalid = (problem: keyof typeof PROBLEMS): ItemCell => ({
  kind: 'invalid',
  problem: PROBLEMS[problem],
});

/**
 * Reads the cell of one item: a number or a time, as text or number, within the range that the national
 * reporting system enforces, rounded as the item's official rule says. Never throws.
 */
export function readItemCell(item: ItemKey, cell: Cell, options: { readonly inSeconds: boolean }): ItemCell {
  const text = plainText(cell);
  if (text === '') return { kind: 'empty' };
  const state = STATE_OF_WORD.get(text.replaceAll(/[\s()]/g, '').toLowerCase());
  if (state !== undefined) return { kind: 'missing', state };
  if (isTimedInMinutes(item)) {
    const time = readTime(text, options.inSeconds);
    return time.kind === 'time' ? inRange(item, time.seconds) : invalid(time.kind);
  }
  const number = numberOf(item, text);
  if (number === undefined) return invalid('not_a_number');
  // Where an item has no rounding rule and is stored whole, a fraction is not a result that it can have.
  if (OFFICIAL_ROUNDING[item] === 'none' && !Number.isInteger(number)) return invalid('not_whole');
  return inRange(item, roundItemValue(item, number));
}

function inRange(item: ItemKey, value: number): ItemCell {
  const { min, max } = ITEMS[item];
  return value < min || value > max ? invalid('out_of_range') : { kind: 'value', value };
}

function numberOf(item: ItemKey, text: string): number | undefined {
  const bare = text
    .replace(item === 'run_50m' ? /^(\d{1,2})["″”](\d{1,2})$/ : /(?!)/, '$1.$2') // 8"1 is 8.1 s
    .replace(UNIT_SUFFIX[ITEMS[item].unit], '')
    .replaceAll('。', '.')
    .replace(/^[−–—]/, '-')
    .replaceAll(/\s/g, '');
  return /^[+-]?\d+(\.\d+)?$/.test(bare) ? Number(bare) : undefined;
}

/** The range and format that an item's cell may have, for the message of a bad one. */
export function allowedOf(item: ItemKey): Bilingual {
  const { min, max, unit } = ITEMS[item];
  const range = `${formatItemValue(item, min)} – ${formatItemValue(item, max)}`;
  if (isTimedInMinutes(item)) return { zh: range, en: range };
  return { zh: `${range} ${UNITS[unit].zh}`, en: `${range} ${UNITS[unit].en}` };
}
