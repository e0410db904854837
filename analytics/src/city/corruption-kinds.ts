import { homophonesOf, readingOf, variantsOf } from '../linkage/characters.ts';
import { homophonesAlike } from './corruption-signs.ts';
import { type Chance, pick } from './names.ts';
import { FIRST_SIGNS, RARE_SIGNS, SECOND_SIGNS } from './names-data.ts';
import { temporaryNumber } from './people-numbers.ts';

/** The identity cells of a row as a clerk types them. */
export interface IdentityText {
  readonly number: string;
  readonly name: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly school: string;
  readonly className: string;
}

/** A way in which a row goes wrong. `null`: it cannot happen to this row (a two-character name loses none). */
export interface CorruptionKind {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** `neighbour`: the row above it in the file. */
  readonly apply: (row: IdentityText, chance: Chance, neighbour: IdentityText) => IdentityText | null;
}

const kind = (id: string, zh: string, en: string, apply: CorruptionKind['apply']): CorruptionKind => ({
  id,
  zh,
  en,
  apply,
});

/** The errors of real school files, as data. */
export const CORRUPTION_KINDS = [
  kind('number_missing', '学籍号未填', 'the student number is missing', (row) => ({ ...row, number: '' })),
  kind('number_digit', '学籍号错一位', 'a digit of the student number is wrong', (row, chance) => ({
    ...row,
    number: changedDigit(row.number, chance),
  })),
  kind(
    'number_swapped',
    '学籍号相邻两位颠倒',
    'two digits of the student number changed places',
    (row, chance) => changed(row, 'number', swappedNeighbours(row.number, chance)),
  ),
  kind('number_changed', '换了学籍号', 'another student number was given', (row, chance) => ({
    ...row,
    number: temporaryNumber(chance),
  })),
  kind(
    'number_of_neighbour',
    '错行：用了上一行的学籍号',
    'the student number of the row above',
    (row, _, above) => changed(row, 'number', above.number),
  ),
  kind('number_shortened', '学籍号变成科学计数', 'a spreadsheet shortened the number', (row) => ({
    ...row,
    number: `${row.number.replaceAll(/\D/g, '').slice(0, 1)}.${row.number.replaceAll(/\D/g, '').slice(1, 6)}E+17`,
  })),
  kind('name_homophone', '同音字', 'a character that sounds alike', (row, chance) =>
    replacedSign(row, chance, (sign) => (/[a-z]/.test(readingOf(sign)) ? homophonesOf(sign) : [])),
  ),
  kind('name_near_homophone', '近音字', 'a character that sounds nearly alike', (row, chance) =>
    replacedSign(row, chance, homophonesAlike),
  ),
  kind('name_variant', '繁体或异体字', 'a traditional or variant character', (row, chance) =>
    replacedSign(row, chance, variantsOf),
  ),
  kind('name_rare_sign', '生僻字打不出', 'a rare character written another way', (row, chance) => {
    const at = [...row.name].findIndex((sign) => RARE_SIGNS.includes(sign));
    return at < 0
      ? null
      : changed(
          row,
          'name',
          replaceAt(row.name, at, pick(['?', '□', readingOf([...row.name][at] ?? '')], chance)),
        );
  }),
  kind('name_wrong_sign', '错字', 'a wrong character', (row, chance) =>
    replacedSign(row, chance, () => [...FIRST_SIGNS.male, ...SECOND_SIGNS.female]),
  ),
  kind('name_swapped', '姓名顺序颠倒', 'the order of the name is swapped', (row, chance) => {
    const signs = [...row.name];
    const swapped =
      chance() < 0.6 || signs.length < 3
        ? [...signs.slice(1), ...signs.slice(0, 1)]
        : [...signs.slice(0, -2), ...signs.slice(-2).reverse()];
    return changed(row, 'name', swapped.join(''));
  }),
  kind('name_dropped_sign', '漏一个字', 'a character is missing', (row, chance) =>
    [...row.name].length < 3
      ? null
      : changed(row, 'name', replaceAt(row.name, 1 + Math.floor(chance() * 2), '')),
  ),
  kind('name_spaces', '姓名中有空格', 'spaces in the name', (row, chance) => ({
    ...row,
    name: [...row.name].join(pick([' ', '　', '  '], chance)),
  })),
  kind('date_day_month', '日月颠倒', 'day and month changed places', (row) =>
    changed(row, 'birthDate', row.birthDate.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1-$3-$2')),
  ),
  kind(
    'date_swapped_digits',
    '日期相邻两位颠倒',
    'neighbouring digits of the date changed places',
    (row, chance) => changed(row, 'birthDate', swappedNeighbours(row.birthDate, chance)),
  ),
  kind('date_digit', '日期错一位', 'a digit of the date is wrong', (row, chance) =>
    changed(row, 'birthDate', changedDigit(row.birthDate, chance, 3)),
  ),
  kind('date_missing', '出生日期未填', 'the birth date is missing', (row) => ({ ...row, birthDate: '' })),
  kind('date_written', '日期写法不同', 'the date is written another way', (row, chance) => {
    const [year, month, day] = row.birthDate.split('-').map(Number);
    return {
      ...row,
      birthDate: pick(
        [`${year}年${month}月${day}日`, `${year}/${month}/${day}`, row.birthDate.replaceAll('-', '')],
        chance,
      ),
    };
  }),
  kind('sex_wrong', '性别填错', 'the wrong sex', (row) => ({ ...row, sex: row.sex === '1' ? '2' : '1' })),
  kind('sex_missing', '性别未填', 'the sex is missing', (row) => ({ ...row, sex: '' })),
  kind('columns_name_date', '姓名与出生日期填反', 'name and birth date in each other’s column', (row) => ({
    ...row,
    name: row.birthDate,
    birthDate: row.name,
  })),
  kind('columns_number_name', '学籍号与姓名填反', 'number and name in each other’s column', (row) => ({
    ...row,
    number: row.name,
    name: row.number,
  })),
  kind('columns_shifted', '整行错一列', 'cells one column to the right', (row) => ({
    ...row,
    number: '',
    name: row.number,
    sex: row.name,
    birthDate: row.birthDate,
  })),
  kind('full_width', '全角字符', 'full-width signs', (row) => ({
    ...row,
    number: fullWidth(row.number),
    birthDate: fullWidth(row.birthDate),
  })),
  kind('class_wrong', '班级填错', 'the wrong class', (row, chance) => ({
    ...row,
    className: row.className.replace(/\d+(?=\)?班)/, String(1 + Math.floor(chance() * 9))),
  })),
] as const satisfies readonly CorruptionKind[];

export type CorruptionId = (typeof CORRUPTION_KINDS)[number]['id'];

/** `null` where nothing changed. */
const changed = (row: IdentityText, cell: keyof IdentityText, text: string): IdentityText | null =>
  row[cell] === text ? null : { ...row, [cell]: text };

const replaceAt = (text: string, at: number, by: string): string =>
  [...text].map((sign, index) => (index === at ? by : sign)).join('');

function replacedSign(
  row: IdentityText,
  chance: Chance,
  others: (sign: string) => readonly string[],
): IdentityText | null {
  const signs = [...row.name];
  const from = Math.floor(chance() * signs.length);
  for (let n = 0; n < signs.length; n += 1) {
    const at = (from + n) % signs.length;
    const found = others(signs[at] ?? '');
    if (found.length > 0) return changed(row, 'name', replaceAt(row.name, at, pick(found, chance)));
  }
  return null;
}

/** Another digit in place of one from the `from`-th on. */
function changedDigit(text: string, chance: Chance, from = 0): string {
  const places = [...text].flatMap((sign, at) => (at >= from && /\d/.test(sign) ? [at] : []));
  const at = pick(places, chance);
  return replaceAt(text, at, String((Number(text[at]) + 1 + Math.floor(chance() * 9)) % 10));
}

function swappedNeighbours(text: string, chance: Chance): string {
  const places = [...text].flatMap((sign, at) =>
    at >= 4 && /\d/.test(sign) && /\d/.test(text[at + 1] ?? '') && sign !== text[at + 1] ? [at] : [],
  );
  if (places.length === 0) return text;
  const at = pick(places, chance);
  return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
}

const fullWidth = (text: string): string =>
  text.replaceAll(/[\d-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
