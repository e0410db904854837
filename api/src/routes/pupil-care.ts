import { DRILLS, HEALTH_QUESTIONS, LIBRARY_VERSION } from '@tizhi/analytics';
import {
  ClassParams,
  DrillList,
  HealthAnswersRequest,
  HealthQuestions,
  PrescriptionDecision,
  PrescriptionList,
  PrescriptionParams,
  PupilParams,
  PurposeQuery,
  type Role,
  SessionDoneRequest,
  StoredPrescription,
  StoryResponse,
  type SubjectId,
  TizhiError,
} from '@tizhi/contracts';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import type { PlanDesk } from '../care/plan-desk.ts';
import { type ReadNote, requirePurpose } from '../care/purpose.ts';
import { refusals } from '../refusals.ts';

/** A pupil's story, and the prescriptions that end it. */
export function pupilCareRoutes(
  app: App,
  {
    access,
    plans,
    story,
    noteRead,
  }: {
    readonly access: Access;
    readonly plans: PlanDesk;
    readonly story: (subject: SubjectId, role: Role) => Promise<StoryResponse>;
    readonly noteRead: (note: ReadNote) => Promise<void>;
  },
): void {
  const whoCares = access.may('teacher', 'nurse');

  app.get(
    '/api/pupils/:subject/story',
    {
      onRequest: whoCares,
      preValidation: requirePurpose,
      schema: {
        summary: 'A pupil from grade 4 to a confirmed plan. The read is noted with its purpose.',
        tags: ['care'],
        params: PupilParams,
        querystring: PurposeQuery,
        response: { 200: StoryResponse, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request) => {
      const { subject } = request.params;
      const { account, role } = accountOf(request);
      await noteRead({ account, what: 'story', of: subject, purpose: request.query.purpose });
      return story(subject, role);
    },
  );

  app.get(
    '/api/classes/:class/prescriptions',
    {
      onRequest: whoCares,
      preValidation: requirePurpose,
      schema: {
        summary: 'The prescriptions of a class by seat. The read is noted with its purpose.',
        tags: ['care'],
        params: ClassParams,
        querystring: PurposeQuery,
        response: { 200: PrescriptionList, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    async (request) => {
      const of = request.params.class;
      const { account } = accountOf(request);
      await noteRead({ account, what: 'prescriptions', of, purpose: request.query.purpose });
      return plans.list(of);
    },
  );

  app.post(
    '/api/pupils/:subject/prescription',
    {
      onRequest: whoCares,
      schema: {
        summary: 'Makes a draft from what is known now: a plan, or who must be asked first.',
        tags: ['care'],
        params: PupilParams,
        response: { 200: StoredPrescription, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    (request) => plans.draft(request.params.subject, accountOf(request)),
  );

  app.post(
    '/api/prescriptions/:prescription/decision',
    {
      onRequest: whoCares,
      schema: {
        summary:
          'Confirms a draft (a teacher does) or takes a prescription back. Only then a pupil sees a plan.',
        tags: ['care'],
        params: PrescriptionParams,
        body: PrescriptionDecision,
        response: { 200: StoredPrescription, ...refusals(400, 401, 403, 404, 409, 500, 503) },
      },
    },
    (request) => {
      const account = accountOf(request);
      if (request.body.kind === 'confirm' && account.role !== 'teacher')
        throw new TizhiError('TIZHI_FORBIDDEN');
      return plans.decide(request.params.prescription, request.body, account);
    },
  );

  app.put(
    '/api/pupils/:subject/health-answers',
    {
      onRequest: whoCares,
      schema: {
        summary: "Replaces a parent's answers to the questions before a plan.",
        tags: ['care'],
        params: PupilParams,
        body: HealthAnswersRequest,
        response: { 200: HealthAnswersRequest, ...refusals(400, 401, 403, 404, 500, 503) },
      },
    },
    (request) => plans.answer(request.params.subject, request.body, accountOf(request)),
  );

  app.post(
    '/api/pupils/:subject/sessions',
    {
      onRequest: whoCares,
      schema: {
        summary: 'What was done of a session of the plan that holds; sent again, it replaces.',
        tags: ['care'],
        params: PupilParams,
        body: SessionDoneRequest,
        response: { 200: SessionDoneRequest, ...refusals(400, 401, 403, 404, 409, 500, 503) },
      },
    },
    (request) => plans.done(request.params.subject, request.body, accountOf(request)),
  );

  app.get(
    '/api/health-questions',
    {
      onRequest: whoCares,
      schema: {
        summary: 'What a parent is asked before a plan, and what a yes does.',
        tags: ['care'],
        response: { 200: HealthQuestions, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => ({ questions: [...HEALTH_QUESTIONS] }),
  );

  app.get(
    '/api/drills',
    {
      onRequest: access.may('teacher', 'nurse', 'admin'),
      schema: {
        summary: 'The library of drills as data.',
        tags: ['care'],
        response: { 200: DrillList, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => ({ version: LIBRARY_VERSION, drills: [...DRILLS] }),
  );
}
