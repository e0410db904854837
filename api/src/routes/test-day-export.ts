import {
  type AccountId,
  ExportCheck,
  ExportQuery,
  type Instant,
  type SchoolId,
  TestDayParams,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { z } from 'zod';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { type AskedExport, checkExport, exportDay } from '../national/export-day.ts';
import type { NationalData } from '../national/national-data.ts';
import type { Spreadsheets } from '../national/spreadsheets.ts';
import { refusals } from '../refusals.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { DayBook } from '../test-day/day-book.ts';
import { noTestDay } from '../test-day/decide.ts';
import type { SeenLog } from '../test-day/seen-log.ts';

/** The national file of a test day: looked at first, then made. */
export function testDayExportRoutes(
  app: App,
  context: {
    readonly access: Access;
    readonly records: RecordStore;
    readonly roster: RosterCache;
    readonly book: DayBook;
    readonly seen: SeenLog;
    readonly spreadsheets: Spreadsheets;
    readonly school: SchoolId;
    readonly clock: () => Instant;
  },
): void {
  const { access, records, roster, book, seen, spreadsheets, school, clock } = context;
  const whoRunsIt = access.may('teacher', 'admin');
  const asked = async (testDay: TestDayParams['testDay'], query: ExportQuery): Promise<AskedExport> => {
    if ((await book.day(testDay)) === undefined) throw noTestDay();
    const { schoolName } = await roster.current();
    return { school, schoolName, testDay, query, now: clock() };
  };
  const note = async (account: AccountId, { shown }: NationalData) => {
    for (const day of shown) await seen.note({ account, ...day });
  };

  app.get(
    '/api/test-days/:testDay/export/check',
    {
      onRequest: whoRunsIt,
      schema: {
        summary:
          'What the national file would hold: cells it would be refused for, and differences from the last.',
        tags: ['test days'],
        params: TestDayParams,
        querystring: ExportQuery,
        response: { 200: ExportCheck, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request) => {
      const { params, query } = request;
      const { check, data } = await checkExport(records, await asked(params.testDay, query));
      await note(accountOf(request).account, data);
      return check;
    },
  );

  app.post(
    '/api/test-days/:testDay/export',
    {
      onRequest: whoRunsIt,
      schema: {
        summary: 'Makes the national file; nothing while one cell would be refused.',
        tags: ['test days'],
        params: TestDayParams,
        querystring: ExportQuery,
        response: {
          200: {
            description: 'The file.',
            content: {
              'application/octet-stream': { schema: z.string().describe('The bytes of the file.') },
            },
          },
          ...refusals(400, 401, 403, 404, 422, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const { account } = accountOf(request);
      const { name, bytes, data } = await exportDay(
        { records, spreadsheets },
        { ...(await asked(params.testDay, query)), account },
      );
      await note(account, data);
      reply.header('content-disposition', `attachment; filename="${name}"`).type('application/octet-stream');
      // The schema describes bytes as a string, which is all that OpenAPI has for them.
      return reply.send(Buffer.from(bytes) as unknown as string);
    },
  );
}
