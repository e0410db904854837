import { buildDashboards } from './dashboards.ts';
import { type GrafanaServer, grafanaClient } from './grafana-http.ts';
import { DATA_SOURCE_UID } from './influx-query.ts';
import { type Change, ensureDashboard, ensureDataSource, ensureFolder } from './resources.ts';

export const FOLDER_UID = 'tizhi';

/** The InfluxDB as Grafana reaches it (not as this machine does). */
export interface InfluxAccess {
  /** Such as `http://influxdb.school:8086`, without database or credentials. */
  readonly url: string;
  readonly database: string;
  /** A user that may only read. */
  readonly user?: string;
  readonly password?: string;
  /** Write the password even where Grafana has one. */
  readonly renewPassword?: boolean;
}

export interface PushTarget extends GrafanaServer {
  readonly influx: InfluxAccess;
}

export interface PushReport {
  readonly folder: Change;
  readonly dataSource: Change;
  readonly dashboards: readonly { readonly uid: string; readonly change: Change }[];
}

/**
 * Puts folder, data source and dashboards into a Grafana over its HTTP API (`/api/folders`,
 * `/api/datasources`, `/api/dashboards/db`). Everything has a stable uid and is compared first, so pushing
 * again changes nothing. Throws `TIZHI_GRAFANA_REFUSED` with the step and what to do.
 */
export async function pushToGrafana(target: PushTarget): Promise<PushReport> {
  const client = grafanaClient(target);
  const { influx } = target;
  const folder = await ensureFolder(client, { uid: FOLDER_UID, title: '体质 Tizhi' });
  const dataSource = await ensureDataSource(client, {
    uid: DATA_SOURCE_UID,
    name: 'Tizhi InfluxDB',
    visible: {
      type: 'influxdb',
      access: 'proxy',
      url: influx.url,
      user: influx.user ?? '',
      jsonData: { dbName: influx.database, version: 'InfluxQL', httpMode: 'POST' },
    },
    // Newer Grafana reads jsonData.dbName, older ones this field.
    database: influx.database,
    ...(influx.password === undefined ? {} : { secret: { password: influx.password } }),
    renewSecret: influx.renewPassword ?? false,
  });
  const dashboards: { uid: string; change: Change }[] = [];
  for (const dashboard of buildDashboards()) {
    dashboards.push({
      uid: dashboard.uid,
      change: await ensureDashboard(client, dashboard, FOLDER_UID),
    });
  }
  return { folder, dataSource, dashboards };
}
