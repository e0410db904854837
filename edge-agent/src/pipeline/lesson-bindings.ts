import type { ActiveLesson, DeviceId, LessonId, RosterEntry, SubjectId } from '@tizhi/contracts';

/** Who wore a device, in which lesson, and that pupil's limits where the roster has them. */
export interface Wearer {
  readonly subject: SubjectId;
  readonly lesson: LessonId;
  readonly pupil: RosterEntry | undefined;
}

export interface AttemptOwner {
  readonly subject: SubjectId | null;
  readonly lesson: LessonId | null;
}

/**
 * Answers "whose is this?" from the last desired state. Built anew for each roster or lesson message, so
 * that a lookup is a map access however large the school is.
 */
export interface Bindings {
  /** The pupil a device was bound to at an instant (device d was pupil p from t1, inclusive, to t2, exclusive). */
  wearer(device: DeviceId, at: number): Wearer | undefined;
  /** The pupil a device is bound to without an end: for a gateway that does not know what time it is. */
  lastWearer(device: DeviceId): Wearer | undefined;
  /** Whose attempt a station printed: by the tag if it printed one, else by the station's own binding. */
  attemptOwner(attempt: {
    readonly station: DeviceId;
    readonly tag: string | null;
    readonly at: number;
  }): AttemptOwner;
  /** Tags of the pupils in the active lessons (of all pupils where no lesson is active). */
  readonly tags: readonly string[];
}

type Binding = ActiveLesson['bindings'][number];

export function bindingsFrom(desired: {
  readonly pupils: readonly RosterEntry[];
  readonly lessons: readonly ActiveLesson[];
}): Bindings {
  const { pupils, lessons } = desired;
  const bySubject = new Map(pupils.map((pupil) => [pupil.subject, pupil]));
  const byTag = Map.groupBy(
    pupils.filter((pupil) => pupil.tag !== null),
    (pupil) => pupil.tag,
  );
  const byDevice = Map.groupBy(
    lessons
      .flatMap((lesson) => lesson.bindings.map((binding) => ({ ...binding, lesson: lesson.lesson })))
      .toSorted((a, b) => a.from - b.from),
    (binding) => binding.device,
  );
  const started = (at: number): ActiveLesson[] => lessons.filter((lesson) => lesson.startedAt <= at);

  // The latest binding wins where a teacher handed a strap on without ending the earlier one.
  const lastBound = (device: DeviceId, fits: (binding: Binding) => boolean): Wearer | undefined => {
    const binding = byDevice.get(device)?.findLast(fits);
    if (binding === undefined) return undefined;
    return { subject: binding.subject, lesson: binding.lesson, pupil: bySubject.get(binding.subject) };
  };
  const wearer = (device: DeviceId, at: number): Wearer | undefined =>
    lastBound(device, ({ from, to }) => from <= at && (to === null || at < to));

  const ofTag = (tag: string, at: number): AttemptOwner => {
    const found = byTag.get(tag) ?? [];
    const active = started(at);
    const inLesson = found.filter((pupil) => active.some((lesson) => lesson.class === pupil.class));
    // Two classes may use the same bibs: the one that has a lesson now is meant, otherwise nobody is guessed.
    const candidates = inLesson.length > 0 ? inLesson : found;
    const [pupil] = candidates;
    if (pupil === undefined || candidates.length > 1) return { subject: null, lesson: onlyLesson(active) };
    const lesson = active.find((each) => each.class === pupil.class)?.lesson ?? null;
    return { subject: pupil.subject, lesson };
  };

  const classes = new Set(lessons.map((lesson) => lesson.class));
  return {
    wearer,
    lastWearer: (device) => lastBound(device, ({ to }) => to === null),
    attemptOwner({ station, tag, at }) {
      if (tag !== null) return ofTag(tag, at);
      const bound = wearer(station, at);
      if (bound !== undefined) return { subject: bound.subject, lesson: bound.lesson };
      return { subject: null, lesson: onlyLesson(started(at)) };
    },
    tags: pupils
      .filter((pupil) => classes.size === 0 || classes.has(pupil.class))
      .flatMap((pupil) => (pupil.tag === null ? [] : [pupil.tag])),
  };
}

const onlyLesson = (lessons: readonly ActiveLesson[]): LessonId | null => {
  const [lesson] = lessons;
  return lesson !== undefined && lessons.length === 1 ? lesson.lesson : null;
};
