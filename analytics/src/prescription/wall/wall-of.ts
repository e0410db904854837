import type { Dose, Drill, Prescription, WallResponse } from '@tizhi/contracts';
import { COOL_DOWNS, DRILLS, SESSION_ORDER, WARM_UPS } from '../library/library.ts';
import { secondsOf } from '../plan/progress.ts';
import { sessionOn } from './session-on.ts';

/** A pupil on a wall: what the class calls them there, and their confirmed plan. */
export interface WallPupil {
  readonly label: string;
  readonly plan: Prescription;
  readonly startsOn: string;
}

/**
 * A drill with fewer labels than this is not shown: whoever stands alone at a seated drill tells everybody why. OURS.
 * Those pupils have it on their own page.
 */
export const SMALLEST_STATION = 3;

/**
 * Today's session of a class for a wall display. It says as little of a body as it can: drills stand in the
 * order of a session, labels in their own order, and at a drill all labels share one dose, the smallest of
 * theirs, because doses follow levels and would rank a class in public. Nobody is asked for more than was
 * confirmed; a pupil's own page has the own dose. Who has no session is simply not there.
 */
export function wallOf(of: {
  readonly title: string;
  readonly demo: boolean;
  readonly day: string;
  /** Epoch ms. */
  readonly serverAt: number;
  readonly pupils: readonly WallPupil[];
}): WallResponse {
  const stations = new Map<string, { labels: Set<string>; dose: Dose }>();
  for (const { label, plan, startsOn } of of.pupils) {
    if (plan.kind !== 'plan') continue;
    for (const { drill, dose } of sessionOn({ plan, startsOn, day: of.day })?.drills ?? []) {
      const station = stations.get(drill);
      stations.set(drill, {
        labels: (station?.labels ?? new Set()).add(label),
        dose: station === undefined ? dose : smaller(station.dose, dose),
      });
    }
  }
  for (const [drill, { labels }] of stations) if (labels.size < SMALLEST_STATION) stations.delete(drill);
  const drills = DRILLS.filter(({ id }) => stations.has(id)).sort((a, b) => placeOf(a) - placeOf(b));
  return {
    serverAt: of.serverAt,
    title: of.title,
    demo: of.demo,
    day: of.day,
    drills: drills.map(publicDrill),
    groups: drills.flatMap(({ id }) => {
      const station = stations.get(id);
      return station === undefined
        ? []
        : [{ drill: id, doses: [{ labels: [...station.labels].sort(byLabel), dose: { ...station.dose } }] }];
    }),
  };
}

const publicDrill = ({ id, name, cue, figure }: Drill): WallResponse['drills'][number] => ({
  id,
  name,
  cue,
  figure,
});

/** Warm-up, work by component, stretch; within each the order of the library. */
function placeOf({ id, component }: Drill): number {
  if (WARM_UPS.includes(id)) return -1;
  return COOL_DOWNS.includes(id) ? SESSION_ORDER.length : SESSION_ORDER.indexOf(component);
}

const volume = ({ sets, amount }: Dose): number => sets * amount;
/** The dose that asks less: less volume, then more rest. */
function smaller(a: Dose, b: Dose): Dose {
  if (volume(a) !== volume(b)) return volume(a) < volume(b) ? a : b;
  return secondsOf(a) >= secondsOf(b) ? a : b;
}

/** Bib numbers by number, then nicknames by code point: the same on every machine. */
function byLabel(a: string, b: string): number {
  const [one, two] = [Number(a), Number(b)];
  const [isNumber, isOther] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
  if (isNumber && isOther && one !== two) return one - two;
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
