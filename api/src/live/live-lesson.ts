import { zoneOf } from '@tizhi/analytics';
import type { Binding, Freshness, Instant, LiveFrame, LiveTile, SubjectId } from '@tizhi/contracts';
import type { Pupil } from '@tizhi/storage';
import type { AlertBook } from '../alerts/alert-book.ts';
import { maxBpmOf } from '../school/heart-limits.ts';
import type { BoundLesson } from '../school/lesson-book.ts';
import type { DeviceBook } from './device-book.ts';
import { coverageOf, liveDevices } from './live-devices.ts';
import { ageOf, type LatestHeart, type LiveState, type Moment } from './live-state.ts';

const FRESH_MS = 3_000;
const STALE_MS = 15_000;

/** What a teacher sees must have been true a moment ago. `null`: never heard. */
export function freshnessOf(ageMs: number | null): Freshness {
  if (ageMs === null || ageMs > STALE_MS) return 'silent';
  return ageMs > FRESH_MS ? 'stale' : 'fresh';
}

/**
 * The whole class in seat order, then guests (bound pupils of other classes). A tile shows the strap that
 * its pupil wears now, or wore last, and only samples from the time she wore it.
 */
export function liveFrame({
  state,
  book,
  alerts,
  lesson,
  pupils,
  moment,
}: {
  readonly state: LiveState;
  /** What devices told besides heart rates. */
  readonly book: DeviceBook;
  readonly alerts: AlertBook;
  readonly lesson: BoundLesson;
  readonly pupils: ReadonlyMap<SubjectId, Pupil>;
  readonly moment: Moment;
}): LiveFrame {
  const { now } = moment;
  const alerted = subjectsWithOpenAlert(alerts, lesson);
  const bound = new Set(lesson.bindings.map((binding) => binding.subject));
  const people = [...pupils.values()].filter(
    (pupil) => pupil.class === lesson.class || bound.has(pupil.subject),
  );
  const tiles = people
    .sort(byClassThenSeat(lesson))
    .map((pupil) =>
      tileOf({ pupil, state, binding: bindingOf(lesson.bindings, pupil.subject, now), moment, alerted }),
    );
  const devices = liveDevices(tiles, { state, book, bindings: lesson.bindings, moment });
  return {
    lesson: lesson.lesson,
    serverAt: now,
    heard: tiles.filter((tile) => tile.freshness === 'fresh').length,
    tiles,
    coverage: coverageOf(devices, FRESH_MS),
    devices,
  };
}

const byClassThenSeat =
  (lesson: BoundLesson) =>
  (a: Pupil, b: Pupil): number =>
    Number(a.class !== lesson.class) - Number(b.class !== lesson.class) || a.seat - b.seat;

/** The binding that holds now, else the one that ended last; a later begin wins where two overlap. */
function bindingOf(bindings: readonly Binding[], subject: SubjectId, now: Instant): Binding | undefined {
  const begun = bindings.filter((binding) => binding.subject === subject && binding.from <= now);
  const endOf = (binding: Binding): number =>
    binding.to === null || binding.to > now ? Number.POSITIVE_INFINITY : binding.to;
  return begun.reduce<Binding | undefined>((best, next) => {
    if (best === undefined) return next;
    const [bestEnd, nextEnd] = [endOf(best), endOf(next)];
    if (nextEnd !== bestEnd) return nextEnd > bestEnd ? next : best;
    return next.from >= best.from ? next : best;
  }, undefined);
}

function tileOf({
  pupil,
  state,
  binding,
  moment,
  alerted,
}: {
  readonly pupil: Pupil;
  readonly state: LiveState;
  readonly binding: Binding | undefined;
  readonly moment: Moment;
  readonly alerted: ReadonlySet<SubjectId>;
}): LiveTile {
  const heart = binding === undefined ? undefined : heardWhileWorn(state, binding);
  const ageMs = heart === undefined ? null : ageOf(heart, moment);
  const freshness = freshnessOf(ageMs);
  const bpm = freshness === 'silent' ? null : (heart?.bpm ?? null);
  return {
    subject: pupil.subject,
    device: binding?.device ?? null,
    name: pupil.name,
    seat: pupil.seat,
    bpm,
    zone: bpm === null ? null : zoneOf(bpm, maxBpmOf(pupil, moment.now)),
    doubt: freshness === 'silent' ? null : (heart?.doubt ?? null),
    at: heart?.at ?? null,
    ageMs: ageMs === null ? null : Math.round(ageMs),
    freshness,
    alert: alerted.has(pupil.subject),
  };
}

function heardWhileWorn(state: LiveState, { device, from, to }: Binding): LatestHeart | undefined {
  const heart = state.hearts.get(device);
  return heart !== undefined && heart.at >= from && (to === null || heart.at < to) ? heart : undefined;
}

/** An alert without a lesson counts from the lesson's start on. */
function subjectsWithOpenAlert(alerts: AlertBook, lesson: BoundLesson): ReadonlySet<SubjectId> {
  const subjects = new Set<SubjectId>();
  for (const { body, clearedAt } of alerts.values()) {
    const concerns = body.lesson === null ? body.from >= lesson.startedAt : body.lesson === lesson.lesson;
    if (clearedAt === null && concerns && body.subject !== null) subjects.add(body.subject);
  }
  return subjects;
}
