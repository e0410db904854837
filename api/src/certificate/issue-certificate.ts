import { certificateProblem, draftCertificate } from '@tizhi/analytics';
import {
  type Instant,
  type LessonId,
  type SchoolId,
  type SignedCertificate,
  TizhiError,
} from '@tizhi/contracts';
import { everyReading, type Lesson, type RecordStore, type TelemetryStore } from '@tizhi/storage';
import { forgottenAt } from '../school/lesson-book.ts';
import { certificateCrypto, type SchoolKey } from './school-key.ts';
import { readTelemetryLedger } from './telemetry-ledger.ts';

/** Readings counted before others get their turn: live pages are served by the same process. */
const AT_ONCE = 2_000;

/**
 * Certifies a lesson from the stores: what became of every reading that was heard. `undefined`: there is no
 * such lesson. Throws where a store does not answer, or where the ledger's hash chain is broken: then nothing
 * is signed.
 */
export async function issueCertificate({
  records,
  telemetry,
  school,
  lesson: id,
  key,
  now,
}: {
  readonly records: RecordStore;
  readonly telemetry: TelemetryStore;
  readonly school: SchoolId;
  readonly lesson: LessonId;
  readonly key: SchoolKey;
  readonly now: Instant;
}): Promise<SignedCertificate | undefined> {
  const lesson = await records.lessons.find(id);
  if (lesson === undefined || lesson.school !== school) return undefined;
  const bindings = await records.lessons.bindings(id);
  const endedAt = endOf(lesson, now);
  const { startedAt } = lesson;
  const ledger = await readTelemetryLedger(records, {
    school,
    from: startedAt,
    to: Math.max(startedAt, endedAt ?? now),
    now,
  });
  const draft = draftCertificate({
    lesson: { school, lesson: id, class: lesson.class, startedAt, endedAt, bindings },
    coverage: ledger.coverage,
    issuedAt: now,
  });
  let taken = 0;
  for await (const reading of everyReading(telemetry, { ...draft.reads, school })) {
    draft.take({ ...reading, doubtful: reading.doubt !== null });
    taken += 1;
    if (taken % AT_ONCE === 0) await new Promise(setImmediate);
  }
  const certificate = draft.finish(ledger.lanes({ from: startedAt, to: draft.until }, draft.gateways()));
  const problem = certificateProblem(certificateCrypto.sha256, certificate);
  if (problem !== undefined) throw new TizhiError(problem.code, problem.params);
  return key.sign(certificate);
}

/** When a lesson ended, by itself where nobody ended it; `null`: it goes on. */
function endOf(lesson: Lesson, now: Instant): Instant | null {
  const end = lesson.endedAt ?? forgottenAt(lesson);
  return end <= now ? end : null;
}
