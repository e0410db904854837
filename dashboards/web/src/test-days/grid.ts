import {
  type AttemptView,
  type ClassId,
  ITEMS,
  ItemKey,
  type ItemResultView,
  type ScoredItemKey,
  type StationView,
  type TestDayPupilView,
  type TestDayView,
  UNITS,
} from '@tizhi/contracts';
import { isBodyItem } from '../results/progress.ts';

/** A mark on a cell of the class grid, in words. */
export type Chip = 'foul' | 'retest' | 'notice' | 'doubtful';

/** One cell of the class grid: a pupil's item. */
export interface Cell {
  readonly state: ItemResultView['state'];
  /** The official result as the standard writes it; `null` where there is none or it is hidden. */
  readonly text: string | null;
  readonly hidden: boolean;
  readonly chips: readonly Chip[];
}

/** What the grid shows of a result. Height and weight are hidden until the teacher asks. */
export function cellOf(result: ItemResultView, { bodiesShown }: { readonly bodiesShown: boolean }): Cell {
  const hidden = isBodyItem(result.item) && !bodiesShown;
  const done = result.state === 'done';
  return {
    state: result.state,
    text: done && !hidden ? result.display : null,
    hidden: hidden && done,
    chips: hidden ? [] : chipsOf(result),
  };
}

function chipsOf(result: ItemResultView): Chip[] {
  const counting = result.attempts.find(({ status }) => status === 'counts');
  const chips: Chip[] = [];
  // A foul is told while it leaves the pupil without a result.
  if (result.state === 'due' && result.attempts.some(({ status }) => status === 'foul')) chips.push('foul');
  if (result.state === 'due' && result.attempts.some(({ status }) => status === 'doubtful')) {
    chips.push('doubtful');
  }
  if (result.interval?.crossesLevel === true) chips.push('retest');
  if ((counting?.notices.length ?? 0) > 0) chips.push('notice');
  return chips;
}

/** Items that any of these pupils does, in the standard's order. */
export function itemsOf(pupils: readonly TestDayPupilView[]): ItemKey[] {
  const done = new Set(pupils.flatMap(({ results }) => results.map(({ item }) => item)));
  return ItemKey.options.filter((item) => done.has(item));
}

export const resultOf = (pupil: TestDayPupilView, item: ItemKey): ItemResultView | undefined =>
  pupil.results.find((result) => result.item === item);

/** Pupils of a class (`null`: all), by class and seat as the server orders them; never by how good they are. */
export const inClass = (view: TestDayView, chosen: ClassId | null): readonly TestDayPupilView[] =>
  chosen === null ? view.pupils : view.pupils.filter((pupil) => pupil.class === chosen);

/** Pupils to whom an attempt at an item can be given: those still due first, in the order of their seats. */
export function claimants(
  pupils: readonly TestDayPupilView[],
  item: ItemKey,
): { readonly due: readonly TestDayPupilView[]; readonly others: readonly TestDayPupilView[] } {
  const able = pupils.filter((pupil) => resultOf(pupil, item) !== undefined);
  const isDue = (pupil: TestDayPupilView): boolean => resultOf(pupil, item)?.state === 'due';
  return { due: able.filter(isDue), others: able.filter((pupil) => !isDue(pupil)) };
}

/** The newest attempts at a station and item, of anybody, newest first. */
export function lastAttempts(
  view: TestDayView,
  { station, item }: Pick<StationView, 'station' | 'item'>,
  limit: number,
): readonly AttemptView[] {
  const attempts = [
    ...view.tray,
    ...view.pupils.flatMap(({ results }) => results.flatMap((r) => r.attempts)),
  ];
  return attempts
    .filter((attempt) => attempt.station === station && attempt.item === item)
    .sort((a, b) => b.at - a.at)
    .slice(0, limit);
}

/** A scored item's name; BMI is no item that a station measures. */
export const scoredName = (item: ScoredItemKey, language: 'zh' | 'en'): string =>
  item === 'bmi' ? 'BMI' : ITEMS[item][language];

/** A value as the standard writes it, with its unit; a time in minutes and seconds (`3'45"`) is its own unit. */
export function withUnit(
  item: ItemKey | ScoredItemKey,
  display: string | number,
  language: 'zh' | 'en',
): string {
  const unit = item === 'bmi' ? 'kg/m2' : ITEMS[item].unit;
  return /['"′″]/.test(String(display)) ? String(display) : `${display} ${UNITS[unit][language]}`;
}

/** Names one after the other. */
export const listText = (names: readonly string[], language: 'zh' | 'en'): string =>
  names.join(language === 'zh' ? '、' : ', ');
