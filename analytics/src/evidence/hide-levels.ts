import { isSmall } from './hide-groups.ts';

/** Pupils at each level, always in the same order. */
export type LevelVector = readonly number[];
/** Places in the vector that are not shown. */
export type HiddenLevels = ReadonlySet<number>;

const total = (vector: LevelVector, places: Iterable<number>): number =>
  [...places].reduce((all, place) => all + (vector[place] ?? 0), 0);
const smallPlaces = (vector: LevelVector): number[] =>
  vector.flatMap((count, place) => (isSmall(count) ? [place] : []));

/** The place not hidden yet with the fewest pupils, but some. */
const nextPlace = (vector: LevelVector, hidden: HiddenLevels): number | undefined =>
  vector
    .map((count, place) => ({ count, place }))
    .filter(({ count, place }) => count > 0 && !hidden.has(place))
    .sort((a, b) => a.count - b.count)[0]?.place;

/** A group on its own, whose size is known: the hidden levels are together not few. */
export function hideRow(vector: LevelVector): HiddenLevels {
  const hidden = new Set(smallPlaces(vector));
  while (isSmall(total(vector, hidden))) {
    const next = nextPlace(vector, hidden);
    if (next === undefined) break;
    hidden.add(next);
  }
  return hidden;
}

/**
 * The groups of a whole, all of them, whose sizes are known and whose levels add up to the whole's. The hidden cells
 * are a block, some groups by some levels: of a block whose sums are known nothing can be worked out but sums of
 * whole rows and whole columns, and those are not few. Gives the hidden levels of each group.
 */
export function hideBlock(rows: readonly LevelVector[], ofWhole: HiddenLevels): readonly HiddenLevels[] {
  const levels = new Set([...ofWhole, ...rows.flatMap(smallPlaces)]);
  const inBlock = new Set(
    rows.flatMap((row, at) => (ofWhole.size > 0 || smallPlaces(row).length > 0 ? [at] : [])),
  );
  for (let grown = levels.size > 0; grown; ) {
    grown = false;
    for (const at of inBlock) {
      const row = rows[at] ?? [];
      const next = isSmall(total(row, levels)) ? nextPlace(row, levels) : undefined;
      if (next === undefined) continue;
      levels.add(next);
      grown = true;
    }
    for (const place of levels) {
      if (ofWhole.has(place) || !isSmall(total(columnOf(rows, place), inBlock))) continue;
      const next = nextPlace(columnOf(rows, place), inBlock);
      if (next === undefined) continue;
      inBlock.add(next);
      grown = true;
    }
  }
  return rows.map((_, at) => (inBlock.has(at) ? levels : new Set<number>()));
}

const columnOf = (rows: readonly LevelVector[], place: number): LevelVector =>
  rows.map((row) => row[place] ?? 0);

/** Levels of a group that are not told by sex: of those together neither the boys nor the girls are few. */
export function hideBySex({
  male,
  female,
  hidden,
}: {
  readonly male: LevelVector;
  readonly female: LevelVector;
  readonly hidden: HiddenLevels;
}): HiddenLevels {
  const unsplit = new Set([...hidden, ...smallPlaces(male), ...smallPlaces(female)]);
  const both = male.map((count, place) => count + (female[place] ?? 0));
  while (isSmall(total(male, unsplit)) || isSmall(total(female, unsplit))) {
    const next = nextPlace(both, unsplit);
    if (next === undefined) break;
    unsplit.add(next);
  }
  return unsplit;
}
