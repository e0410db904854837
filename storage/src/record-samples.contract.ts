import { randomUUID } from 'node:crypto';
import {
  type AccountId,
  type AlertBody,
  type AlertId,
  type AttemptBody,
  type AttemptId,
  type ChainHash,
  type ClassId,
  type DeviceId,
  type Epoch,
  GatewayId,
  type LessonId,
  SchoolId,
  type SubjectId,
  TizhiError,
} from '@tizhi/contracts';
import type {
  InboxCommit,
  LaneKey,
  LaneMark,
  Lesson,
  Pupil,
  ReceivedAlert,
  ReceivedAttempt,
  SchoolClass,
} from './record-store.ts';

/** Synthetic records for the contract suite; nobody in them exists. */
export const SCHOOL = { school: SchoolId.parse('school-1'), name: '合成小学 Synthetic School' };
export const GATEWAY = GatewayId.parse('gym');
export const NOON = 1_757_300_000_000;

export const subjectOf = (n: number): SubjectId => `pupil-${n}` as SubjectId;
export const lessonOf = (n: number): LessonId => `lesson-${n}` as LessonId;
export const accountOf = (n: number): AccountId => `account-${n}` as AccountId;
export const CLASS: SchoolClass = {
  class: 'class-1' as ClassId,
  school: SCHOOL.school,
  name: '一班',
  grade: '4',
};

export const laneKey = (more: Partial<LaneKey> = {}): LaneKey => ({
  school: SCHOOL.school,
  gateway: GATEWAY,
  epoch: '6f1c0e1e-50f5-4b86-8d4b-1d1b3a8f7a01' as Epoch,
  lane: 'result',
  ...more,
});

/** A stand-in for the chain at a sequence. */
export const chainAt = (seq: number): ChainHash => seq.toString(16).padStart(64, '0');

/** The mark of a lane on its way to `seq`, from none unless told otherwise. */
export const markOf = (seq: number, { after = 0, key = laneKey() } = {}): LaneMark => ({
  ...key,
  after,
  seq,
  chain: chainAt(seq),
});

export const commitOf = (parts: Partial<InboxCommit>): InboxCommit => ({
  marks: [],
  attempts: [],
  alerts: [],
  deadLetters: [],
  gaps: [],
  segments: [],
  ...parts,
});

export function attempt(more: Partial<AttemptBody> = {}, school = SCHOOL.school): ReceivedAttempt {
  return {
    school,
    gateway: GATEWAY,
    receivedAt: NOON + 700,
    clock: { skewMs: 0, errorMs: 4 },
    body: {
      kind: 'attempt',
      attempt: randomUUID() as AttemptId,
      item: 'standing_long_jump',
      value: 182,
      unit: 'cm',
      at: NOON,
      deviceAt: null,
      station: 'jump-mat' as DeviceId,
      lesson: null,
      subject: null,
      tag: null,
      confidence: 1,
      doubt: null,
      rawHex: '313832',
      ...more,
    },
  };
}

export function alert(more: Partial<AlertBody> = {}): ReceivedAlert {
  return {
    school: SCHOOL.school,
    gateway: GATEWAY,
    receivedAt: NOON + 90,
    clock: { skewMs: -3_600_000, errorMs: null },
    body: {
      kind: 'alert',
      alert: randomUUID() as AlertId,
      rule: { id: 'sustained-heart-rate', version: 1 },
      state: 'raised',
      severity: 'warning',
      from: NOON - 20_000,
      at: NOON,
      device: 'strap-1' as DeviceId,
      subject: subjectOf(1),
      lesson: null,
      evidence: {
        kind: 'heart_rate_above',
        ceilingBpm: 190,
        maxBpm: 197,
        sustainedMs: 20_000,
        series: [{ at: NOON, bpm: 197 }],
      },
      ...more,
    },
  };
}

export const pupil = (n: number, more: Partial<Pupil> = {}): Pupil => ({
  subject: subjectOf(n),
  school: SCHOOL.school,
  class: CLASS.class,
  seat: n,
  tag: `bib-${n}`,
  sex: n % 2 === 0 ? 'female' : 'male',
  birthDate: '2015-03-04',
  measuredMaxBpm: null,
  name: `合成学生甲${n}号`,
  studentNumber: `SYNTHETIC-NUMBER-${n}`,
  ...more,
});

export const lesson = (n: number, more: Partial<Lesson> = {}): Lesson => ({
  lesson: lessonOf(n),
  school: SCHOOL.school,
  class: CLASS.class,
  startedAt: NOON + n * 3_600_000,
  plannedEndAt: NOON + n * 3_600_000 + 2_400_000,
  endedAt: null,
  ...more,
});

/** The stable code that a promise failed with, or `done`. */
export const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof TizhiError ? error.code : String(error)),
  );

/** Everything a stream gives. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}
