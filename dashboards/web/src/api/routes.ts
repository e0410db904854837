import type { LessonId } from '@tizhi/contracts';

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
  /** Server-sent events `results`, from just after the cursor on. */
  resultsStream: (after: string): string => `/api/results/stream?after=${encodeURIComponent(after)}`,
} as const;
