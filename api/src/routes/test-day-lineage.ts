import { SeenParams, SeenResponse, TestDayTrace, TraceParams } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { refusals } from '../refusals.ts';
import type { DayBook } from '../test-day/day-book.ts';
import { noTestDay } from '../test-day/decide.ts';
import { noSuchResult } from '../test-day/open-test-days.ts';
import type { SeenLog } from '../test-day/seen-log.ts';
import { whoSaw } from '../test-day/seen-view.ts';
import { traceDay } from '../test-day/trace.ts';

/** Where a number comes from, and who saw it. */
export function testDayLineageRoutes(
  app: App,
  {
    access,
    records,
    book,
    seen,
  }: {
    readonly access: Access;
    readonly records: RecordStore;
    readonly book: DayBook;
    readonly seen: SeenLog;
  },
): void {
  const everyRole = access.may('teacher', 'nurse', 'admin');

  app.get(
    '/api/test-days/:testDay/trace/:subject/:item',
    {
      onRequest: everyRole,
      schema: {
        summary:
          'Walks a score back: table cell and version of the standard, official result, attempt, raw frame in ' +
          'hex, station, and every decision that touched it, with who and when.',
        tags: ['test days'],
        params: TraceParams,
        response: { 200: TestDayTrace, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request) => {
      const { testDay, subject, item } = request.params;
      const day = await book.day(testDay);
      if (day === undefined) throw noTestDay();
      const trace = await traceDay({ day, records, subject, item });
      if (trace === undefined) throw noSuchResult();
      const shown = day.pupils.filter((pupil) => pupil.subject === subject);
      await seen.note({ account: accountOf(request).account, testDay, pupils: shown });
      return trace;
    },
  );

  app.get(
    '/api/test-days/:testDay/seen/:subject/:item',
    {
      onRequest: everyRole,
      schema: {
        summary: "Who was shown which official value of a pupil's item, and whether it still stands.",
        tags: ['test days'],
        params: SeenParams,
        response: { 200: SeenResponse, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request) => {
      const day = await book.day(request.params.testDay);
      if (day === undefined) throw noTestDay();
      await seen.flush();
      return { seen: await whoSaw({ day, records, ...request.params }) };
    },
  );
}
