import type { Hop } from './hops.ts';
import { quantile, spread } from './quantile.ts';
import type { RepEvent } from './rep.ts';

/** Skips come in a row: hops that follow each other within this, ms. */
const ROW_GAP_MS = 1_000;
/** One hop or two by themselves, of somebody who walks or waits, are none. */
const LEAST_TOGETHER = 3;
/** Steps from foot to foot are skips only in a longer row ... */
const LEAST_STEPS = 4;
/** ... at a pace of hops, so many a second, that is even: the middle half of the intervals by its median. */
const STEPS_HZ = { slowest: 1.5, fastest: 5 };
const UNEVEN = 0.35;
/** ... that lifts the whole trunk (a walk does so by about 0.03 of a body) ... */
const STEP_RISE = 0.035;
/** ... on the spot, with hands that swing a rope together: how far feet and hands change places, in bodies. */
const FEET_TRAVEL = 0.25;
const HANDS_APART = { x: 0.2, y: 0.13 };
/** Where only one hand is seen: how far it moves against the hips, and how high the steps are. */
const ONE_HAND = 0.1;
const ONE_HAND_RISE = 0.055;
/**
 * ... and elbows that bend to hold it, degrees: hanging arms are straight. From the front bent ones look straight, but
 * then the hands are higher than the hips.
 */
const ELBOW = 158;
const HANDS_OVER_HIPS = -0.01;

/**
 * Which hops are rope skips. On both feet a short row will do. In the running step one foot leaves the floor after
 * the other, as in walking and running; what tells them apart is the whole row.
 */
export function skipRowsOf(hops: readonly Hop[]): readonly (readonly Hop[])[] {
  return rowsOf(hops).flatMap((whole): readonly (readonly Hop[])[] => {
    const row = withoutStarts(whole);
    const share = (feet: Hop['feet']): number => row.filter((hop) => hop.feet === feet).length / row.length;
    if (share('together') > MOST) {
      const skips = atPace(row, ({ feet }) => feet === 'together');
      return areSkips(skips) ? [skips] : [];
    }
    if (row.length >= LEAST_STEPS && 1 - share('unclear') > MOST && isRunningStep(row))
      return [atPace(row, ({ feet }) => feet !== 'unclear')];
    return runsOf(row, ({ feet }) => feet === 'together').filter(areSkips);
  });
}

/** A pause longer than this many usual intervals, and than this, ms, is a rope that was stopped ... */
const PAUSE = { intervals: 2.2, ms: 700 };
/** ... unless it is so long that the next row is another go. */
const ANOTHER_GO_MS = 15_000;

/** Where the rope stopped between two skips of one go. Where nobody was seen nothing is said. */
export function interruptionsOf(
  rows: readonly (readonly Hop[])[],
  unseen: readonly { readonly start: number; readonly end: number }[],
): readonly RepEvent[] {
  const skips = rows.flat();
  const intervals = intervalsOf(skips);
  const usual = quantile(intervals, 0.5);
  const longest = Math.max(PAUSE.ms, PAUSE.intervals * usual);
  return skips.slice(1).flatMap((hop, n): RepEvent[] => {
    const last = skips[n];
    const pause = intervals[n] ?? 0;
    if (last === undefined || pause <= longest || pause > ANOTHER_GO_MS) return [];
    // A body that stands belongs to no hop, though the hop before drags its floor along.
    const span = { start: (last.peakAt + usual / 2) / 1000, end: (hop.peakAt - usual / 2) / 1000 };
    const hidden = unseen.some(({ start, end }) => start < span.end && end > span.start);
    return hidden ? [] : [{ ...span, code: 'rope_interrupted' }];
  });
}

/** So many hops of a row are of its kind; the others among them are too, only less well seen. */
const MOST = 0.7;
/** A hop at either end of a row that rises by less than this part of the others is a start or a landing. */
const OF_OTHERS = 0.55;

/** A hop at either end that rises like the others and follows at their pace, this part of it, is one of them. */
const PACE = { least: 0.6, most: 1.5 };

/** From the first to the last hop that is like this, and one more at either end whose feet were less well seen. */
function atPace(row: readonly Hop[], like: (hop: Hop) => boolean): readonly Hop[] {
  const [first, last] = [row.findIndex(like), row.findLastIndex(like)];
  const usual = quantile(intervalsOf(row), 0.5);
  const follows = (hop: Hop | undefined, next: Hop | undefined): boolean => {
    if (hop === undefined || next === undefined) return false;
    const interval = (next.peakAt - hop.peakAt) / usual;
    return interval > PACE.least && interval < PACE.most;
  };
  const before = follows(row[first - 1], row[first]) ? 1 : 0;
  const after = follows(row[last], row[last + 1]) ? 1 : 0;
  return row.slice(first - before, last + 1 + after);
}

/** Hops like this that follow each other without another in between: every second one is a run's. */
function runsOf(row: readonly Hop[], like: (hop: Hop) => boolean): Hop[][] {
  const runs: Hop[][] = [[]];
  for (const hop of row)
    if (like(hop)) runs.at(-1)?.push(hop);
    else runs.push([]);
  return runs;
}

/** Slower than this, ms from hop to hop, no rope turns; a film at half speed included. */
const SLOWEST_MS = 1_250;
/** A short row has to be even: the longest interval by the shortest, in rows of fewer than so many. */
const EVEN = { ratio: 1.8, below: 6 };

/** Hops on both feet that follow each other as a rope does. */
function areSkips(row: readonly Hop[]): boolean {
  if (row.length < LEAST_TOGETHER) return false;
  const intervals = intervalsOf(row);
  if (quantile(intervals, 0.5) > SLOWEST_MS) return false;
  return row.length >= EVEN.below || Math.max(...intervals) <= EVEN.ratio * Math.min(...intervals);
}

const intervalsOf = (row: readonly Hop[]): number[] =>
  row.slice(1).map((hop, n) => hop.peakAt - (row[n]?.peakAt ?? 0));

/** From the first to the last hop that is like this. */
function within(row: readonly Hop[], like: (hop: Hop) => boolean): readonly Hop[] {
  return row.slice(row.findIndex(like), row.findLastIndex(like) + 1);
}

function withoutStarts(row: readonly Hop[]): readonly Hop[] {
  const least =
    OF_OTHERS *
    quantile(
      row.map(({ rise }) => rise),
      0.5,
    );
  return within(row, ({ rise }) => rise >= least);
}

function rowsOf(hops: readonly Hop[]): Hop[][] {
  const rows: Hop[][] = [];
  for (const hop of hops) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row !== undefined && last !== undefined && hop.start - last.end < ROW_GAP_MS) row.push(hop);
    else rows.push([hop]);
  }
  return rows;
}

function isRunningStep(row: readonly Hop[]): boolean {
  const intervals = intervalsOf(row);
  const usual = quantile(intervals, 0.5);
  if (usual < 1000 / STEPS_HZ.fastest || usual > 1000 / STEPS_HZ.slowest) return false;
  if ((quantile(intervals, 0.75) - quantile(intervals, 0.25)) / usual > UNEVEN) return false;
  if (
    quantile(
      row.map(({ rise }) => rise),
      0.5,
    ) < STEP_RISE
  )
    return false;
  const looks = row.flatMap((hop) => hop.looks);
  const wrists = looks.flatMap((look) => look.wrists ?? []);
  const ankles = looks.flatMap((look) => look.ankles ?? []);
  const elbows = looks.flatMap(({ elbow }) => elbow ?? []);
  const hands = looks.flatMap((look) => look.hands ?? []);
  const held = quantile(elbows, 0.5) < ELBOW || quantile(hands, 0.5) > HANDS_OVER_HIPS;
  if (!held || ankles.length < looks.length / 2) return false;
  if (spread(ankles.map(({ x }) => x)) >= FEET_TRAVEL) return false;
  if (wrists.length >= looks.length / 2)
    return (
      spread(wrists.map(({ x }) => x)) < HANDS_APART.x && spread(wrists.map(({ y }) => y)) < HANDS_APART.y
    );
  // One hand only: it has to stay where it is, and the steps to be higher than any walk's.
  const beside = looks.flatMap(({ handsBeside }) => handsBeside ?? []);
  return (
    hands.length >= looks.length / 2 &&
    spread(hands) < ONE_HAND &&
    spread(beside) < ONE_HAND &&
    quantile(
      row.map(({ rise }) => rise),
      0.5,
    ) > ONE_HAND_RISE
  );
}
