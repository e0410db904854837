import { LessonId, LessonLoad, PurposeQuery } from '@tizhi/contracts';
import { z } from 'zod';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { type ReadNote, requirePurpose } from '../care/purpose.ts';
import { createTurns } from '../care/turns.ts';
import type { LoadDesk } from '../load/load-desk.ts';
import { notFound } from '../problem.ts';
import { refusals } from '../refusals.ts';

/** How hard a lesson was for each pupil and for the class. */
export function lessonLoadRoutes(
  app: App,
  {
    access,
    desk,
    noteRead,
  }: {
    readonly access: Access;
    readonly desk: LoadDesk;
    readonly noteRead: (note: ReadNote) => Promise<void>;
  },
): void {
  /** One after the other: each reads a whole lesson from the store. */
  const inTurn = createTurns<'load'>();

  app.get(
    '/api/lessons/:lesson/load',
    {
      onRequest: access.may('teacher', 'nurse'),
      preValidation: requirePurpose,
      schema: {
        summary:
          "Zones by each pupil's own maximum, MVPA minutes, training impulse, density, and plan against actual, from " +
          'the heart rates heard in the lesson. Estimates say so. The read is noted with its purpose.',
        tags: ['lessons'],
        params: z.object({ lesson: LessonId }),
        querystring: PurposeQuery,
        response: { 200: LessonLoad, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request) => {
      const { lesson } = request.params;
      const { account } = accountOf(request);
      await noteRead({ account, what: 'load', of: lesson, purpose: request.query.purpose });
      const load = await inTurn('load', () => desk(lesson));
      if (load === undefined) throw notFound({ zh: '这节课', en: 'such lesson' });
      return load;
    },
  );
}
