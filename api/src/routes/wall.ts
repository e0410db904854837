import {
  DisplayList,
  DisplayMade,
  DisplayParams,
  DisplayRequest,
  PupilParams,
  TizhiError,
  WallLabelRequest,
  WallResponse,
} from '@tizhi/contracts';
import { z } from 'zod';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import type { WallDesk } from '../care/wall-desk.ts';
import { refusals } from '../refusals.ts';

/** Wall displays, and what they show. */
export function wallRoutes(
  app: App,
  { access, desk }: { readonly access: Access; readonly desk: WallDesk },
): void {
  const whoPutsUp = access.may('teacher', 'admin');

  app.get(
    '/api/wall',
    {
      schema: {
        summary:
          'What a class does today, for the display whose token comes as `Authorization: Bearer ...`. No session, ' +
          'and no field that is not public.',
        tags: ['wall'],
        security: [{ display: [] }],
        response: { 200: WallResponse, ...refusals(401, 500, 503) },
      },
    },
    async (request) => {
      const token = /^Bearer ([\w-]{20,128})$/.exec(request.headers.authorization ?? '')?.[1];
      if (token === undefined) throw new TizhiError('TIZHI_DISPLAY_UNKNOWN');
      return desk.show(token);
    },
  );

  app.get(
    '/api/displays',
    {
      onRequest: whoPutsUp,
      schema: {
        summary: "The school's displays; their tokens are nowhere.",
        tags: ['wall'],
        response: { 200: DisplayList, ...refusals(401, 403, 500, 503) },
      },
    },
    () => desk.displays(),
  );

  app.post(
    '/api/displays',
    {
      onRequest: whoPutsUp,
      schema: {
        summary: 'Makes a display of a class. Its token is shown this once.',
        tags: ['wall'],
        body: DisplayRequest,
        response: { 200: DisplayMade, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    (request) => desk.add(request.body, accountOf(request)),
  );

  app.delete(
    '/api/displays/:display',
    {
      onRequest: whoPutsUp,
      schema: {
        summary: 'Takes a display away: its token opens nothing from now on.',
        tags: ['wall'],
        params: DisplayParams,
        response: { 204: z.null(), ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request, reply) => {
      await desk.remove(request.params.display, accountOf(request));
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/pupils/:subject/wall-label',
    {
      onRequest: access.may('teacher'),
      schema: {
        summary: 'What a pupil is called on a wall: a nickname or a bib number, or `null`: on no wall.',
        tags: ['wall'],
        params: PupilParams,
        body: WallLabelRequest,
        response: { 200: WallLabelRequest, ...refusals(400, 401, 403, 404, 409, 500, 503) },
      },
    },
    async (request) => {
      await desk.label(request.params.subject, request.body.label, accountOf(request));
      return request.body;
    },
  );
}
