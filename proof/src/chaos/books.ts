import { LANES, SchoolId } from '@tizhi/contracts';
import { openRecords, type RecordStore } from '@tizhi/storage';
import { SCHOOL } from './brokers/broker-side.ts';
import type { Acknowledged, Gap } from './evidence.ts';
import { placed, untiled } from './lane-pieces.ts';

/** What the school wrote down beside the readings themselves. */
export interface Books {
  /** Of the telemetry lanes. */
  readonly gaps: readonly Gap[];
  readonly acknowledged: readonly Acknowledged[];
  /** Ids of the alerts that the school knows. */
  readonly alerts: ReadonlySet<string>;
  readonly findings: readonly string[];
}

const MOST_ALERTS = 1_000_000;
const MOST_GAPS = 100_000;
const MOST_DEAD_LETTERS = 10;
const school = SchoolId.parse(SCHOOL);
const always = { from: 0, to: Number.MAX_SAFE_INTEGER };

/**
 * What the school has of gaps and alerts; and as findings what must not be: dead letters, a gap in a lane that is
 * never given up, a lane of which a message is neither stored nor in a gap.
 */
export async function readBooks(dataDir: string): Promise<Books> {
  const records = await openRecords({ dataDir, readOnly: true });
  try {
    const deadLetters = await records.inbox.deadLetters(MOST_DEAD_LETTERS);
    const { gaps, acknowledged, findings } = await readLanes(records);
    const alerts = await records.alerts.list({ school, limit: MOST_ALERTS });
    return {
      gaps,
      acknowledged,
      alerts: new Set(alerts.map(({ body }) => body.alert)),
      findings: [
        ...deadLetters.map(({ topic, reason }) => `dead letter on ${topic}: ${reason}`),
        ...findings,
        ...(alerts.length === 0 ? ['no strap raised an alert'] : []),
      ],
    };
  } finally {
    await records.close();
  }
}

async function readLanes({ inbox }: RecordStore): Promise<Omit<Books, 'alerts'>> {
  const findings: string[] = [];
  const gaps: Gap[] = [];
  const acknowledged: Acknowledged[] = [];
  const recorded = await inbox.gaps(MOST_GAPS);
  for (const lane of LANES) {
    const { segments } = await inbox.ledger({ school, lane, ...always });
    const own = recorded.filter((gap) => gap.lane === lane);
    findings.push(...untiled(lane, [...segments, ...own]));
    if (lane === 'telemetry') {
      gaps.push(...placed(own, segments));
      for (const { gateway, rows, firstAt, lastAt } of segments)
        if (firstAt !== null && lastAt !== null) acknowledged.push({ gateway, rows, firstAt, lastAt });
    } else
      for (const { gateway, fromSeq, toSeq } of own)
        findings.push(`a gap in the ${lane} lane of ${gateway}: ${fromSeq} to ${toSeq}`);
  }
  return { gaps, acknowledged, findings };
}
