import { createHash } from 'node:crypto';
import { type RosterError, readRoster } from '@tizhi/analytics';
import {
  type AccountId,
  type Instant,
  MAX_ROSTER_LISTED,
  RosterImported,
  RosterPreview,
  RosterQuery,
  type SchoolId,
  TizhiError,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { dateInChina } from '../national/date-in-china.ts';
import type { Spreadsheets } from '../national/spreadsheets.ts';
import { refusals } from '../refusals.ts';
import { importRoster, type RosterReport } from '../school/import-roster.ts';
import { refuseLongRoster } from '../school/roster-size.ts';

/** A school of 5,000 pupils is about 1 MiB. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Taking a roster over from a file: looked at first, then imported, all of it or nothing. */
export function rosterRoutes(
  app: App,
  context: {
    readonly access: Access;
    readonly records: RecordStore;
    readonly spreadsheets: Spreadsheets;
    readonly school: SchoolId;
    readonly clock: () => Instant;
    /** The roster is another now. */
    readonly changed: () => Promise<void>;
  },
): void {
  const { access, records, spreadsheets, school, clock } = context;
  const whoImports = access.may('teacher', 'admin');
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });

  const read = async (name: string, body: unknown) => {
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    const sheets = await spreadsheets.read(name, bytes);
    refuseLongRoster(name, sheets);
    const reading = readRoster(sheets, { today: dateInChina(clock()) });
    return { bytes, reading };
  };
  type Read = Awaited<ReturnType<typeof read>>;
  const take = async (
    { reading }: Read,
    { preview, account }: { readonly preview: boolean; readonly account: AccountId },
  ): Promise<RosterReport> => {
    const name = (await records.roster.school(school))?.name ?? school;
    return importRoster(records, { reading, school: { school, name }, preview, at: clock(), account });
  };

  app.post(
    '/api/roster/preview',
    {
      onRequest: whoImports,
      bodyLimit: MAX_FILE_BYTES,
      schema: {
        summary:
          'What importing this file (bytes as application/octet-stream) would do, and each cell that is wrong.',
        tags: ['roster'],
        querystring: RosterQuery,
        response: { 200: RosterPreview, ...refusals(400, 401, 403, 413, 415, 500, 503) },
      },
    },
    async (request) => {
      const file = await read(request.query.name, request.body);
      const { account } = accountOf(request);
      const report =
        file.reading.errors.length > 0 ? undefined : await take(file, { preview: true, account });
      return previewOf(file, report);
    },
  );

  app.post(
    '/api/roster/import',
    {
      onRequest: whoImports,
      bodyLimit: MAX_FILE_BYTES,
      schema: {
        summary: 'Imports a roster file, all of it or nothing; with `digest` only what the preview showed.',
        tags: ['roster'],
        querystring: RosterQuery,
        response: { 200: RosterImported, ...refusals(400, 401, 403, 409, 413, 415, 422, 500, 503) },
      },
    },
    async (request) => {
      const { name, digest } = request.query;
      const file = await read(name, request.body);
      const errors = file.reading.errors.length;
      if (errors > 0) throw new TizhiError('TIZHI_ROSTER_REFUSED', { file: name, errors });
      const { account } = accountOf(request);
      if (digest !== undefined) {
        const report = await take(file, { preview: true, account });
        if (digestOf(file, report) !== digest) throw new TizhiError('TIZHI_ROSTER_CHANGED');
      }
      const report = await take(file, { preview: false, account });
      await context.changed();
      return { classes: report.change.classes.length, ...countsOf(report) };
    },
  );
}

interface ReadFile {
  readonly bytes: Uint8Array;
  readonly reading: ReturnType<typeof readRoster>;
}

function previewOf({ bytes, reading }: ReadFile, report: RosterReport | undefined): RosterPreview {
  const warnings = [...reading.warnings, ...(report?.matched.warnings ?? [])];
  const perClass = Map.groupBy(reading.pupils, (pupil) => pupil.class);
  return {
    digest: digestOf({ bytes, reading }, report),
    importable: report !== undefined,
    rows: reading.pupils.length,
    classes: reading.classes.map(({ key, name, grade }, place) => ({
      name,
      grade,
      pupils: perClass.get(key)?.length ?? 0,
      added: report?.change.classes[place]?.change === 'added',
    })),
    ...countsOf(report),
    notInFile: report?.matched.notInFile.length ?? 0,
    errorCount: reading.errors.length,
    errors: listed(reading.errors),
    warningCount: warnings.length,
    warnings: listed(warnings),
    passedOver: [...reading.passedOver],
  };
}

const listed = (notices: readonly RosterError[]): RosterError[] => notices.slice(0, MAX_ROSTER_LISTED);

function countsOf(report: RosterReport | undefined) {
  const changes = report?.change.pupils.map(({ change }) => change) ?? [];
  const count = (what: string): number => changes.filter((change) => change === what).length;
  return { added: count('added'), changed: count('changed'), unchanged: count('same') };
}

/** Of the file and of the roster that it meets. */
function digestOf({ bytes }: ReadFile, report: RosterReport | undefined): string {
  const hash = createHash('sha256').update(bytes);
  if (report !== undefined) hash.update(JSON.stringify(report.before));
  return hash.digest('hex');
}
