import { randomBytes } from 'node:crypto';
import {
  CreateTestDay,
  DecisionsRequest,
  DecisionsResponse,
  type Instant,
  type SchoolId,
  TestDayEvent,
  TestDayId,
  TestDayList,
  TestDayParams,
  TestDayPlan,
  TestDayStreamQuery,
  TestDayView,
  TestDayViewQuery,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { refusals } from '../refusals.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { StreamHub } from '../streams/stream-hub.ts';
import { dayView } from '../test-day/day.ts';
import type { DayBook } from '../test-day/day-book.ts';
import type { DayRoom } from '../test-day/day-room.ts';
import { decide, noTestDay } from '../test-day/decide.ts';
import { savePlan } from '../test-day/save-plan.ts';
import type { SeenLog } from '../test-day/seen-log.ts';
import { viewStream } from '../test-day/view-text.ts';

/** A plan of 500 classes and 200 stations, or 200 decisions with their reasons. */
const BODY_BYTES = 512 * 1024;

export interface TestDayRoutes {
  readonly access: Access;
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly book: DayBook;
  readonly room: DayRoom;
  readonly seen: SeenLog;
  readonly hub: StreamHub;
  readonly school: SchoolId;
  readonly clock: () => Instant;
  /** Something was decided: pages want to know. */
  readonly changed: () => void;
}

/** Test days: their list, their plan, the whole view, what changes on it, and what people decide. */
export function testDayRoutes(app: App, context: TestDayRoutes): void {
  const { access, records, roster, book, room, seen, hub, school, clock } = context;
  const everyRole = access.may('teacher', 'nurse', 'admin');
  const whoRunsIt = access.may('teacher', 'admin');

  app.get(
    '/api/test-days',
    {
      onRequest: everyRole,
      schema: {
        summary: 'The last 50 test days with their counts, newest first.',
        tags: ['test days'],
        response: { 200: TestDayList, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => ({ testDays: await book.list() }),
  );

  app.post(
    '/api/test-days',
    {
      onRequest: whoRunsIt,
      bodyLimit: BODY_BYTES,
      schema: {
        summary:
          'Plans a test day, or replaces the plan of one that is not closed. The same request may be repeated.',
        tags: ['test days'],
        body: CreateTestDay,
        response: { 200: TestDayPlan, ...refusals(400, 401, 403, 404, 409, 500, 503) },
      },
    },
    async (request) => {
      const { testDay = newTestDayId(request.body.date), ...rest } = request.body;
      const plan = { ...rest, testDay, school };
      await savePlan({ book, records, roster, clock }, { plan, account: accountOf(request).account });
      context.changed();
      return plan;
    },
  );

  app.get(
    '/api/test-days/:testDay',
    {
      onRequest: everyRole,
      schema: {
        summary:
          'A test day as it stands: pupils with results and attempts, the tray, stations with queues, summaries. ' +
          'Whoever reads it is noted as having seen these numbers.',
        tags: ['test days'],
        params: TestDayParams,
        querystring: TestDayViewQuery,
        response: { 200: TestDayView, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request, reply) => {
      const { testDay } = request.params;
      const day = await book.day(testDay);
      if (day === undefined) throw noTestDay();
      const view = dayView(day, clock(), request.query.class);
      await seen.note({ account: accountOf(request).account, testDay, pupils: view.pupils });
      reply.type('application/json; charset=utf-8');
      // The schema describes the object whose JSON this is.
      return reply.send(viewStream(view) as unknown as TestDayView);
    },
  );

  app.get(
    '/api/test-days/:testDay/stream',
    {
      onRequest: everyRole,
      exposeHeadRoute: false,
      schema: {
        summary:
          'What changes on a test day: an event `test-day` at once (with `reset` where the page has another ' +
          'version) and after each change, with the pupils that changed.',
        tags: ['test days'],
        params: TestDayParams,
        querystring: TestDayStreamQuery,
        response: {
          200: {
            description: 'Server-sent events `test-day`; the data of each is this object as JSON.',
            content: { 'text/event-stream': { schema: TestDayEvent } },
          },
          ...refusals(400, 401, 403, 404, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const { testDay } = request.params;
      if ((await book.day(testDay)) === undefined) throw noTestDay();
      const { account } = accountOf(request);
      const allowed = async () => (await access.whose(request)) !== undefined;
      const stream = hub.open({ reply, account, allowed });
      await room
        .follow({ stream, account, testDay, version: request.query.version })
        .catch((error: unknown) => {
          // The page connects again.
          request.log.warn({ err: error }, 'a test day could not be read for a page');
          stream.end();
        });
    },
  );

  app.post(
    '/api/test-days/:testDay/decisions',
    {
      onRequest: whoRunsIt,
      bodyLimit: BODY_BYTES,
      schema: {
        summary:
          'Appends decisions, all or none. The same `request` sent again is stored once; `repeated` says so.',
        tags: ['test days'],
        params: TestDayParams,
        body: DecisionsRequest,
        response: { 200: DecisionsResponse, ...refusals(400, 401, 403, 404, 409, 500, 503) },
      },
    },
    async (request) => {
      const { testDay } = request.params;
      const { account } = accountOf(request);
      const answer = await decide({ book, records, clock }, { ...request.body, testDay, account });
      context.changed();
      return answer;
    },
  );
}

/** Says the day and nothing else; the rest is by chance. */
const newTestDayId = (date: string) => TestDayId.parse(`td-${date}-${randomBytes(4).toString('hex')}`);
