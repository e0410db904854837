import {
  ResultsEvent,
  ResultsQuery,
  ResultsResponse,
  ResultsStreamQuery,
  type SchoolId,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { FastifyRequest } from 'fastify';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { scoreJobName } from '../jobs/score-job.ts';
import { refusals } from '../refusals.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { ResultFeed } from '../streams/result-feed.ts';
import type { StreamHub } from '../streams/stream-hub.ts';
import type { SeenLog } from '../test-day/seen-log.ts';
import { scoredAttempt } from '../views/scored-attempt.ts';

/** Test results: those that are there, and those that come. */
export function resultRoutes(
  app: App,
  {
    access,
    records,
    roster,
    feed,
    hub,
    school,
    seen,
  }: {
    readonly access: Access;
    readonly records: RecordStore;
    readonly roster: RosterCache;
    readonly feed: ResultFeed;
    readonly hub: StreamHub;
    readonly school: SchoolId;
    readonly seen: SeenLog;
  },
): void {
  const everyRole = access.may('teacher', 'nurse', 'admin');

  app.get(
    '/api/results',
    {
      onRequest: everyRole,
      schema: {
        summary: 'Attempts with their scores, newest first.',
        tags: ['results'],
        querystring: ResultsQuery,
        response: { 200: ResultsResponse, ...refusals(400, 401, 403, 500, 503) },
      },
    },
    async (request) => {
      const { lesson, limit } = request.query;
      const people = await roster.current();
      // Read before the attempts: what is scored in between then comes through the stream as well.
      const cursor = await records.results.cursor(scoreJobName(school));
      const latest = await records.results.latest({
        school,
        limit,
        ...(lesson === undefined ? {} : { lesson }),
      });
      const results = latest.map((attempt) => scoredAttempt(attempt, people));
      await seen.noteAttempts({ account: accountOf(request).account, attempts: results });
      return { results, cursor };
    },
  );

  app.get(
    '/api/results/stream',
    {
      onRequest: everyRole,
      exposeHeadRoute: false,
      schema: {
        summary:
          'Attempts as they are scored: an event `results` with an array, oldest first. Each event has an id; ' +
          'a reconnection with `Last-Event-ID` (or `?after=`) goes on from there.',
        tags: ['results'],
        querystring: ResultsStreamQuery,
        response: {
          200: {
            description: 'Server-sent events `results`; the data of each is this array as JSON.',
            content: { 'text/event-stream': { schema: ResultsEvent } },
          },
          ...refusals(400, 401, 403, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const after = lastEventId(request) ?? request.query.after;
      await roster.current();
      const { account } = accountOf(request);
      const stream = hub.open({
        reply,
        account,
        allowed: async () => (await access.whose(request)) !== undefined,
      });
      await feed.follow({ stream, account }, after).catch((error: unknown) => {
        // The page connects again and goes on from the last event it has.
        request.log.warn({ err: error }, 'results could not be read for a page');
        stream.end();
      });
    },
  );
}

/** What a browser sends when it reconnects; anything that is not one of our ids counts as none. */
function lastEventId(request: FastifyRequest): number | undefined {
  const text = request.headers['last-event-id'];
  const id = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  return id;
}
