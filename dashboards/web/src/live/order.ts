import type { LiveTile, SubjectId } from '@tizhi/contracts';

export const SORTS = ['seat', 'rate', 'alerts'] as const;
export type Sort = (typeof SORTS)[number];

/** A pupil and where the server put her: seats of the class first, then guests of other classes. */
interface Placed {
  readonly tile: LiveTile;
  readonly place: number;
}

const rate = ({ tile }: Placed): number => (tile.freshness === 'silent' ? -1 : (tile.bpm ?? -1));
const byPlace = (a: Placed, b: Placed): number => a.place - b.place;

const COMPARE: Readonly<Record<Sort, (a: Placed, b: Placed) => number>> = {
  seat: byPlace,
  rate: (a, b) => rate(b) - rate(a) || byPlace(a, b),
  alerts: (a, b) => Number(b.tile.alert) - Number(a.tile.alert) || byPlace(a, b),
};

/** The pupils in the order the tiles stand: ties and missing rates fall back on the seat. */
export const orderOf = (tiles: readonly LiveTile[], sort: Sort): readonly SubjectId[] =>
  tiles
    .map((tile, place): Placed => ({ tile, place }))
    .sort(COMPARE[sort])
    .map(({ tile }) => tile.subject);
