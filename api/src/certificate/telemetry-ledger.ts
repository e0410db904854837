import { type CommittedMessages, type GivenUp, laneProof } from '@tizhi/analytics';
import {
  type Coverage,
  type GatewayId,
  type Instant,
  type LaneProof,
  NEIGHBOUR_MS,
  type SchoolId,
} from '@tizhi/contracts';
import type { GatewayRecord, LaneGap, LaneSegment, RecordStore } from '@tizhi/storage';

/** A gateway heard of this long before a lesson may have heard the lesson, though nothing came since. */
const HEARD_BEFORE_MS = 24 * 3_600_000;
/** A gap in a lane that is otherwise not of the lesson counts when it was noticed this soon after it. */
const NOTICED_AFTER_MS = 24 * 3_600_000;
/** What a gateway has heard reaches its outbox, and so its count of what waits, within this. */
const BATCHED_MS = 2_000;
const MAX_GAPS = 10_000;

/** A stretch of a school's time: `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** What the records say of the telemetry lanes in the time of a lesson. */
export interface TelemetryLedger {
  readonly coverage: readonly Coverage[];
  /** The lanes with messages of the lesson, of these gateways, and every lane that lost some. */
  lanes(span: Span, gateways: ReadonlySet<GatewayId>): LaneProof[];
}

/** Reads which messages of a lesson the stores have, and until when each gateway has sent all it heard. */
export async function readTelemetryLedger(
  records: Pick<RecordStore, 'gateways' | 'inbox'>,
  { school, from, to, now }: Span & { readonly school: SchoolId; readonly now: Instant },
): Promise<TelemetryLedger> {
  const near = { school, lane: 'telemetry' as const, from, to: Math.min(to + NEIGHBOUR_MS, now) };
  const [ledger, statuses, gaps] = await Promise.all([
    records.inbox.ledger(near),
    records.gateways(school),
    records.inbox.gaps(MAX_GAPS),
  ]);
  let coverage = coverageOf(ledger.segments, statuses, from);
  if (coverage.some(({ until }) => (until ?? 0) < to)) {
    // What came later shows as well that all of the lesson has come.
    const later = await records.inbox.ledger({ ...near, from: to, to: Math.min(to + HEARD_BEFORE_MS, now) });
    coverage = coverageOf([...ledger.segments, ...later.segments], statuses, from);
  }
  return {
    coverage,
    lanes(span, gateways) {
      const inLesson = ledger.segments.filter((segment) => touches(segment, span));
      const elsewhere = gaps.filter(
        (gap) =>
          gap.school === school &&
          gap.lane === 'telemetry' &&
          !inLesson.some(({ epoch }) => epoch === gap.epoch) &&
          gap.at >= span.from &&
          gap.at < span.to + NOTICED_AFTER_MS,
      );
      const proofs = lanesOf([...inLesson, ...elsewhere]).map((lane) =>
        laneProof(
          lane,
          inLesson.filter(({ epoch }) => epoch === lane.epoch),
          [...ledger.gaps, ...elsewhere].filter(({ epoch }) => epoch === lane.epoch),
        ),
      );
      return proofs.filter((proof) => gateways.has(proof.gateway) || proof.gaps.length > 0);
    },
  };
}

const touches = ({ firstAt, lastAt }: LaneSegment, { from, to }: Span): boolean =>
  firstAt !== null && lastAt !== null && lastAt >= from && firstAt < to;

/** Each lane once, by gateway and epoch. */
function lanesOf(parts: readonly Pick<CommittedMessages | GivenUp | LaneGap, 'gateway' | 'epoch'>[]) {
  const lanes = new Map(parts.map(({ gateway, epoch }) => [`${gateway} ${epoch}`, { gateway, epoch }]));
  return [...lanes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, lane]) => lane);
}

/**
 * Until when everything that each gateway heard is in the stores. A lane is stored in order, so the newest time
 * in it is one such moment; a gateway that says that nothing waits gives a later one.
 */
function coverageOf(
  segments: readonly LaneSegment[],
  statuses: readonly GatewayRecord[],
  from: Instant,
): Coverage[] {
  const until = new Map<GatewayId, Instant | null>();
  const know = (gateway: GatewayId, at: Instant | null): void => {
    const before = until.get(gateway) ?? null;
    until.set(gateway, before === null || at === null ? (before ?? at) : Math.max(before, at));
  };
  for (const { gateway, lastAt } of segments) know(gateway, lastAt);
  for (const { gateway, status, at } of statuses) {
    if (at >= from - HEARD_BEFORE_MS || until.has(gateway)) know(gateway, sentAllAt(status, at));
  }
  return [...until].map(([gateway, at]) => ({ gateway, until: at }));
}

function sentAllAt(status: GatewayRecord['status'], at: Instant): Instant | null {
  if (status.state === 'offline' || status.lanes.telemetry.queued > 0) return null;
  return Math.max(0, Math.min(status.at, at) - BATCHED_MS);
}
