import {
  AlertsResponse,
  LessonId,
  LessonList,
  LessonSummary,
  LiveFrame,
  type SchoolId,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { z } from 'zod';
import { type Access, accountOf } from '../accounts/access.ts';
import { alertView } from '../alerts/alert-view.ts';
import type { App } from '../app.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { notFound } from '../problem.ts';
import { refusals } from '../refusals.ts';
import type { BoundLesson, LessonBook } from '../school/lesson-book.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { StreamHub } from '../streams/stream-hub.ts';
import { lessonSummary } from '../views/lesson-summary.ts';

const MAX_LESSONS = 100;
const MAX_ALERTS = 500;
const LessonParams = z.object({ lesson: LessonId });

/** Lessons, their live page and their alerts. */
export function lessonRoutes(
  app: App,
  {
    access,
    records,
    lessons,
    roster,
    room,
    hub,
    school,
  }: {
    readonly access: Access;
    readonly records: RecordStore;
    readonly lessons: LessonBook;
    readonly roster: RosterCache;
    readonly room: LiveRoom;
    readonly hub: StreamHub;
    readonly school: SchoolId;
  },
): void {
  const found = async (id: LessonId): Promise<BoundLesson> => {
    const lesson = await lessons.find(id);
    if (lesson === undefined) throw notFound({ zh: '这节课', en: 'such lesson' });
    return lesson;
  };
  const everyRole = access.may('teacher', 'nurse', 'admin');

  app.get(
    '/api/lessons',
    {
      onRequest: everyRole,
      schema: {
        summary: `The last ${MAX_LESSONS} lessons, newest first.`,
        tags: ['lessons'],
        response: { 200: LessonList, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => {
      const people = await roster.current();
      const all = await records.lessons.list(school, MAX_LESSONS);
      return { lessons: all.flatMap((lesson) => lessonSummary(lesson, people) ?? []) };
    },
  );

  app.get(
    '/api/lessons/:lesson',
    {
      onRequest: everyRole,
      schema: {
        summary: 'One lesson.',
        tags: ['lessons'],
        params: LessonParams,
        response: { 200: LessonSummary, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request) => {
      const summary = lessonSummary(await found(request.params.lesson), await roster.current());
      if (summary === undefined) throw notFound({ zh: '这节课的班级', en: 'class of that lesson' });
      return summary;
    },
  );

  app.get(
    '/api/lessons/:lesson/live',
    {
      onRequest: everyRole,
      exposeHeadRoute: false,
      schema: {
        summary:
          'The lesson as it happens: an event `tiles` at once and then every second, always the whole class.',
        tags: ['lessons'],
        params: LessonParams,
        response: {
          200: {
            description: 'Server-sent events `tiles`; the data of each is this frame as JSON.',
            content: { 'text/event-stream': { schema: LiveFrame } },
          },
          ...refusals(400, 401, 403, 404, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const lesson = await found(request.params.lesson);
      await roster.current();
      const stream = hub.open({
        reply,
        account: accountOf(request).account,
        allowed: async () => (await access.whose(request)) !== undefined,
      });
      room.watch(lesson, stream);
    },
  );

  app.get(
    '/api/lessons/:lesson/alerts',
    {
      onRequest: everyRole,
      schema: {
        summary: 'Acute alerts of a lesson with their evidence, newest first, cleared ones included.',
        tags: ['lessons'],
        params: LessonParams,
        response: { 200: AlertsResponse, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request) => {
      const { lesson } = await found(request.params.lesson);
      const people = await roster.current();
      const alerts = await records.alerts.list({ school, lesson, limit: MAX_ALERTS });
      return { alerts: alerts.map((alert) => alertView(alert, people)) };
    },
  );
}
