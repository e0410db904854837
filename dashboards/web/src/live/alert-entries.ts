import type { AlertView, DeviceId } from '@tizhi/contracts';
import type { TileView } from './tile-view.ts';

/** One open alert as the strip shows it. */
export interface AlertEntry {
  readonly key: string;
  readonly who:
    | { readonly kind: 'pupil'; readonly seat: number; readonly name: string }
    | { readonly kind: 'device'; readonly device: DeviceId };
  /** `null`: the tile is flagged, the details are still on their way. */
  readonly detail: {
    /** `null`: the alert is none of a ceiling. */
    readonly ceilingBpm: number | null;
    readonly rule: string;
    readonly from: number;
    readonly at: number;
  } | null;
}

/**
 * The lesson's open alerts, longest first, then pupils whose tile is flagged but whose details have not
 * come. The tiles are the newer source: an alert whose pupil's tile is no longer flagged is over.
 */
export function alertEntries(
  alerts: readonly AlertView[],
  views: readonly TileView[],
): readonly AlertEntry[] {
  const bySubject = new Map(views.map((view) => [view.subject, view]));
  const open = alerts
    .filter((alert) => alert.clearedAt === null)
    .filter((alert) => alert.subject === null || bySubject.get(alert.subject)?.alert === true)
    .sort((a, b) => a.from - b.from);
  const detailed = new Set(open.map((alert) => alert.subject));
  const bare = views.filter((view) => view.alert && !detailed.has(view.subject));
  return [
    ...open.map((alert): AlertEntry => {
      const view = alert.subject === null ? undefined : bySubject.get(alert.subject);
      return {
        key: alert.alert,
        who:
          view === undefined
            ? { kind: 'device', device: alert.device }
            : { kind: 'pupil', seat: view.seat, name: view.name },
        detail: {
          ceilingBpm: alert.evidence.kind === 'heart_rate_above' ? alert.evidence.ceilingBpm : null,
          rule: alert.rule.id,
          from: alert.from,
          at: alert.at,
        },
      };
    }),
    ...bare.map(
      (view): AlertEntry => ({
        key: view.subject,
        who: { kind: 'pupil', seat: view.seat, name: view.name },
        detail: null,
      }),
    ),
  ];
}
