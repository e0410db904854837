import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import * as contracts from '@tizhi/contracts';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';
import type { App } from './app.ts';

/** Messages that get a name of their own in the document instead of being written out in each route. */
const NAMED = {
  AlertsEvent: contracts.AlertsEvent,
  AlertsResponse: contracts.AlertsResponse,
  AttemptView: contracts.AttemptView,
  CreateTestDay: contracts.CreateTestDay,
  DecisionsRequest: contracts.DecisionsRequest,
  DecisionsResponse: contracts.DecisionsResponse,
  GatewaysResponse: contracts.GatewaysResponse,
  ClassList: contracts.ClassList,
  DisplayList: contracts.DisplayList,
  DisplayMade: contracts.DisplayMade,
  Drill: contracts.Drill,
  DrillList: contracts.DrillList,
  FitnessTest: contracts.FitnessTest,
  HealthAnswers: contracts.HealthAnswers,
  HealthQuestions: contracts.HealthQuestions,
  HistoryImportReport: contracts.HistoryImportReport,
  LinkReport: contracts.LinkReport,
  PrescriptionList: contracts.PrescriptionList,
  StoredPrescription: contracts.StoredPrescription,
  StoryResponse: contracts.StoryResponse,
  Trajectory: contracts.Trajectory,
  WallResponse: contracts.WallResponse,
  Warning: contracts.Warning,
  WarningActRequest: contracts.WarningActRequest,
  WarningActResponse: contracts.WarningActResponse,
  WarningInbox: contracts.WarningInbox,
  WarningRule: contracts.WarningRule,
  WarningRuleList: contracts.WarningRuleList,
  EvidenceReport: contracts.EvidenceReport,
  EvidenceResponse: contracts.EvidenceResponse,
  ExportCheck: contracts.ExportCheck,
  HealthResponse: contracts.HealthResponse,
  InboxResponse: contracts.InboxResponse,
  LessonList: contracts.LessonList,
  LessonLoad: contracts.LessonLoad,
  LessonSummary: contracts.LessonSummary,
  LessonPupils: contracts.LessonPupils,
  LiveFrame: contracts.LiveFrame,
  ProblemResponse: contracts.ProblemResponse,
  LevelSummary: contracts.LevelSummary,
  ResultsResponse: contracts.ResultsResponse,
  ScoredAttempt: contracts.ScoredAttempt,
  Session: contracts.Session,
  SignedCertificate: contracts.SignedCertificate,
  RosterImported: contracts.RosterImported,
  RosterPreview: contracts.RosterPreview,
  SeenResponse: contracts.SeenResponse,
  SignInRequest: contracts.SignInRequest,
  StationView: contracts.StationView,
  TestDayEntry: contracts.TestDayEntry,
  TestDayEvent: contracts.TestDayEvent,
  TestDayList: contracts.TestDayList,
  TestDayPlan: contracts.TestDayPlan,
  TestDayPupilView: contracts.TestDayPupilView,
  TestDayTrace: contracts.TestDayTrace,
  TestDayView: contracts.TestDayView,
} as const;

/** The OpenAPI 3.1 document of every route under /api, at `/api/docs/json`, and its pages at `/api/docs`. */
export async function apiDocs(app: App, version: string): Promise<void> {
  const schemaRegistry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) schemaRegistry.add(schema, { id });
  const zodToJsonConfig = { override: showDataClass };
  const components = createJsonSchemaTransformObject({ schemaRegistry, zodToJsonConfig });

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tizhi (体质)',
        description:
          'School physical education and health. Every refusal is a ProblemResponse with a stable code. ' +
          '`x-data-class` says how sensitive a field is: public, internal, personal or health.',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'tizhi_session' },
          display: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry, zodToJsonConfig }),
    transformObject: (document) => onlyUsed(components(document) as OpenAPIV3_1.Document),
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', theme: { title: 'Tizhi API' } });
}

function showDataClass({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: object }): void {
  if (!(zodSchema instanceof z.ZodType)) return;
  const dataClass = contracts.dataClassOf(zodSchema);
  if (dataClass !== undefined) Object.assign(jsonSchema, { 'x-data-class': dataClass });
}

/** The library makes an input and an output form of every named message; most are never referred to. */
function onlyUsed(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const schemas = document.components?.schemas ?? {};
  const text = JSON.stringify(document);
  const used = Object.entries(schemas).filter(([id]) => text.includes(`"#/components/schemas/${id}"`));
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(used) } };
}
