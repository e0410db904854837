import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { ClassId, DeviceId, Instant, LessonId, SubjectId } from './ids.ts';
import { Sex } from './items.ts';

/** Grows with each change; a gateway ignores a version that is not newer than the one it has. */
const Version = z.int().min(1);

/** What a gateway must know of a pupil: pseudonym, bib and heart-rate limits. No name, no number. */
export const RosterEntry = z.object({
  subject: personal(SubjectId),
  class: internal(ClassId),
  /** Card or bib number as stations print it. */
  tag: personal(z.string().min(1).max(64).nullable()),
  sex: personal(Sex),
  /** Estimated or measured maximum heart rate, bpm. */
  maxBpm: health(z.int().min(100).max(250)),
  /** Sustained rates above this raise an alert. */
  ceilingBpm: health(z.int().min(80).max(250)),
});
export type RosterEntry = z.infer<typeof RosterEntry>;

export const RosterMessage = z.object({
  version: internal(Version),
  pupils: z.array(RosterEntry).max(10_000),
});
export type RosterMessage = z.infer<typeof RosterMessage>;

/** Device `device` was pupil `subject` from `from` (inclusive) to `to` (exclusive; `null`: still is). */
export const Binding = z.object({
  device: internal(DeviceId),
  subject: personal(SubjectId),
  from: internal(Instant),
  to: internal(Instant.nullable()),
});
export type Binding = z.infer<typeof Binding>;

export const ActiveLesson = z.object({
  lesson: internal(LessonId),
  class: internal(ClassId),
  startedAt: internal(Instant),
  plannedEndAt: internal(Instant),
  bindings: z.array(Binding).max(2_000),
});
export type ActiveLesson = z.infer<typeof ActiveLesson>;

/** The lessons a gateway serves now; empty between lessons. */
export const LessonMessage = z.object({
  version: internal(Version),
  lessons: z.array(ActiveLesson).max(16),
});
export type LessonMessage = z.infer<typeof LessonMessage>;

/** Desired behaviour of the gateway itself. */
export const CommandMessage = z.object({
  version: internal(Version),
  logLevel: internal(z.enum(['error', 'warn', 'info', 'debug'])),
});
export type CommandMessage = z.infer<typeof CommandMessage>;
