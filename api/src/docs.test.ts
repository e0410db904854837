import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, launchBrowser, temporaryFolder } from '@tizhi/testing';
import Ajv from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LESSON, startSchool, type TestSchool } from './fixtures/school.ts';

const web = temporaryFolder();
let school: TestSchool;
beforeAll(async () => {
  mkdirSync(join(web.path, 'assets'));
  writeFileSync(join(web.path, 'index.html'), '<!doctype html><title>Tizhi</title>');
  writeFileSync(join(web.path, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(web.path, 'assets', 'index-abc123.js'), 'export {};');
  school = await startSchool({ webRoot: web.path });
});
afterAll(async () => {
  await school.close();
  web.remove();
});

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: Record<string, { schema: object }> }
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}
const document = async (): Promise<Document> =>
  (await (await school.get('/api/docs/json')).json()) as Document;

const ROUTES = [
  'delete /api/displays/{display}',
  'delete /api/evidence/programmes/{programme}',
  'delete /api/session',
  'get /api/about',
  'get /api/alerts/stream',
  'get /api/classes',
  'get /api/classes/{class}/prescriptions',
  'get /api/displays',
  'get /api/drills',
  'get /api/evidence',
  'get /api/gateways',
  'get /api/health',
  'get /api/health-questions',
  'get /api/inbox',
  'get /api/lessons',
  'get /api/lessons/{lesson}',
  'get /api/lessons/{lesson}/alerts',
  'get /api/lessons/{lesson}/certificate',
  'get /api/lessons/{lesson}/live',
  'get /api/lessons/{lesson}/load',
  'get /api/lessons/{lesson}/pupils',
  'get /api/link/decisions',
  'get /api/pupils/{subject}/story',
  'get /api/results',
  'get /api/results/stream',
  'get /api/session',
  'get /api/test-days',
  'get /api/test-days/{testDay}',
  'get /api/test-days/{testDay}/export/check',
  'get /api/test-days/{testDay}/seen/{subject}/{item}',
  'get /api/test-days/{testDay}/stream',
  'get /api/test-days/{testDay}/trace/{subject}/{item}',
  'get /api/wall',
  'get /api/warning-rules',
  'get /api/warnings',
  'post /api/displays',
  'post /api/evidence/programmes',
  'post /api/history',
  'post /api/link',
  'post /api/link/decisions',
  'post /api/prescriptions/{prescription}/decision',
  'post /api/pupils/{subject}/prescription',
  'post /api/pupils/{subject}/sessions',
  'post /api/roster/import',
  'post /api/roster/preview',
  'post /api/session',
  'post /api/test-days',
  'post /api/test-days/{testDay}/decisions',
  'post /api/test-days/{testDay}/export',
  'post /api/warnings/{warning}/acts',
  'put /api/pupils/{subject}/health-answers',
  'put /api/pupils/{subject}/wall-label',
];

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 and has every route, with a summary and the schema of each answer', async () => {
    const { openapi, paths } = await document();
    expect(openapi).toBe('3.1.0');
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    );
    expect(operations.map(({ name }) => name).sort()).toEqual(ROUTES);
    for (const { name, operation } of operations) {
      expect(operation.summary, name).toBeTruthy();
      for (const [status, response] of Object.entries(operation.responses)) {
        if (status === '204') continue;
        const schemas = Object.values(response.content ?? {}).map((content) => content.schema);
        expect(schemas, `${name} ${status}`).toHaveLength(1);
        expect(Object.keys(schemas[0] ?? {}), `${name} ${status}`).not.toHaveLength(0);
      }
      expect(operation.responses['500'], name).toBeDefined();
    }
  });

  it('has only schemas that JSON Schema 2020-12 understands, and every reference resolves', async () => {
    const { components, paths } = await document();
    const ajv = new Ajv.default({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'doc', components, paths });
    for (const name of Object.keys(components.schemas))
      expect(() => ajv.compile({ $ref: `doc#/components/schemas/${name}` }), name).not.toThrow();
    const references = [
      ...JSON.stringify({ paths, components }).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g),
    ];
    expect(references.length).toBeGreaterThan(20);
    for (const [, name] of references) expect(components.schemas).toHaveProperty(name ?? '');
  });

  it('says what the server answers', async () => {
    const { components } = await document();
    const ajv = new Ajv.default({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'doc', components });
    const cookie = await school.signIn('teacher');
    for (const [path, name] of [
      ['/api/health', 'HealthResponse'],
      ['/api/session', 'Session'],
      ['/api/lessons', 'LessonList'],
      ['/api/results', 'ResultsResponse'],
      ['/api/gateways', 'GatewaysResponse'],
      [`/api/lessons/${LESSON}/certificate`, 'SignedCertificate'],
      [`/api/lessons/${LESSON}/load?purpose=teaching`, 'LessonLoad'],
      ['/api/nothing', 'ProblemResponse'],
    ] as const) {
      const validate = ajv.compile({ $ref: `doc#/components/schemas/${name}` });
      expect(validate(await (await school.get(path, cookie)).json()), path).toBe(true);
    }
  });

  it('marks how sensitive a field is', async () => {
    const { components } = await document();
    expect(JSON.stringify(components.schemas.LiveFrame)).toContain('"x-data-class":"health"');
  });
});

describe('the pages', () => {
  it('are the one page for every address of the router, never kept', async () => {
    for (const path of ['/', '/lessons/lesson-now', '/sign-in?next=/results']) {
      const response = await school.get(path);
      expect(response.status, path).toBe(200);
      expect(await response.text()).toContain('<title>Tizhi</title>');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('keep files with a hash in their name for a year', async () => {
    const response = await school.get('/assets/index-abc123.js');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await school.get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it('do not pretend that a missing file is there, nor leave their folder', async () => {
    expect((await school.get('/assets/gone-def456.js')).status).toBe(404);
    expect((await school.get('/..%2f..%2fetc%2fpasswd')).status).toBeGreaterThanOrEqual(400);
    expect((await school.get('/%2e%2e/package.json')).status).toBeGreaterThanOrEqual(400);
  });

  it('may load nothing from anywhere else and stand in no frame', async () => {
    const { headers } = await school.get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests'); // plain http in a school must work
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describeWith(['chromium'], 'the documentation in a browser', () => {
  it('shows the routes under our content security policy', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${school.url}/api/docs`);
    await page.getByText('/api/results/stream').first().waitFor();
    expect(complaints).toEqual([]);
    await browser.close();
  }, 60_000);
});
