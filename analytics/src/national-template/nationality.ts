import { type Cell, plainText } from './text.ts';

/**
 * 民族 by its two-digit number of GB/T 3304, in the standard's order from 01. The code table of the national
 * system (appendix 1 of its 2013 manual) was not found; its samples show 1 (and 0), which agrees for 汉.
 */
const NAMES = [
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西',
  '景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安',
  '裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺',
]
  .join(' ')
  .split(' ');

const CODE_OF_NAME: ReadonlyMap<string, string> = new Map([
  ...NAMES.map((name, index) => [name, String(index + 1)] as const),
  ['其他', '97'],
  ['外国血统中国籍人士', '98'],
]);
const CODES: ReadonlySet<string> = new Set(['0', ...CODE_OF_NAME.values(), '99']);

export const NATIONALITY_ALLOWED = {
  zh: '0–56、97–99，或民族名称（如 1、汉族）',
  en: '0-56, 97-99, or the name (such as 1, 汉族)',
} as const;

/** 民族代码 without leading zeros (`1` for 汉族, as the national samples write it); `undefined`: unknown. */
export function readNationality(cell: Cell): string | undefined {
  const text = plainText(cell).replaceAll(' ', '');
  const digits = /^0*(\d{1,2})(\.0+)?$/.exec(text)?.[1];
  if (digits !== undefined) return CODES.has(digits) ? digits : undefined;
  return CODE_OF_NAME.get(text) ?? CODE_OF_NAME.get(text.replace(/族$/, ''));
}
