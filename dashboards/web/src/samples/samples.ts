import { AlertView, LessonSummary, LiveFrame, LiveTile, ScoredAttempt, SubjectId } from '@tizhi/contracts';

/** Synthetic messages for tests: each is parsed with its schema, so that a test cannot invent a shape. */

export const subject = (n: number): SubjectId => SubjectId.parse(`pupil-${n}`);

export const tile = (seat: number, changes: Partial<LiveTile> = {}): LiveTile =>
  LiveTile.parse({
    subject: subject(seat),
    device: `strap-${seat}`,
    name: `虚构${seat}`,
    seat,
    bpm: 120,
    zone: 2,
    doubt: null,
    at: 100_000,
    freshness: 'fresh',
    alert: false,
    ...changes,
  });

export const frame = (serverAt: number, tiles: readonly LiveTile[]): LiveFrame =>
  LiveFrame.parse({ lesson: 'lesson-1', serverAt, heard: tiles.length, tiles });

export const lesson = (changes: Partial<LessonSummary> = {}): LessonSummary =>
  LessonSummary.parse({
    lesson: 'lesson-1',
    class: 'class-1',
    className: '虚构一班',
    grade: '7',
    startedAt: 1_000_000,
    plannedEndAt: 3_700_000,
    endedAt: null,
    pupils: 45,
    ...changes,
  });

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const attempt = (n: number, changes: Partial<ScoredAttempt> = {}): ScoredAttempt =>
  ScoredAttempt.parse({
    attempt: uuid(n),
    item: 'standing_long_jump',
    value: 182,
    unit: 'cm',
    display: '182',
    at: 1_000_000 + n,
    receivedAt: 1_000_500 + n,
    station: 'station-1',
    lesson: 'lesson-1',
    subject: 'pupil-1',
    name: '虚构1',
    seat: 1,
    className: '虚构一班',
    grade: '7',
    sex: 'male',
    doubt: null,
    score: 70,
    bonus: 0,
    level: 'pass',
    bmi: null,
    standardVersion: 'CN-NSPFS-2014',
    ...changes,
  });

export const alert = (n: number, changes: Partial<AlertView> = {}): AlertView =>
  AlertView.parse({
    kind: 'alert',
    alert: uuid(n),
    rule: { id: 'sustained', version: 1 },
    state: 'raised',
    severity: 'warning',
    from: 10_000 * n,
    at: 10_000 * n + 5_000,
    device: `strap-${n}`,
    subject: subject(n),
    lesson: 'lesson-1',
    evidence: { kind: 'heart_rate_above', ceilingBpm: 185, maxBpm: 195, sustainedMs: 5_000, series: [] },
    name: `虚构${n}`,
    seat: n,
    clearedAt: null,
    ...changes,
  });
