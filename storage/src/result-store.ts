import type { AttemptBody, AttemptId, Instant, LessonId, SchoolId, SubjectId } from '@tizhi/contracts';
import type { ReceivedAttempt } from './inbox-store.ts';

/** A stored attempt: what was received, its arrival number, and its score if it has one. */
export interface StoredAttempt extends ReceivedAttempt {
  /** Grows with arrival; a cursor for jobs and live pages. */
  readonly arrival: number;
  readonly score: AttemptScore | null;
}
export interface AttemptScore {
  readonly attempt: AttemptId;
  readonly standardVersion: string;
  readonly score: number;
  readonly bonus: number;
  readonly level: string;
  /** Set where the score is that of the body-mass index; kg/m². */
  readonly bmi: number | null;
  readonly at: Instant;
}

export interface ResultRecords {
  /** One attempt that a gateway sent, with its raw frame. */
  find(attempt: AttemptId): Promise<StoredAttempt | undefined>;
  /** Oldest first, with `arrival > after`. */
  attemptsAfter(school: SchoolId, after: number, limit: number): Promise<StoredAttempt[]>;
  /** Newest first. */
  latest(filter: { school: SchoolId; lesson?: LessonId; limit: number }): Promise<StoredAttempt[]>;
  /** A pupil's attempts at one item, newest first. */
  ofSubject(subject: SubjectId, item: AttemptBody['item'], limit: number): Promise<StoredAttempt[]>;
  /** Every attempt received in `[from, to)` by its own time, oldest first, streamed. */
  between(range: { from: Instant; to: Instant; school?: SchoolId }): AsyncIterable<StoredAttempt>;
  saveScores(scores: readonly AttemptScore[]): Promise<void>;
  /** Where a job had got to; 0 when it never ran. */
  cursor(job: string): Promise<number>;
  saveCursor(job: string, arrival: number): Promise<void>;
}
