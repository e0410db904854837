import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';

/**
 * A strict stand-in for the part of Grafana's HTTP API that a push uses, written from its documentation
 * and source: it checks path, method, token, body fields, uids, unique names and versions, and refuses
 * everything it does not know. It is not Grafana: see docs/grafana.md for what that leaves untested.
 */
export interface FakeGrafana {
  readonly url: string;
  /** Every request that wanted to change something, as `METHOD path status`. */
  readonly writes: string[];
  readonly folders: Map<string, Stored>;
  readonly dataSources: Map<string, Stored>;
  readonly dashboards: Map<string, Stored & { folderUid: string }>;
  /** Runs before the next write: another writer who is faster. */
  beforeWrite: (() => void) | undefined;
  /** Answers everything with this instead. */
  broken: { status: number; body: string } | 'silent' | undefined;
  close(): Promise<void>;
}
interface Stored {
  body: Record<string, unknown>;
  version: number;
}
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export const FAKE_TOKEN = 'glsa_synthetic';

const Uid = z.string().regex(/^[a-zA-Z0-9_-]{1,40}$/);
const NewFolder = z.strictObject({ uid: Uid, title: z.string().min(1) });
const FolderChange = z.strictObject({ title: z.string().min(1), version: z.int() });
const DataSource = z.looseObject({
  uid: Uid,
  name: z.string().min(1),
  type: z.string().min(1),
  access: z.enum(['proxy', 'direct']),
  url: z.url(),
  version: z.int().optional(),
  secureJsonData: z.record(z.string(), z.string()).optional(),
});
const Save = z.strictObject({
  dashboard: z.looseObject({
    id: z.int().nullish(),
    uid: Uid,
    title: z.string().min(1).max(5000),
    version: z.int().optional(),
  }),
  folderUid: Uid,
  overwrite: z.literal(false),
  message: z.string().optional(),
});

const problem = (status: number, message: string, code?: string): Answer => ({
  status,
  body: { message, ...(code === undefined ? {} : { status: code }) },
});
const invalid = (error: z.ZodError): Answer => problem(400, `bad request data: ${z.prettifyError(error)}`);

export async function startFakeGrafana(): Promise<FakeGrafana> {
  const writes: string[] = [];
  const folders: FakeGrafana['folders'] = new Map();
  const dataSources: FakeGrafana['dataSources'] = new Map();
  const dashboards: FakeGrafana['dashboards'] = new Map();

  function folder(method: string, uid: string | undefined, body: unknown): Answer | undefined {
    const known = uid === undefined ? undefined : folders.get(uid);
    const shown = (id: string, stored: Stored): Answer => ({
      status: 200,
      body: { id: 7, uid: id, ...stored.body, version: stored.version, canSave: true },
    });
    if (method === 'GET' && uid) return known ? shown(uid, known) : problem(404, 'folder not found');
    if (method === 'POST' && uid === undefined) {
      const wanted = NewFolder.safeParse(body);
      if (!wanted.success) return invalid(wanted.error);
      if (folders.has(wanted.data.uid)) return problem(409, 'a folder with the same uid already exists');
      const made = { body: { title: wanted.data.title }, version: 1 };
      folders.set(wanted.data.uid, made);
      return shown(wanted.data.uid, made);
    }
    if (method === 'PUT' && uid) {
      const wanted = FolderChange.safeParse(body);
      if (!wanted.success) return invalid(wanted.error);
      if (!known) return problem(404, 'folder not found');
      if (wanted.data.version !== known.version) {
        return problem(412, 'the folder has been changed by someone else', 'version-mismatch');
      }
      Object.assign(known, { body: { title: wanted.data.title }, version: known.version + 1 });
      return shown(uid, known);
    }
    return undefined;
  }

  function dataSource(method: string, uid: string | undefined, body: unknown): Answer | undefined {
    const known = uid === undefined ? undefined : dataSources.get(uid);
    if (method === 'GET' && uid) {
      if (!known) return problem(404, 'Data source not found');
      const { secureJsonData, ...visible } = known.body;
      const secrets = Object.keys((secureJsonData as object | undefined) ?? {});
      return {
        status: 200,
        body: {
          id: 3,
          orgId: 1,
          ...visible,
          version: known.version,
          secureJsonFields: Object.fromEntries(secrets.map((key) => [key, true])),
          readOnly: known.body.readOnly ?? false,
        },
      };
    }
    if (!((method === 'POST' && uid === undefined) || (method === 'PUT' && uid))) return undefined;
    const wanted = DataSource.safeParse(body);
    if (!wanted.success) return invalid(wanted.error);
    const { version, ...written } = wanted.data;
    const sameName = [...dataSources].some(([id, { body: b }]) => b.name === written.name && id !== uid);
    if (sameName) return problem(409, 'data source with the same name already exists');
    if (method === 'POST') {
      dataSources.set(written.uid, { body: written, version: 1 });
      return { status: 200, body: { id: 3, message: 'Datasource added', name: written.name } };
    }
    if (!known) return problem(404, 'Data source not found');
    if (known.body.readOnly) return problem(403, 'Cannot update read-only data source');
    if (version !== undefined && version !== known.version) {
      return problem(409, 'Datasource has already been updated by someone else. Please reload and try again');
    }
    const secureJsonData = written.secureJsonData ?? known.body.secureJsonData;
    Object.assign(known, { body: { ...written, secureJsonData }, version: known.version + 1 });
    return { status: 200, body: { id: 3, message: 'Datasource updated', name: written.name } };
  }

  function readDashboard(uid: string): Answer {
    const known = dashboards.get(uid);
    if (!known) return problem(404, 'Dashboard not found', 'not-found');
    // As newer versions do: the schema is migrated, and defaults are filled in.
    const dashboard = { ...known.body, id: 9, version: known.version, schemaVersion: 99, editable: true };
    return { status: 200, body: { dashboard, meta: { folderUid: known.folderUid, provisioned: false } } };
  }

  function saveDashboard(body: unknown): Answer {
    const wanted = Save.safeParse(body);
    if (!wanted.success) return invalid(wanted.error);
    const { dashboard, folderUid } = wanted.data;
    if (!folders.has(folderUid)) return problem(400, 'folder not found');
    const { version: said, ...model } = dashboard;
    const known = dashboards.get(dashboard.uid);
    const twin = [...dashboards].some(
      ([uid, other]) =>
        uid !== dashboard.uid && other.folderUid === folderUid && other.body.title === model.title,
    );
    if (twin)
      return problem(412, 'A dashboard with the same name in the folder already exists', 'name-exists');
    if (known && said !== known.version) {
      return problem(412, 'The dashboard has been changed by someone else', 'version-mismatch');
    }
    const version = (known?.version ?? 0) + 1;
    dashboards.set(dashboard.uid, { body: model, version, folderUid });
    return { status: 200, body: { id: 9, uid: dashboard.uid, status: 'success', version } };
  }

  function route(method: string, path: string, body: unknown): Answer {
    const match = (pattern: RegExp) => pattern.exec(path)?.slice(1);
    const inFolders = match(/^\/api\/folders(?:\/([^/]+))?$/);
    const inSources = match(/^\/api\/datasources(?:\/uid\/([^/]+))?$/);
    const dashboardUid = match(/^\/api\/dashboards\/uid\/([^/]+)$/)?.[0];
    const answer =
      (inFolders && folder(method, inFolders[0], body)) ??
      (inSources && dataSource(method, inSources[0], body)) ??
      (method === 'GET' && dashboardUid ? readDashboard(dashboardUid) : undefined) ??
      (method === 'POST' && path === '/api/dashboards/db' ? saveDashboard(body) : undefined);
    return answer ?? problem(404, 'Not found');
  }

  const server = createServer(async (request, response) => {
    const { broken } = fake;
    if (broken === 'silent') return;
    const path = request.url ?? '';
    const body = await readJson(request);
    let answer: Answer;
    if (broken) {
      response.writeHead(broken.status, { 'content-type': 'text/html' }).end(broken.body);
      return;
    }
    if (request.headers.authorization !== `Bearer ${FAKE_TOKEN}`) answer = problem(401, 'Invalid API key');
    else if (request.method !== 'GET' && request.headers['content-type'] !== 'application/json') {
      answer = problem(415, 'Unsupported Media Type');
    } else {
      const writing = request.method !== 'GET';
      if (writing) {
        const faster = fake.beforeWrite;
        fake.beforeWrite = undefined;
        faster?.();
      }
      answer = route(request.method ?? '', path, body);
      if (writing) writes.push(`${request.method} ${path} ${answer.status}`);
    }
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const fake: FakeGrafana = {
    url: `http://127.0.0.1:${port}`,
    writes,
    folders,
    dataSources,
    dashboards,
    beforeWrite: undefined,
    broken: undefined,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return fake;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
