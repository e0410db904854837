import { setImmediate } from 'node:timers/promises';
import {
  ageInYears,
  classLoad,
  createLoadTally,
  estimateRestingBpm,
  type LoadTally,
  MAX_BRIDGE_MS,
  planAgainstActual,
  wearerFinder,
} from '@tizhi/analytics';
import type { Instant, LessonId, LessonLoad, SchoolId, SubjectId } from '@tizhi/contracts';
import type { Pupil, TelemetryStore } from '@tizhi/storage';
import { maxBpmOf, UNKNOWN_AGE_YEARS } from '../school/heart-limits.ts';
import { type BoundLesson, isActive, type LessonBook } from '../school/lesson-book.ts';
import type { Roster, RosterCache } from '../school/roster-cache.ts';

/** Rates counted before others get their turn: live pages are served by the same process. */
const AT_ONCE = 2_000;
const MS_PER_MINUTE = 60_000;

/** Computes the load of a lesson from the stored heart rates; `undefined`: there is no such lesson or class. */
export type LoadDesk = (lesson: LessonId) => Promise<LessonLoad | undefined>;

export function createLoadDesk({
  telemetry,
  lessons,
  roster,
  school,
  clock,
}: {
  readonly telemetry: Pick<TelemetryStore, 'heartRate'>;
  readonly lessons: LessonBook;
  readonly roster: RosterCache;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): LoadDesk {
  return async (id) => {
    const lesson = await lessons.find(id);
    const people = await roster.current();
    const inClass = lesson === undefined ? undefined : people.classes.get(lesson.class);
    if (lesson === undefined || inClass === undefined) return undefined;
    const now = clock();
    const running = isActive(lesson, now);
    const until = Math.max(lesson.startedAt, endOf(lesson, { now, running }));
    const pupils = pupilsOf(lesson, people);
    const tallies = talliesOf({ lesson, pupils, until });
    const wearerOf = wearerFinder(lesson.bindings);
    const devices = [...new Set(lesson.bindings.map(({ device }) => device))];
    // The last rate of a lesson holds until the first one after it.
    const range = { from: lesson.startedAt, to: until + MAX_BRIDGE_MS, school, devices };
    let taken = 0;
    if (devices.length > 0 && until > lesson.startedAt)
      for await (const rate of telemetry.heartRate(range)) {
        const subject = wearerOf(rate.device, rate.at);
        if (subject !== undefined) tallies.get(subject)?.take(rate);
        taken += 1;
        if (taken % AT_ONCE === 0) await setImmediate();
      }
    const loads = new Map([...tallies].map(([subject, tally]) => [subject, tally.finish()]));
    const group = classLoad(pupils.map(({ subject }) => loads.get(subject) ?? null));
    return {
      lesson: lesson.lesson,
      class: lesson.class,
      className: inClass.name,
      startedAt: lesson.startedAt,
      plannedEndAt: lesson.plannedEndAt,
      until,
      running,
      group,
      plan: planAgainstActual({
        group,
        plannedMinutes: (lesson.plannedEndAt - lesson.startedAt) / MS_PER_MINUTE,
        actualMinutes: (until - lesson.startedAt) / MS_PER_MINUTE,
        running,
      }),
      pupils: pupils.map((pupil) => ({
        subject: pupil.subject,
        name: pupil.name,
        seat: pupil.seat,
        guest: pupil.class !== lesson.class,
        load: loads.get(pupil.subject) ?? null,
      })),
    };
  };
}

/** A lesson that nobody ended is taken to have ended as planned: the time after it was no lesson. */
function endOf(
  { endedAt, plannedEndAt }: BoundLesson,
  { now, running }: { readonly now: Instant; readonly running: boolean },
): Instant {
  if (running) return now;
  return endedAt ?? Math.min(plannedEndAt, now);
}

/** By seat, guests last. */
function pupilsOf(lesson: BoundLesson, { pupils }: Roster): Pupil[] {
  const bound = new Set(lesson.bindings.map(({ subject }) => subject));
  const isGuest = (pupil: Pupil): boolean => pupil.class !== lesson.class;
  return [...pupils.values()]
    .filter((pupil) => !isGuest(pupil) || bound.has(pupil.subject))
    .sort((a, b) => Number(isGuest(a)) - Number(isGuest(b)) || a.seat - b.seat);
}

function talliesOf({
  lesson: { startedAt, bindings },
  pupils,
  until,
}: {
  readonly lesson: BoundLesson;
  readonly pupils: readonly Pupil[];
  readonly until: Instant;
}): Map<SubjectId, LoadTally> {
  const bound = new Set(bindings.map(({ subject }) => subject));
  const tally = (pupil: Pupil): LoadTally =>
    createLoadTally(
      {
        max: {
          bpm: maxBpmOf(pupil, startedAt),
          kind: pupil.measuredMaxBpm === null ? 'estimated' : 'measured',
        },
        sex: pupil.sex,
        restingBpm: estimateRestingBpm(ageInYears(pupil.birthDate, startedAt) ?? UNKNOWN_AGE_YEARS),
      },
      { from: startedAt, to: until },
    );
  return new Map(
    pupils.filter(({ subject }) => bound.has(subject)).map((pupil) => [pupil.subject, tally(pupil)]),
  );
}
