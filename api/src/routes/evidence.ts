import {
  EvidenceQuery,
  EvidenceResponse,
  type Instant,
  ProgrammeParams,
  ProgrammeRequest,
  type SchoolId,
  TizhiError,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { z } from 'zod';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { readNotes, requirePurpose } from '../care/purpose.ts';
import type { EvidenceDesk } from '../evidence/evidence-desk.ts';
import { refusals } from '../refusals.ts';
import type { RosterCache } from '../school/roster-cache.ts';

/** What the school's tests say about its groups, and the programmes that are looked at. */
export function evidenceRoutes(
  app: App,
  context: {
    readonly access: Access;
    readonly records: RecordStore;
    readonly roster: RosterCache;
    readonly desk: EvidenceDesk;
    readonly school: SchoolId;
    readonly clock: () => Instant;
  },
): void {
  const { access, records, roster, desk, school, clock } = context;
  const whoReports = access.may('teacher', 'admin');
  const noteRead = readNotes(context);

  app.get(
    '/api/evidence',
    {
      onRequest: whoReports,
      preValidation: requirePurpose,
      schema: {
        summary:
          'Distributions, level shares, drags, cohort trends and effects of programmes, with groups under 10 left ' +
          'out so that none can be worked out. The read is noted with its purpose.',
        tags: ['evidence'],
        querystring: EvidenceQuery,
        response: { 200: EvidenceResponse, ...refusals(400, 401, 403, 500, 503) },
      },
    },
    async (request) => {
      const { purpose, ...query } = request.query;
      const { account } = accountOf(request);
      await noteRead({ account, what: 'evidence', of: school, purpose });
      return desk.report(query);
    },
  );

  app.post(
    '/api/evidence/programmes',
    {
      onRequest: whoReports,
      schema: {
        summary: 'Keeps a programme that classes had; one with the same id is replaced.',
        tags: ['evidence'],
        body: ProgrammeRequest,
        response: {
          204: z.null().describe('It is kept.'),
          ...refusals(400, 401, 403, 404, 415, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const programme = request.body;
      const { classes } = await roster.current();
      const unknown = programme.classes.find((id) => !classes.has(id));
      if (unknown !== undefined) throw new TizhiError('TIZHI_NOT_FOUND', { what: `class 班级 "${unknown}"` });
      await records.programmes.save(school, programme);
      const { account } = accountOf(request);
      const detail = `${programme.id} ${programme.from} ${programme.to} ${programme.classes.join(' ')}`;
      await records.audit.note({ at: clock(), account, action: 'programme.saved', detail });
      desk.changed();
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/evidence/programmes/:programme',
    {
      onRequest: whoReports,
      schema: {
        summary: 'Removes a programme; the tests stay as they are.',
        tags: ['evidence'],
        params: ProgrammeParams,
        response: { 204: z.null().describe('It is gone.'), ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request, reply) => {
      const { programme } = request.params;
      if (!(await records.programmes.remove(school, programme)))
        throw new TizhiError('TIZHI_NOT_FOUND', { what: `programme 项目 "${programme}"` });
      const { account } = accountOf(request);
      await records.audit.note({ at: clock(), account, action: 'programme.removed', detail: programme });
      desk.changed();
      return reply.code(204).send(null);
    },
  );
}
