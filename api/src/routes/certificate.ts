import { type Instant, LessonId, LessonPupils, type SchoolId, SignedCertificate } from '@tizhi/contracts';
import type { RecordStore, TelemetryStore } from '@tizhi/storage';
import { z } from 'zod';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { issueCertificate } from '../certificate/issue-certificate.ts';
import type { SchoolKey } from '../certificate/school-key.ts';
import { notFound } from '../problem.ts';
import { refusals } from '../refusals.ts';
import type { LessonBook } from '../school/lesson-book.ts';
import type { RosterCache } from '../school/roster-cache.ts';

const LessonParams = z.object({ lesson: LessonId });

/** A lesson's durability certificate, and the names that a page shows beside its pseudonyms. */
export function certificateRoutes(
  app: App,
  {
    access,
    records,
    telemetry,
    lessons,
    roster,
    key,
    school,
    clock,
  }: {
    readonly access: Access;
    readonly records: RecordStore;
    readonly telemetry: TelemetryStore;
    readonly lessons: LessonBook;
    readonly roster: RosterCache;
    readonly key: SchoolKey;
    readonly school: SchoolId;
    readonly clock: () => Instant;
  },
): void {
  const everyRole = access.may('teacher', 'nurse', 'admin');
  const noLesson = () => notFound({ zh: '这节课', en: 'such lesson' });
  /** One after the other, for each reads a whole lesson; who asks for the same one meanwhile gets the same. */
  let turn: Promise<unknown> = Promise.resolve();
  const underWay = new Map<LessonId, Promise<SignedCertificate | undefined>>();
  const issue = (lesson: LessonId): Promise<SignedCertificate | undefined> => {
    const asked = underWay.get(lesson);
    if (asked !== undefined) return asked;
    const issued = turn
      .then(() => issueCertificate({ records, telemetry, school, lesson, key, now: clock() }))
      .finally(() => underWay.delete(lesson));
    turn = issued.catch(() => undefined);
    underWay.set(lesson, issued);
    return issued;
  };

  app.get(
    '/api/lessons/:lesson/certificate',
    {
      onRequest: everyRole,
      schema: {
        summary:
          'What became of every reading of a lesson (heard, stored, doubtful, missing), signed by the school over ' +
          'the hash chain of its messages: check it offline with `tizhi certificate verify`. Pseudonyms only.',
        tags: ['lessons'],
        params: LessonParams,
        response: { 200: SignedCertificate, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request, reply) => {
      const { lesson } = request.params;
      const certificate = await issue(lesson);
      if (certificate === undefined) throw noLesson();
      const { account } = accountOf(request);
      await records.audit.note({ at: clock(), account, action: 'certificate', detail: lesson });
      return reply
        .header('content-disposition', `attachment; filename="certificate-${lesson}.json"`)
        .send(certificate);
    },
  );

  app.get(
    '/api/lessons/:lesson/pupils',
    {
      onRequest: everyRole,
      schema: {
        summary: 'The pupils of a lesson: those of its class, and guests who wore a device in it.',
        tags: ['lessons'],
        params: LessonParams,
        response: { 200: LessonPupils, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request) => {
      const lesson = await lessons.find(request.params.lesson);
      if (lesson === undefined) throw noLesson();
      const { pupils } = await roster.current();
      const bound = new Set(lesson.bindings.map(({ subject }) => subject));
      return {
        pupils: [...pupils.values()]
          .filter((pupil) => pupil.class === lesson.class || bound.has(pupil.subject))
          .map(({ subject, name, seat }) => ({ subject, name, seat })),
      };
    },
  );
}
