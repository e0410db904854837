import { HistoryImportReport, HistoryQuery, type Instant } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { importHistory } from '../care/import-history.ts';
import type { Spreadsheets } from '../national/spreadsheets.ts';
import { refusals } from '../refusals.ts';
import type { RosterCache } from '../school/roster-cache.ts';

/** A school of 5,000 pupils over a few years. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Tests of earlier years and other schools, from national files. Bytes come as rosters do. */
export function historyRoutes(
  app: App,
  context: {
    readonly access: Access;
    readonly records: RecordStore;
    readonly roster: RosterCache;
    readonly spreadsheets: Spreadsheets;
    readonly clock: () => Instant;
    /** Histories are others now. */
    readonly changed: () => void;
  },
): void {
  app.post(
    '/api/history',
    {
      onRequest: context.access.may('teacher', 'admin'),
      bodyLimit: MAX_FILE_BYTES,
      schema: {
        summary:
          'Gives the tests of a national file of earlier years (bytes as application/octet-stream, with the ' +
          'column 学年 or `year`) to the pupils of this school; nothing while one cell is wrong.',
        tags: ['care'],
        querystring: HistoryQuery,
        response: { 200: HistoryImportReport, ...refusals(400, 401, 403, 413, 415, 500, 503) },
      },
    },
    async (request) => {
      const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const report = await importHistory(context.records, {
        sheets: await context.spreadsheets.read(request.query.name, bytes),
        query: request.query,
        people: await context.roster.current(),
        account: accountOf(request).account,
        at: context.clock(),
      });
      if (report.imported) context.changed();
      return report;
    },
  );
}
