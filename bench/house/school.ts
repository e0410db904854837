import { hashPassword } from '@tizhi/api';
import { AccountId, ClassId, type DeviceId, LessonId, type SchoolId, SubjectId } from '@tizhi/contracts';
import { openRecords } from '@tizhi/storage';
import { Settings } from '../../cli/src/config.ts';
import { UNNAMED_SCHOOL } from '../../cli/src/run/school-name.ts';

/** The school that a server serves where its settings name none. */
export const { school: SCHOOL } = Settings.parse({});
export const SCHOOL_NAME = UNNAMED_SCHOOL;
const PASSWORD = 'bench-password';
export const NURSE = { username: 'nurse', password: PASSWORD };
export const ADMIN = { username: 'admin', password: PASSWORD };
/** Well above every ceiling and well below it, bpm. */
export const RATES = { alarming: 230, calm: 100 } as const;
const MEASURED_MAX_BPM = 200;
const HOUR_MS = 3_600_000;

export interface SeededSchool {
  readonly school: SchoolId;
  readonly lesson: LessonId;
  /** Who wears which strap. */
  readonly wearers: ReadonlyMap<DeviceId, SubjectId>;
}

/**
 * A school with one class of synthetic pupils, one for each strap, a nurse, an administrator, and a lesson in progress with the
 * straps bound. Written before the server starts.
 */
export async function seedSchool(dataDir: string, straps: readonly DeviceId[]): Promise<SeededSchool> {
  const school = SCHOOL;
  const inClass = { class: ClassId.parse('bench-class'), school, name: 'Bench', grade: '8' } as const;
  const wearers = new Map(straps.map((device, i) => [device, SubjectId.parse(`bench-pupil-${i + 1}`)]));
  const pupils = [...wearers.values()].map((subject, i) => ({
    subject,
    school,
    class: inClass.class,
    seat: i + 1,
    tag: String(i + 1),
    sex: 'female' as const,
    birthDate: '2013-09-01',
    measuredMaxBpm: MEASURED_MAX_BPM,
    name: `Synthetic ${i + 1}`,
    studentNumber: `SYNTHETIC-${i + 1}`,
  }));
  const lesson = LessonId.parse('bench-lesson');
  const from = Date.now() - 3 * HOUR_MS;
  const records = await openRecords({ dataDir });
  try {
    await records.roster.save({ school, name: SCHOOL_NAME }, [inClass], pupils);
    const passwordHash = await hashPassword(PASSWORD);
    for (const role of ['nurse', 'admin'] as const)
      await records.accounts.save({
        account: AccountId.parse(`bench-${role}`),
        school,
        username: role,
        displayName: 'Bench',
        role,
        passwordHash,
      });
    await records.lessons.save({
      lesson,
      school,
      class: inClass.class,
      startedAt: from,
      plannedEndAt: from + 12 * HOUR_MS,
      endedAt: null,
    });
    const bindings = [...wearers].map(([device, subject]) => ({ device, subject, from, to: null }));
    await records.lessons.bind(lesson, bindings);
  } finally {
    await records.close();
  }
  return { school, lesson, wearers };
}
