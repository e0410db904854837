import { z } from 'zod';
import type { BuiltDashboard, JsonObject } from './dashboards.ts';
import type { GrafanaAnswer, GrafanaClient } from './grafana-http.ts';
import { holds } from './holds.ts';

/** What a push did to one thing in Grafana. */
export type Change = 'created' | 'updated' | 'unchanged';

/** How often a change by somebody else between our reading and our writing is met with another try. */
const MAX_TRIES = 3;

/** One thing to have in Grafana: how to read it, compare it and write it. */
interface Resource {
  readonly read: () => Promise<GrafanaAnswer>;
  readonly isSo: (current: unknown) => boolean;
  readonly create: (expect: readonly number[]) => Promise<GrafanaAnswer>;
  readonly update: (current: unknown, expect: readonly number[]) => Promise<GrafanaAnswer>;
}

/**
 * Reads, then writes only what differs. Grafana answers 409 or 412 where another writer was faster: read
 * again and decide again, at most {@link MAX_TRIES} times; the last refusal is thrown as it is.
 */
async function ensure(resource: Resource): Promise<Change> {
  for (let attempt = 1; ; attempt += 1) {
    const expect = attempt < MAX_TRIES ? [409, 412] : [];
    const current = await resource.read();
    if (current.status === 200 && resource.isSo(current.body)) return 'unchanged';
    const exists = current.status === 200;
    const { status } = await (exists ? resource.update(current.body, expect) : resource.create(expect));
    if (status === 200) return exists ? 'updated' : 'created';
  }
}

const FolderState = z.object({ title: z.string(), version: z.int().optional() });

export function ensureFolder(
  client: GrafanaClient,
  folder: { readonly uid: string; readonly title: string },
): Promise<Change> {
  const path = `/api/folders/${folder.uid}`;
  return ensure({
    read: () => client({ method: 'GET', path, step: 'read the folder · 读取文件夹', expect: [404] }),
    isSo: (current) => FolderState.safeParse(current).data?.title === folder.title,
    create: (expect) =>
      client({
        method: 'POST',
        path: '/api/folders',
        body: folder,
        step: 'make the folder · 新建文件夹',
        expect,
      }),
    update: (current, expect) =>
      client({
        method: 'PUT',
        path,
        body: { title: folder.title, version: FolderState.safeParse(current).data?.version ?? 0 },
        step: 'rename the folder · 更新文件夹',
        expect,
      }),
  });
}

/** A data source as Grafana's API takes it; `secureJsonData` is written and never read back. */
export interface DataSource {
  readonly uid: string;
  readonly name: string;
  /** What Grafana shows again when asked; differences in it lead to a write. */
  readonly visible: JsonObject & { readonly jsonData: JsonObject };
  /** Written, but not compared. */
  readonly database: string;
  readonly secret?: { readonly password: string };
  /** Write even where nothing visible differs: Grafana does not tell whether the password is another. */
  readonly renewSecret: boolean;
}

const DataSourceState = z.object({
  version: z.int().optional(),
  secureJsonFields: z.record(z.string(), z.boolean()).optional(),
  // What an administrator may have set by hand (a proxy's login, TLS) outlives a push.
  jsonData: z.record(z.string(), z.json()).nullish(),
  isDefault: z.boolean().optional(),
  basicAuth: z.boolean().optional(),
  basicAuthUser: z.string().optional(),
  withCredentials: z.boolean().optional(),
});

export function ensureDataSource(client: GrafanaClient, source: DataSource): Promise<Change> {
  const path = `/api/datasources/uid/${source.uid}`;
  const body = {
    uid: source.uid,
    name: source.name,
    database: source.database,
    ...source.visible,
    ...(source.secret === undefined ? {} : { secureJsonData: source.secret }),
  };
  return ensure({
    read: () => client({ method: 'GET', path, step: 'read the data source · 读取数据源', expect: [404] }),
    isSo: (current) => {
      const hasPassword = DataSourceState.safeParse(current).data?.secureJsonFields?.password === true;
      const secretIsSo = source.secret === undefined || (hasPassword && !source.renewSecret);
      return secretIsSo && holds(current, { name: source.name, ...source.visible });
    },
    create: (expect) =>
      client({
        method: 'POST',
        path: '/api/datasources',
        body,
        step: 'make the data source · 新建数据源',
        expect,
      }),
    update: (current, expect) => {
      const { secureJsonFields: _, jsonData, ...kept } = DataSourceState.parse(current);
      return client({
        method: 'PUT',
        path,
        body: { ...kept, ...body, jsonData: { ...jsonData, ...source.visible.jsonData } },
        step: 'change the data source · 更新数据源',
        expect,
      });
    },
  });
}

const DashboardState = z.object({
  dashboard: z.looseObject({ version: z.int() }),
  meta: z.object({ folderUid: z.string().optional() }),
});

export function ensureDashboard(
  client: GrafanaClient,
  dashboard: BuiltDashboard,
  folderUid: string,
): Promise<Change> {
  const save = (model: JsonObject, expect: readonly number[]): Promise<GrafanaAnswer> =>
    client({
      method: 'POST',
      path: '/api/dashboards/db',
      body: { dashboard: model, folderUid, overwrite: false, message: 'tizhi grafana push' },
      step: `save the dashboard ${dashboard.uid} · 保存仪表盘`,
      expect,
    });
  return ensure({
    read: () =>
      client({
        method: 'GET',
        path: `/api/dashboards/uid/${dashboard.uid}`,
        step: `read the dashboard ${dashboard.uid} · 读取仪表盘`,
        expect: [404],
      }),
    isSo: (current) => {
      const state = DashboardState.safeParse(current);
      // A newer Grafana raises schemaVersion by itself: that is its business, not a difference.
      const { schemaVersion: _, ...ours } = dashboard.model;
      return state.success && state.data.meta.folderUid === folderUid && holds(state.data.dashboard, ours);
    },
    create: (expect) => save({ ...dashboard.model, id: null }, expect),
    update: (current, expect) =>
      save({ ...dashboard.model, version: DashboardState.parse(current).dashboard.version }, expect),
  });
}
