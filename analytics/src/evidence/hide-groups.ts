import { SMALLEST_GROUP } from '@tizhi/contracts';

/** Pupils of a group and of the groups that it consists of: a school of grades, a grade of classes. */
export interface GroupSize {
  readonly male: number;
  readonly female: number;
  /** A group without a name, such as pupils whose class is unknown, is never shown. */
  readonly nameless?: boolean;
  readonly parts: readonly GroupSize[];
}

/** What may be said of a group: whether there is a number for all, and one for each sex. */
export interface GroupShown {
  readonly hidden: 'small' | 'complementary' | null;
  readonly bySex: 'small' | 'complementary' | null;
}

export const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_GROUP;
const sizeOf = ({ male, female }: GroupSize): number => male + female;
const sum = (groups: Iterable<GroupSize>): number =>
  [...groups].reduce((all, group) => all + sizeOf(group), 0);

/**
 * Chooses which groups are shown, so that neither a group nor what is left of one after taking away the shown ones
 * has 1-9 pupils (docs/evidence.md proves that nothing else can be worked out).
 *
 * Of a group of one sex the total is its number by sex as well, and everybody knows which groups those are. Where one
 * of several must be hidden nothing is told by sex: the others, taken away from the girls of a grade, would leave it.
 */
export function hideGroups(whole: GroupSize): ReadonlyMap<GroupSize, GroupShown> {
  const shown = chosen(whole, splits(whole) ? null : 'small');
  const oneSex = [...shown].filter(([part]) => isOneSex(part));
  const tells = !isOneSex(whole) && oneSex.length > 1 && oneSex.some(([, { hidden }]) => hidden !== null);
  return tells ? chosen(whole, 'complementary') : shown;
}

const isOneSex = ({ male, female }: GroupSize): boolean => (male === 0) !== (female === 0);

function chosen(whole: GroupSize, bySex: GroupShown['bySex']): ReadonlyMap<GroupSize, GroupShown> {
  const shown = new Map<GroupSize, GroupShown>();
  const isHidden = sizeOf(whole) < SMALLEST_GROUP;
  shown.set(whole, { hidden: isHidden ? 'small' : null, bySex: isHidden ? 'small' : bySex });
  hideParts(whole, shown);
  return shown;
}

type Sexes = Pick<GroupSize, 'male' | 'female'>;

/** The pupils of classes with boys and girls: that a class has only one of them, everybody knows without a report. */
function mixed({ male, female, parts }: GroupSize): Sexes {
  if (parts.length > 0) return added(parts.map(mixed));
  return male > 0 && female > 0 ? { male, female } : { male: 0, female: 0 };
}
const added = (groups: readonly Sexes[]): Sexes => ({
  male: groups.reduce((all, { male }) => all + male, 0),
  female: groups.reduce((all, { female }) => all + female, 0),
});

/** Whether neither the boys nor the girls are few, with or without the classes that have one sex only. */
const areMany = (groups: readonly GroupSize[]): boolean =>
  [added(groups), added(groups.map(mixed))].every(({ male, female }) => !isSmall(male) && !isSmall(female));
const splits = (group: GroupSize): boolean => areMany([group]);

function hideParts(whole: GroupSize, shown: Map<GroupSize, GroupShown>): void {
  const of = shown.get(whole);
  const hidden = of?.hidden === null ? hiddenTotals(whole.parts) : new Set(whole.parts);
  const unsplit = of?.bySex === null ? unsplitParts(whole.parts, hidden) : new Set(whole.parts);
  for (const part of whole.parts) {
    const small = sizeOf(part) < SMALLEST_GROUP;
    shown.set(part, {
      hidden: hidden.has(part) ? (small ? 'small' : 'complementary') : null,
      bySex: unsplit.has(part) ? (splits(part) && !small ? 'complementary' : 'small') : null,
    });
    hideParts(part, shown);
  }
}

/** The small parts, and of the others the smallest until those hidden are together not small. */
function hiddenTotals(parts: readonly GroupSize[]): Set<GroupSize> {
  const hidden = new Set(parts.filter((part) => sizeOf(part) < SMALLEST_GROUP || part.nameless));
  const others = bySize(parts, hidden);
  while (isSmall(sum(hidden))) {
    const next = others.shift();
    if (next === undefined) break;
    hidden.add(next);
  }
  return hidden;
}

/** Parts without numbers by sex: of those together neither the boys nor the girls may be few. */
function unsplitParts(parts: readonly GroupSize[], hidden: ReadonlySet<GroupSize>): Set<GroupSize> {
  const unsplit = new Set(parts.filter((part) => hidden.has(part) || !splits(part)));
  const others = bySize(parts, unsplit);
  while (!areMany([...unsplit])) {
    const next = others.shift();
    if (next === undefined) break;
    unsplit.add(next);
  }
  return unsplit;
}

const bySize = (parts: readonly GroupSize[], without: ReadonlySet<GroupSize>): GroupSize[] =>
  parts.filter((part) => !without.has(part)).sort((a, b) => sizeOf(a) - sizeOf(b));
