import { GatewayStatus, TizhiError } from '@tizhi/contracts';
import { clearAlert, raiseAlert } from './alert-records.ts';
import { takeArrivals } from './arrivals.ts';
import { addSegment, readLedger, toGap } from './ledger-records.ts';
import type {
  DeadLetter,
  GatewayRecord,
  InboxRecords,
  LaneGap,
  LaneKey,
  LaneMark,
  ReceivedAttempt,
  RecordStore,
} from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/** The inbox's half of the records: marks, and everything that moves together with them. */
export function inboxRecords(db: RecordDb): InboxRecords {
  return {
    async mark({ school, gateway, epoch, lane }) {
      const row = await db
        .selectFrom('lane_mark')
        .select(['seq', 'chain'])
        .where('school', '=', school)
        .where('gateway', '=', gateway)
        .where('epoch', '=', epoch)
        .where('lane', '=', lane)
        .executeTakeFirst();
      return row;
    },
    async commit({ marks, attempts, alerts, deadLetters, gaps, segments }) {
      await db.transaction().execute(async (transaction) => {
        for (const mark of marks) await moveMark(transaction, mark);
        const count = attempts.length + alerts.length + deadLetters.length + gaps.length;
        let arrival = count === 0 ? 0 : await takeArrivals(transaction, count);
        await addAttempts(transaction, attempts, arrival);
        arrival += attempts.length;
        for (const alert of alerts) {
          const add = alert.body.state === 'raised' ? raiseAlert : clearAlert;
          await add(transaction, alert, arrival++);
        }
        for (const letter of deadLetters) await addDeadLetter(transaction, letter, arrival++);
        for (const gap of gaps) await addGap(transaction, gap, arrival++);
        for (const segment of segments) await addSegment(transaction, segment);
      });
    },
    async saveStatus({ school, gateway }, status, at) {
      const text = JSON.stringify(status);
      await db
        .insertInto('gateway')
        .values({ school, gateway, status: text, at })
        .onConflict((conflict) => conflict.columns(['school', 'gateway']).doUpdateSet({ status: text, at }))
        .execute();
    },
    async lastHeardAt() {
      const row = await db
        .selectFrom('gateway')
        .select('at')
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.at;
    },
    async deadLetters(limit) {
      const rows = await db
        .selectFrom('dead_letter')
        .selectAll()
        .orderBy('arrival', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toDeadLetter);
    },
    async gaps(limit) {
      const rows = await db
        .selectFrom('lane_gap')
        .selectAll()
        .orderBy('arrival', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toGap);
    },
    ledger: (range) => readLedger(db, range),
  };
}

/** What each gateway of a school last said of itself, in the order of their ids. */
export function gatewayRecords(db: RecordDb): Pick<RecordStore, 'gateways'> {
  return {
    async gateways(school): Promise<GatewayRecord[]> {
      const rows = await db
        .selectFrom('gateway')
        .selectAll()
        .where('school', '=', school)
        .orderBy('gateway')
        .execute();
      // What an older version saved may say less than is asked for now: the gateway says it again in seconds.
      return rows.flatMap((row) => {
        const status = GatewayStatus.safeParse(JSON.parse(row.status));
        return status.success ? [{ ...row, status: status.data }] : [];
      });
    },
  };
}

/** Moves a mark from where the committer saw it, or throws. One statement: the row is locked. */
async function moveMark(db: RecordDb, mark: LaneMark): Promise<void> {
  const { school, gateway, epoch, lane, after, seq, chain } = mark;
  const moved =
    after === 0
      ? await db
          .insertInto('lane_mark')
          .values({ school, gateway, epoch, lane, seq, chain })
          .onConflict((conflict) => conflict.columns(['school', 'gateway', 'epoch', 'lane']).doNothing())
          .executeTakeFirst()
          .then(({ numInsertedOrUpdatedRows }) => numInsertedOrUpdatedRows)
      : await db
          .updateTable('lane_mark')
          .set({ seq, chain })
          .where('school', '=', school)
          .where('gateway', '=', gateway)
          .where('epoch', '=', epoch)
          .where('lane', '=', lane)
          .where('seq', '=', after)
          .executeTakeFirst()
          .then(({ numUpdatedRows }) => numUpdatedRows);
  if (moved !== 1n)
    throw new TizhiError('TIZHI_STORE_UNAVAILABLE', {
      store: 'records',
      problem: `the mark of ${school}/${gateway}/${lane} is not at ${after} any more`,
    });
}

/** Rows in one statement, 20 parameters each: far below what either database takes, and one way there for many. */
const ATTEMPTS_AT_ONCE = 100;

async function addAttempts(
  db: RecordDb,
  attempts: readonly ReceivedAttempt[],
  firstArrival: number,
): Promise<void> {
  const rows = attempts.map((attempt, n) => toAttemptRow(attempt, firstArrival + n));
  for (let at = 0; at < rows.length; at += ATTEMPTS_AT_ONCE)
    await db
      .insertInto('attempt')
      .values(rows.slice(at, at + ATTEMPTS_AT_ONCE))
      .onConflict((conflict) => conflict.column('attempt').doNothing())
      .execute();
}

const toAttemptRow = (
  { school, gateway, receivedAt, clock, body }: ReceivedAttempt,
  arrival: number,
): RecordTables['attempt'] => ({
  attempt: body.attempt,
  arrival,
  school,
  gateway,
  received_at: receivedAt,
  item: body.item,
  value: body.value,
  unit: body.unit,
  at: body.at,
  station: body.station,
  lesson: body.lesson,
  subject: body.subject,
  tag: body.tag,
  confidence: body.confidence,
  doubt: body.doubt,
  raw_hex: body.rawHex,
  device_at: body.deviceAt,
  skew_ms: clock.skewMs,
  error_ms: clock.errorMs,
});

async function addDeadLetter(db: RecordDb, letter: DeadLetter, arrival: number): Promise<void> {
  const { key, seq, topic, reason, payload, at } = letter;
  const { school, gateway, epoch, lane } = key ?? { school: null, gateway: null, epoch: null, lane: null };
  await db
    .insertInto('dead_letter')
    .values({ arrival, school, gateway, epoch, lane, seq, topic, reason, payload, at })
    .onConflict((conflict) => conflict.columns(['school', 'gateway', 'epoch', 'lane', 'seq']).doNothing())
    .execute();
}

async function addGap(db: RecordDb, gap: LaneGap, arrival: number): Promise<void> {
  const { school, gateway, epoch, lane, fromSeq, toSeq, at } = gap;
  await db
    .insertInto('lane_gap')
    .values({ arrival, school, gateway, epoch, lane, from_seq: fromSeq, to_seq: toSeq, at })
    .onConflict((conflict) =>
      conflict.columns(['school', 'gateway', 'epoch', 'lane', 'from_seq']).doNothing(),
    )
    .execute();
}

function toDeadLetter(row: RecordTables['dead_letter']): DeadLetter {
  const { school, gateway, epoch, lane, seq, topic, reason, payload, at } = row;
  const key: LaneKey | null =
    school === null || gateway === null || epoch === null || lane === null
      ? null
      : { school, gateway, epoch, lane };
  return { key, seq, topic, reason, payload, at };
}
