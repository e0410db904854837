import { Buffer } from 'node:buffer';
import { sql } from 'kysely';
import type { InboxRecords, LaneGap, LaneSegment } from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/**
 * Messages in one row of the ledger: 32 bytes of hash each, so that a row fills about a page. A busy gateway
 * commits ten times a second; a row for each commit would take more room than the telemetry itself.
 */
const MESSAGES_IN_ROW = 128;

/** Writes a segment: behind the lane's last row where it goes on from there and has room, else as a new row. */
export async function addSegment(db: RecordDb, segment: LaneSegment): Promise<void> {
  const row = toRow(segment);
  const { numUpdatedRows } = await db
    .updateTable('lane_segment')
    .set({
      to_seq: row.to_seq,
      chain: row.chain,
      hashes: sql<string>`hashes || ${row.hashes}`,
      rows: sql<number>`rows + ${row.rows}`,
      ...(row.first_at === null ? {} : { first_at: sql<number>`${earlier(row.first_at)}` }),
      ...(row.last_at === null ? {} : { last_at: sql<number>`${later(row.last_at)}` }),
      at: row.at,
    })
    .where('school', '=', row.school)
    .where('gateway', '=', row.gateway)
    .where('epoch', '=', row.epoch)
    .where('lane', '=', row.lane)
    .where('from_seq', '>', row.to_seq - MESSAGES_IN_ROW)
    .where('to_seq', '=', row.from_seq - 1)
    .where('chain', '=', row.prev)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) await db.insertInto('lane_segment').values(row).execute();
}

const earlier = (at: number) => sql`case when first_at < ${at} then first_at else ${at} end`;
const later = (at: number) => sql`case when last_at > ${at} then last_at else ${at} end`;

/** The ledger of a school's lane class in a span of time; see {@link InboxRecords.ledger}. */
export const readLedger: (db: RecordDb, ...range: Parameters<InboxRecords['ledger']>) => Ledger = async (
  db,
  { school, lane, from, to },
) => {
  const rows = await db
    .selectFrom('lane_segment')
    .selectAll()
    .where('school', '=', school)
    .where('lane', '=', lane)
    .where('last_at', '>=', from)
    .where('first_at', '<', to)
    .orderBy('gateway')
    .orderBy('epoch')
    .orderBy('from_seq')
    .execute();
  const segments = rows.map(toSegment);
  const epochs = [...new Set(segments.map(({ epoch }) => epoch))];
  if (epochs.length === 0) return { segments, gaps: [] };
  const gaps = await db
    .selectFrom('lane_gap')
    .selectAll()
    .where('school', '=', school)
    .where('lane', '=', lane)
    .where('epoch', 'in', epochs)
    .orderBy('gateway')
    .orderBy('epoch')
    .orderBy('from_seq')
    .execute();
  return { segments, gaps: gaps.map(toGap) };
};
type Ledger = ReturnType<InboxRecords['ledger']>;

const HASH_BYTES = 32;
/** 32 bytes in base64url without padding. */
const HASH_CHARACTERS = 43;

/** Each hash by itself, so that rows can be lengthened as text: databases differ in how they join bytes. */
function toText(hashes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < hashes.length; at += HASH_BYTES)
    text += Buffer.from(hashes.subarray(at, at + HASH_BYTES)).toString('base64url');
  return text;
}

function fromText(text: string): Uint8Array {
  const hashes = new Uint8Array((text.length / HASH_CHARACTERS) * HASH_BYTES);
  for (let n = 0; n * HASH_CHARACTERS < text.length; n += 1) {
    const hash = text.slice(n * HASH_CHARACTERS, (n + 1) * HASH_CHARACTERS);
    hashes.set(Buffer.from(hash, 'base64url'), n * HASH_BYTES);
  }
  return hashes;
}

const toRow = (segment: LaneSegment): RecordTables['lane_segment'] => ({
  school: segment.school,
  gateway: segment.gateway,
  epoch: segment.epoch,
  lane: segment.lane,
  from_seq: segment.fromSeq,
  to_seq: segment.toSeq,
  prev: segment.prev,
  chain: segment.chain,
  hashes: toText(segment.hashes),
  rows: segment.rows,
  first_at: segment.firstAt,
  last_at: segment.lastAt,
  at: segment.at,
});

const toSegment = (row: RecordTables['lane_segment']): LaneSegment => ({
  school: row.school,
  gateway: row.gateway,
  epoch: row.epoch,
  lane: row.lane,
  fromSeq: row.from_seq,
  toSeq: row.to_seq,
  prev: row.prev,
  chain: row.chain,
  hashes: fromText(row.hashes),
  rows: row.rows,
  firstAt: row.first_at,
  lastAt: row.last_at,
  at: row.at,
});

export const toGap = (row: RecordTables['lane_gap']): LaneGap => ({
  school: row.school,
  gateway: row.gateway,
  epoch: row.epoch,
  lane: row.lane,
  fromSeq: row.from_seq,
  toSeq: row.to_seq,
  at: row.at,
});
