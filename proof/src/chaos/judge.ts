import type { Evidence, SentByDevice, StoredReading } from './evidence.ts';
import { inFlight, isInGap, type MissingRun, metFullDisk, miscounted, missingRuns } from './missing.ts';

export interface LaneVerdict {
  sent: number;
  stored: number;
  lost: number;
  doubled: number;
  /** Never counted: on its way between the socket and the outbox file when the gateway was killed. */
  inFlight: number;
  /** From the first of such a run to its kill, at most, ms. */
  longestInFlightMs: number;
  /** Counted, and in messages that the school wrote down as a gap of the lane. */
  inGaps: number;
  /** Counted, in no gap, and sent while the gateway's own disk was full. */
  onFullDisk: number;
}

export interface Verdict {
  readonly lanes: Readonly<Record<SentByDevice['lane'], LaneVerdict>>;
  /** Alerts that are stored, and alerts that an outbox held and that are not. */
  readonly alerts: { readonly stored: number; readonly lost: number };
  /**
   * Counts that do not go with what was sent, gaps of a gateway whose disk was never full, rows that were
   * acknowledged and are not there: none may be.
   */
  readonly wrong: readonly string[];
  /** The first few losses and doubles, for whoever looks for the cause. */
  readonly details: readonly string[];
}

/** Losses, doubles and wrong counts told one by one. */
const MOST_DETAILS = 40;

const newLane = (): LaneVerdict => ({
  sent: 0,
  stored: 0,
  lost: 0,
  doubled: 0,
  inFlight: 0,
  longestInFlightMs: 0,
  inGaps: 0,
  onFullDisk: 0,
});

/** Holds what came out against what went in. Pure: the same evidence gives the same verdict. */
export function judge(evidence: Evidence): Verdict {
  const lanes = { result: newLane(), telemetry: newLane() };
  const details: string[] = [];
  const wrong: string[] = [];
  for (const from of evidence.sent) {
    const lane = lanes[from.lane];
    const found = evidence.stored.get(from.device) ?? new Map<number, StoredReading>();
    lane.sent += from.sentAt.length;
    for (const [number, { times }] of found) {
      lane.stored += 1;
      const neverSent = number > from.sentAt.length;
      if (times === 1 && !neverSent) continue;
      lane.doubled += neverSent ? times : times - 1;
      details.push(`${from.device} ${number}: stored ${times} times${neverSent ? ', never sent' : ''}`);
    }
    if (from.lane === 'telemetry') wrong.push(...miscounted(from, found));
    const flying = inFlight(from, { kills: evidence.kills, found });
    for (const run of missingRuns(from, found)) {
      const loss = judgeRun(run, { evidence, flying, lane });
      if (loss !== undefined) details.push(loss);
    }
  }
  for (const { gateway, messages } of evidence.gaps)
    if (!evidence.fullDisks.some((disk) => disk.gateway === gateway))
      wrong.push(`${gateway}: a gap of ${messages} messages, but its disk was never full`);
  wrong.push(...acknowledgedAndGone(evidence));
  const raised = new Set(evidence.kills.flatMap((kill) => kill.raised));
  const lostAlerts = [...raised].filter((alert) => !evidence.alerts.has(alert));
  for (const alert of lostAlerts) details.push(`alert ${alert}: lost, an outbox held it`);
  const alerts = { stored: evidence.alerts.size, lost: lostAlerts.length };
  return { lanes, alerts, wrong: wrong.slice(0, MOST_DETAILS), details: details.slice(0, MOST_DETAILS) };
}

/** Spans of which fewer rows are there than were acknowledged: whatever else explains them, that must not be. */
function acknowledgedAndGone({ sent, stored, acknowledged }: Evidence): string[] {
  const heard = new Map<string, number[]>();
  for (const { gateway, device, lane } of sent) {
    if (lane !== 'telemetry') continue;
    const times = heard.get(gateway) ?? [];
    for (const { at } of stored.get(device)?.values() ?? []) times.push(at);
    heard.set(gateway, times);
  }
  return acknowledged.flatMap(({ gateway, firstAt, lastAt, rows }) => {
    const there = (heard.get(gateway) ?? []).filter((at) => at >= firstAt && at <= lastAt).length;
    if (there >= rows) return [];
    const span = [firstAt, lastAt].map((at) => new Date(at).toISOString()).join(' to ');
    return [`${gateway}: ${rows} rows acknowledged of ${span}, only ${there} stored`];
  });
}

/**
 * Counts what explains the missing numbers of a run. What the gateway never counted must have been on its way at a
 * kill; what it counted must be in a gap or have met a full disk. The rest is lost, and said.
 */
function judgeRun(
  run: MissingRun,
  context: {
    readonly evidence: Evidence;
    readonly flying: ReadonlyMap<number, number>;
    readonly lane: LaneVerdict;
  },
): string | undefined {
  const { evidence, flying, lane } = context;
  const { from, first, last } = run;
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const mayFly = numbers.filter((number) => flying.has(number));
  const uncounted = numbers.length - (run.counted ?? numbers.length - mayFly.length);
  // A kill takes the last that were sent before it.
  const flew = new Set(uncounted > 0 ? mayFly.slice(-uncounted) : []);
  lane.inFlight += flew.size;
  for (const number of flew)
    lane.longestInFlightMs = Math.max(lane.longestInFlightMs, flying.get(number) ?? 0);

  const rest = numbers.filter((number) => !flew.has(number));
  const neverHeard = Math.max(0, uncounted - flew.size);
  const { gateway } = from;
  let lost = neverHeard;
  if (from.lane === 'telemetry' && isInGap(run, evidence.gaps)) lane.inGaps += rest.length - neverHeard;
  else {
    const met = rest.filter((number) =>
      metFullDisk({ gateway, at: from.sentAt[number - 1] ?? 0 }, evidence.fullDisks),
    );
    const explained = from.lane === 'telemetry' ? Math.min(met.length, rest.length - neverHeard) : 0;
    lane.onFullDisk += explained;
    lost = rest.length - explained;
  }
  if (lost === 0) return undefined;
  lane.lost += lost;
  const sentAt = (number: number): number => Math.round(from.sentAt[number - 1] ?? 0);
  const counted = run.counted === null ? '' : `, ${run.counted} of them counted`;
  return `${from.device} ${first} to ${last}${counted}: ${lost} lost, sent at ${sentAt(first)} to ${sentAt(last)} ms`;
}
