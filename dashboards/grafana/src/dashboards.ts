import { LESSON_UID, lessonDashboard } from './lesson-dashboard.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A dashboard as Grafana takes it. `uid` is stable and also names the file. */
export interface BuiltDashboard {
  readonly uid: string;
  readonly title: string;
  readonly model: JsonObject;
}

/** All dashboards as plain JSON. Pure: the same every time, with no id or version of any Grafana in it. */
export function buildDashboards(): BuiltDashboard[] {
  return [lessonDashboard()].map((dashboard) => ({
    uid: LESSON_UID,
    title: dashboard.title ?? LESSON_UID,
    model: JSON.parse(JSON.stringify(dashboard)) as JsonObject,
  }));
}

/** The text of a dashboard's file: two spaces, a newline at the end. */
export const dashboardFile = (
  dashboard: BuiltDashboard,
): { readonly name: string; readonly text: string } => ({
  name: `${dashboard.uid}.json`,
  text: `${JSON.stringify(dashboard.model, null, 2)}\n`,
});
