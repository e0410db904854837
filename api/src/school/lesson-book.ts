import type { Binding, Instant, LessonId, SchoolId } from '@tizhi/contracts';
import type { Lesson, RecordStore } from '@tizhi/storage';

/** A lesson and who wore what in it. */
export interface BoundLesson extends Lesson {
  readonly bindings: readonly Binding[];
}

/** Lessons looked at when asking which ones are running: a school day has far fewer. */
const RECENT_LESSONS = 100;
/** A lesson that nobody ended stops by itself this long after its planned end. */
const FORGOTTEN_AFTER_MS = 60 * 60 * 1000;
/** The contract's limit of lessons that a gateway serves at once. */
const MAX_ACTIVE = 16;

export interface LessonBook {
  /** A lesson of this school, as stored now. */
  find(lesson: LessonId): Promise<BoundLesson | undefined>;
  /** The lessons that run now, oldest first. */
  active(): Promise<BoundLesson[]>;
}

export function createLessonBook({
  records,
  school,
  clock,
}: {
  readonly records: RecordStore;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): LessonBook {
  const withBindings = async (lesson: Lesson): Promise<BoundLesson> => ({
    ...lesson,
    bindings: await records.lessons.bindings(lesson.lesson),
  });
  return {
    async find(id) {
      const lesson = await records.lessons.find(id);
      return lesson === undefined || lesson.school !== school ? undefined : withBindings(lesson);
    },
    async active() {
      const now = clock();
      const recent = await records.lessons.list(school, RECENT_LESSONS);
      const running = recent.filter((lesson) => isActive(lesson, now)).slice(0, MAX_ACTIVE);
      return Promise.all(running.reverse().map(withBindings));
    },
  };
}

/** When a lesson that nobody ends stops by itself. */
export const forgottenAt = ({ plannedEndAt }: Lesson): Instant => plannedEndAt + FORGOTTEN_AFTER_MS;

/** Begun, not ended, and not forgotten. */
export const isActive = (lesson: Lesson, now: Instant): boolean =>
  lesson.startedAt <= now && (lesson.endedAt === null || lesson.endedAt > now) && now < forgottenAt(lesson);
