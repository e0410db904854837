export {
  type BuiltDashboard,
  buildDashboards,
  dashboardFile,
  type Json,
  type JsonObject,
} from './dashboards.ts';
export { DATA_SOURCE_UID } from './influx-query.ts';
export { LESSON_UID } from './lesson-dashboard.ts';
export { FOLDER_UID, type InfluxAccess, type PushReport, type PushTarget, pushToGrafana } from './push.ts';
export type { Change } from './resources.ts';
