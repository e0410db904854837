import type {
  ClassId,
  Grade,
  ItemKey,
  LessonId,
  PrescriptionId,
  ReadPurpose,
  ScoredItemKey,
  SubjectId,
  TestDayId,
  WarningId,
} from '@tizhi/contracts';

/** Every address the pages talk to, in one place. */
export const ROUTES = {
  /** POST signs in, GET tells who is, DELETE signs out. */
  session: '/api/session',
  /** Whose pages these are; open to anybody. */
  about: '/api/about',
  lessons: '/api/lessons',
  /** Server-sent events `tiles`. */
  live: (lesson: LessonId): string => `/api/lessons/${lesson}/live`,
  alerts: (lesson: LessonId): string => `/api/lessons/${lesson}/alerts`,
  certificate: (lesson: LessonId): string => `/api/lessons/${lesson}/certificate`,
  load: ({ lesson, purpose }: { lesson: LessonId; purpose: ReadPurpose }): string =>
    `/api/lessons/${lesson}/load?purpose=${purpose}`,
  pupils: (lesson: LessonId): string => `/api/lessons/${lesson}/pupils`,
  /** Server-sent events `alerts`, of the whole school. */
  alertsStream: '/api/alerts/stream',
  gateways: '/api/gateways',
  /** For administrators. */
  inbox: '/api/inbox',
  /** Whether the stores answer; open to anybody. */
  health: '/api/health',
  results: ({ lesson, limit }: { lesson: LessonId | null; limit: number }): string =>
    `/api/results?limit=${limit}${lesson === null ? '' : `&lesson=${lesson}`}`,
  /** What the school's tests say about its groups; the read is noted as made for a report. */
  evidence: ({ schoolYear, grade }: { schoolYear: number | null; grade: Grade | null }): string =>
    `/api/evidence?purpose=report${schoolYear === null ? '' : `&schoolYear=${schoolYear}`}${grade === null ? '' : `&grade=${grade}`}`,
  programmes: '/api/evidence/programmes',
  programme: (id: string): string => `/api/evidence/programmes/${id}`,
  /** Server-sent events `results`, from just after the cursor on. */
  resultsStream: (after: string): string => `/api/results/stream?after=${encodeURIComponent(after)}`,
  classes: '/api/classes',
  /** GET lists test days, POST plans one. */
  testDays: '/api/test-days',
  testDay: (testDay: TestDayId): string => `/api/test-days/${testDay}`,
  decisions: (testDay: TestDayId): string => `/api/test-days/${testDay}/decisions`,
  exportCheck: (testDay: TestDayId, query: string): string =>
    `/api/test-days/${testDay}/export/check?${query}`,
  /** POST makes the file. */
  exportFile: (testDay: TestDayId, query: string): string => `/api/test-days/${testDay}/export?${query}`,
  /** Server-sent events `test-day`. */
  testDayStream: (testDay: TestDayId, version: string): string =>
    `/api/test-days/${testDay}/stream?version=${encodeURIComponent(version)}`,
  trace: (of: { testDay: TestDayId; subject: SubjectId; item: ScoredItemKey }): string =>
    `/api/test-days/${of.testDay}/trace/${of.subject}/${of.item}`,
  seen: (of: { testDay: TestDayId; subject: SubjectId; item: ItemKey }): string =>
    `/api/test-days/${of.testDay}/seen/${of.subject}/${of.item}`,
  rosterPreview: (name: string): string => `/api/roster/preview?name=${encodeURIComponent(name)}`,
  rosterImport: ({ name, digest }: { name: string; digest: string }): string =>
    `/api/roster/import?name=${encodeURIComponent(name)}&digest=${encodeURIComponent(digest)}`,
  warnings: (purpose: ReadPurpose): string => `/api/warnings?purpose=${purpose}&limit=500`,
  warningActs: (warning: WarningId): string => `/api/warnings/${warning}/acts`,
  story: ({ subject, purpose }: { subject: SubjectId; purpose: ReadPurpose }): string =>
    `/api/pupils/${subject}/story?purpose=${purpose}`,
  prescribe: (subject: SubjectId): string => `/api/pupils/${subject}/prescription`,
  healthAnswers: (subject: SubjectId): string => `/api/pupils/${subject}/health-answers`,
  sessionsDone: (subject: SubjectId): string => `/api/pupils/${subject}/sessions`,
  wallLabel: (subject: SubjectId): string => `/api/pupils/${subject}/wall-label`,
  healthQuestions: '/api/health-questions',
  prescriptions: ({ of, purpose }: { of: ClassId; purpose: ReadPurpose }): string =>
    `/api/classes/${of}/prescriptions?purpose=${purpose}`,
  prescriptionDecision: (prescription: PrescriptionId): string =>
    `/api/prescriptions/${prescription}/decision`,
  /** For a display's token, not for a session. */
  wall: '/api/wall',
  displays: '/api/displays',
  display: (display: string): string => `/api/displays/${encodeURIComponent(display)}`,
} as const;
