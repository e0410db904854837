import { randomUUID } from 'node:crypto';
import { hashPassword } from '@tizhi/api';
import { AccountId, DeviceId, LessonId } from '@tizhi/contracts';
import type { Lesson, RecordStore } from '@tizhi/storage';
import type { Logger } from 'pino';
import {
  DEMO_ACCOUNTS,
  DEMO_CLASSES,
  DEMO_PASSWORD,
  DEMO_SCHOOL,
  demoPupils,
  LESSON_CLASS,
} from './people.ts';

const LESSON_MS = 40 * 60_000;
const CHECK_MS = 5_000;

/** The strap worn in a seat: `strap-07`. */
export const strapOf = (seat: number): DeviceId => DeviceId.parse(`strap-${String(seat).padStart(2, '0')}`);

/**
 * Makes sure the demo school exists and has a lesson in progress. Safe at every start: people stay, a
 * running lesson goes on, a finished one is closed and a new one begun.
 */
export async function seedDemo(records: RecordStore, now: number): Promise<Lesson> {
  if ((await records.roster.school(DEMO_SCHOOL.school)) === undefined) {
    await records.roster.save(DEMO_SCHOOL, DEMO_CLASSES, demoPupils());
  }
  for (const { username, displayName, role } of DEMO_ACCOUNTS) {
    if ((await records.accounts.byUsername(username)) !== undefined) continue;
    await records.accounts.save({
      account: AccountId.parse(`demo-${username}`),
      school: DEMO_SCHOOL.school,
      username,
      displayName,
      role,
      passwordHash: await hashPassword(DEMO_PASSWORD),
    });
  }
  return lessonInProgress(records, now);
}

async function lessonInProgress(records: RecordStore, now: number): Promise<Lesson> {
  for (const lesson of await records.lessons.list(DEMO_SCHOOL.school, 20)) {
    if (lesson.endedAt !== null) continue;
    if (lesson.startedAt <= now && now < lesson.plannedEndAt) return lesson;
    await records.lessons.end(lesson.lesson, lesson.plannedEndAt);
  }
  return beginLesson(records, now);
}

/** A new lesson of the demo class, every strap bound to its seat from the first second. */
export async function beginLesson(records: RecordStore, now: number): Promise<Lesson> {
  const lesson: Lesson = {
    lesson: LessonId.parse(`demo-${randomUUID().slice(0, 8)}`),
    school: DEMO_SCHOOL.school,
    class: LESSON_CLASS.class,
    startedAt: now,
    plannedEndAt: now + LESSON_MS,
    endedAt: null,
  };
  const pupils = await records.roster.pupils(DEMO_SCHOOL.school, LESSON_CLASS.class);
  await records.lessons.save(lesson);
  await records.lessons.bind(
    lesson.lesson,
    pupils.map((pupil) => ({ device: strapOf(pupil.seat), subject: pupil.subject, from: now, to: null })),
  );
  return lesson;
}

/** While the demo runs there is always a lesson: when one reaches its planned end, the next begins. */
export function keepLessonRunning(records: RecordStore, log: Logger): { stop(): Promise<void> } {
  const check = (): void => {
    lessonInProgress(records, Date.now()).catch((problem: unknown) =>
      log.warn({ problem }, 'no demo lesson'),
    );
  };
  const timer = setInterval(check, CHECK_MS);
  return { stop: async () => clearInterval(timer) };
}
