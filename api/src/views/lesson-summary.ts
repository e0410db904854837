import type { LessonSummary } from '@tizhi/contracts';
import type { Lesson } from '@tizhi/storage';
import type { Roster } from '../school/roster-cache.ts';

/** A lesson with its class; `undefined` where the class is no longer in the records. */
export function lessonSummary(lesson: Lesson, roster: Roster): LessonSummary | undefined {
  const inClass = roster.classes.get(lesson.class);
  if (inClass === undefined) return undefined;
  return {
    lesson: lesson.lesson,
    class: lesson.class,
    className: inClass.name,
    grade: inClass.grade,
    startedAt: lesson.startedAt,
    plannedEndAt: lesson.plannedEndAt,
    endedAt: lesson.endedAt,
    pupils: [...roster.pupils.values()].filter((pupil) => pupil.class === lesson.class).length,
  };
}
