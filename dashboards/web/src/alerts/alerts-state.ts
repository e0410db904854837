import type { AlertId, AlertsEvent, AlertView } from '@tizhi/contracts';

/** The alerts that the page shows. Times are the page's own clock, ms. */
export interface AlertsState {
  readonly byId: ReadonlyMap<AlertId, AlertView>;
  /** The server's clock in the last event, and when that came; `null` before the first. */
  readonly server: { readonly at: number; readonly heardAt: number } | null;
}

export const noAlertsYet: AlertsState = { byId: new Map(), server: null };

/** Ended alerts that stay on the page, so that nobody wonders where one went. */
export const ENDED_SHOWN = 10;

export function alertsStep(
  state: AlertsState,
  { event, now }: { readonly event: AlertsEvent; readonly now: number },
): AlertsState {
  // What ended while the page was away is gone with the reset; what ended before its eyes stays.
  const kept = event.reset ? ended(state) : [...state.byId.values()];
  const byId = new Map(kept.map((alert) => [alert.alert, alert]));
  for (const alert of event.alerts) {
    // An alert that the page never saw open is no news once it has ended.
    if (alert.clearedAt === null || byId.has(alert.alert)) byId.set(alert.alert, alert);
  }
  const next = { byId, server: { at: event.serverAt, heardAt: now } };
  for (const { alert } of ended(next).slice(ENDED_SHOWN)) byId.delete(alert);
  return next;
}

/** Newest first. */
export const open = ({ byId }: AlertsState): AlertView[] =>
  [...byId.values()].filter(({ clearedAt }) => clearedAt === null).sort((a, b) => b.at - a.at);

/** The one that ended last first. */
export const ended = ({ byId }: AlertsState): AlertView[] =>
  [...byId.values()]
    .filter(({ clearedAt }) => clearedAt !== null)
    .sort((a, b) => (b.clearedAt ?? 0) - (a.clearedAt ?? 0));

/** The server's clock as this page estimates it. */
export const serverNow = ({ server }: AlertsState, now: number): number | null =>
  server === null ? null : server.at + Math.max(0, now - server.heardAt);
