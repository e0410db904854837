import {
  LinkDecisionList,
  LinkDecisionRequest,
  LinkDecisionResponse,
  LinkReport,
  LinkRequest,
} from '@tizhi/contracts';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import type { LinkDesk } from '../care/link-desk.ts';
import { refusals } from '../refusals.ts';

/** National files of some schools and years, in base64. */
const BODY_BYTES = 32 * 1024 * 1024;

/** Linkage of grades 4, 6 and 8 across schools. */
export function linkRoutes(
  app: App,
  { access, desk }: { readonly access: Access; readonly desk: LinkDesk },
): void {
  const admin = access.may('admin');

  app.post(
    '/api/link',
    {
      onRequest: admin,
      bodyLimit: BODY_BYTES,
      schema: {
        summary:
          'Which rows of these national files are one pupil: linked, for review, or alone, after what people ' +
          'decided. Nothing of the files is kept.',
        tags: ['linkage'],
        body: LinkRequest,
        response: { 200: LinkReport, ...refusals(400, 401, 403, 413, 500, 503) },
      },
    },
    (request) => desk.link(request.body.files, accountOf(request).account),
  );

  app.get(
    '/api/link/decisions',
    {
      onRequest: admin,
      schema: {
        summary: 'What people decided on who is one, in order; none is ever removed.',
        tags: ['linkage'],
        response: { 200: LinkDecisionList, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => ({ entries: await desk.decisions() }),
  );

  app.post(
    '/api/link/decisions',
    {
      onRequest: admin,
      schema: {
        summary:
          'Merges two rows into one person, or takes them apart. The same `request` again is stored once.',
        tags: ['linkage'],
        body: LinkDecisionRequest,
        response: { 200: LinkDecisionResponse, ...refusals(400, 401, 403, 500, 503) },
      },
    },
    (request) => desk.decide({ ...request.body, account: accountOf(request).account }),
  );
}
