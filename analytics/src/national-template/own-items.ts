import { type Grade, ITEMS, type ItemKey, type Sex } from '@tizhi/contracts';
import { itemsOf } from '../standard/score-pupil.ts';
import { allowedOf, type Bilingual, type MissingState, readItemCell } from './item-cell.ts';
import type { Cell } from './text.ts';

/** What must be measured for a group's items: BMI needs height and weight. */
export function measuredItemsOf(grade: Grade, sex: Sex): ReadonlySet<ItemKey> {
  return new Set(
    itemsOf(grade, sex).flatMap(({ item }): ItemKey[] => (item === 'bmi' ? ['height', 'weight'] : [item])),
  );
}

const FORBIDDEN = {
  male: new Set<ItemKey>(['sit_up_1min', 'run_800m']),
  female: new Set<ItemKey>(['pull_up', 'run_1000m']),
} as const;
const NONE: ReadonlySet<ItemKey> = new Set();

/** From grade 7 on the national validator refuses a value in the other sex's columns. */
export function forbiddenItemsOf(grade: Grade, sex: Sex): ReadonlySet<ItemKey> {
  return itemsOf(grade, sex).some(({ item }) => item === 'standing_long_jump') ? FORBIDDEN[sex] : NONE;
}

/** What is said of a value that the other sex's column must not hold. */
export function forbiddenTo(sex: Sex): { readonly problem: Bilingual; readonly allowed: Bilingual } {
  const names = [...FORBIDDEN[sex]].map((item) => ITEMS[item]);
  const who = sex === 'male' ? { zh: '男生', en: 'boys' } : { zh: '女生', en: 'girls' };
  return {
    problem: {
      zh: `不应填写（初中及以上${who.zh}不测${names.map(({ zh }) => zh).join('、')}）`,
      en: `must be left empty (${who.en} from grade 7 on do not do ${names.map(({ en }) => en).join(' or ')})`,
    },
    allowed: { zh: '空', en: 'nothing' },
  };
}

/** Where an item stands in its row, and whether the heading states seconds. */
interface ItemColumn {
  readonly index: number;
  readonly inSeconds: boolean;
}

/** A cell of an item that cannot be used. */
export interface ItemProblem<C> {
  readonly column: C;
  readonly cell: Cell;
  readonly problem: Bilingual;
  readonly allowed: Bilingual;
}

export interface ItemCells<C> {
  readonly values: { readonly [item in ItemKey]?: number };
  readonly states: { readonly [item in ItemKey]?: MissingState };
  readonly problems: readonly ItemProblem<C>[];
}

/** Reads a row's item cells as the pupil's grade and sex want them; items of other groups are left out. */
export function readItemCells<C extends ItemColumn>(row: {
  readonly grade: Grade;
  readonly sex: Sex;
  readonly columns: Iterable<readonly [ItemKey, C]>;
  readonly cells: readonly Cell[];
}): ItemCells<C> {
  const values: { [item in ItemKey]?: number } = {};
  const states: { [item in ItemKey]?: MissingState } = {};
  const problems: ItemProblem<C>[] = [];
  const own = measuredItemsOf(row.grade, row.sex);
  const forbidden = forbiddenItemsOf(row.grade, row.sex);
  for (const [item, column] of row.columns) {
    const cell = row.cells[column.index] ?? null;
    const isForbidden = forbidden.has(item);
    if (!isForbidden && !own.has(item)) continue;
    const read = readItemCell(item, cell, column);
    if (isForbidden) {
      if (read.kind === 'value' || read.kind === 'invalid')
        problems.push({ column, cell, ...forbiddenTo(row.sex) });
    } else if (read.kind === 'value') values[item] = read.value;
    else if (read.kind === 'missing') states[item] = read.state;
    else if (read.kind === 'invalid')
      problems.push({ column, cell, problem: read.problem, allowed: allowedOf(item) });
  }
  return { values, states, problems };
}
