import type { Instant } from '@tizhi/contracts';
import type { Selectable } from 'kysely';
import type { AttemptScore, ResultRecords, StoredAttempt } from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/** Attempts read at a time by a stream. */
const PAGE_ROWS = 1_000;

export function resultRecords(db: RecordDb): ResultRecords {
  return {
    async find(attempt) {
      const row = await scoredAttempts(db).where('attempt.attempt', '=', attempt).executeTakeFirst();
      return row === undefined ? undefined : toStoredAttempt(row);
    },
    async attemptsAfter(school, after, limit) {
      const rows = await scoredAttempts(db)
        .where('attempt.school', '=', school)
        .where('attempt.arrival', '>', after)
        .orderBy('attempt.arrival')
        .limit(limit)
        .execute();
      return rows.map(toStoredAttempt);
    },
    async latest({ school, lesson, limit }) {
      let query = scoredAttempts(db).where('attempt.school', '=', school);
      if (lesson !== undefined) query = query.where('attempt.lesson', '=', lesson);
      const rows = await query.orderBy('attempt.arrival', 'desc').limit(limit).execute();
      return rows.map(toStoredAttempt);
    },
    async ofSubject(subject, item, limit) {
      const rows = await scoredAttempts(db)
        .where('attempt.subject', '=', subject)
        .where('attempt.item', '=', item)
        .orderBy('attempt.at', 'desc')
        .orderBy('attempt.arrival', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toStoredAttempt);
    },
    between: (range) => attemptsBetween(db, range),
    async saveScores(scores) {
      await db.transaction().execute(async (transaction) => {
        for (const score of scores) await saveScore(transaction, score);
      });
    },
    async cursor(job) {
      const row = await db
        .selectFrom('job_cursor')
        .select('arrival')
        .where('job', '=', job)
        .executeTakeFirst();
      return row?.arrival ?? 0;
    },
    async saveCursor(job, arrival) {
      await db
        .insertInto('job_cursor')
        .values({ job, arrival })
        .onConflict((conflict) => conflict.column('job').doUpdateSet({ arrival }))
        .execute();
    },
  };
}

/**
 * Page by page, each a query of its own: a stream over the store's single connection would lock out
 * everybody else, the reader's own next question included, for as long as the reader takes.
 */
async function* attemptsBetween(
  db: RecordDb,
  range: Parameters<ResultRecords['between']>[0],
): AsyncGenerator<StoredAttempt, void, undefined> {
  let from: { at: Instant; arrival: number } = { at: range.from, arrival: 0 };
  for (;;) {
    const { at, arrival } = from;
    let query = scoredAttempts(db)
      .where('attempt.at', '<', range.to)
      .where((eb) => eb(eb.refTuple('attempt.at', 'attempt.arrival'), '>', eb.tuple(at, arrival)));
    if (range.school !== undefined) query = query.where('attempt.school', '=', range.school);
    const rows = await query.orderBy('attempt.at').orderBy('attempt.arrival').limit(PAGE_ROWS).execute();
    for (const row of rows) yield toStoredAttempt(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    from = { at: last.at, arrival: last.arrival };
  }
}

/** Attempts with their scores; for more questions about them. */
export const scoredAttempts = (db: RecordDb) =>
  db
    .selectFrom('attempt')
    .leftJoin('score', 'score.attempt', 'attempt.attempt')
    .selectAll('attempt')
    .select([
      'score.standard_version',
      'score.score',
      'score.bonus',
      'score.level',
      'score.bmi',
      'score.scored_at',
    ]);

/** Scores an attempt, or scores it again: the newest score stands. */
async function saveScore(db: RecordDb, score: AttemptScore): Promise<void> {
  const columns = {
    standard_version: score.standardVersion,
    score: score.score,
    bonus: score.bonus,
    level: score.level,
    bmi: score.bmi,
    scored_at: score.at,
  };
  await db
    .insertInto('score')
    .values({ attempt: score.attempt, ...columns })
    .onConflict((conflict) => conflict.column('attempt').doUpdateSet(columns))
    .execute();
}

type ScoreColumns = Omit<RecordTables['score'], 'attempt'>;
type AttemptRow = Selectable<RecordTables['attempt']> & {
  [K in keyof ScoreColumns]: ScoreColumns[K] | null;
};

export const toStoredAttempt = (row: AttemptRow): StoredAttempt => ({
  arrival: row.arrival,
  school: row.school,
  gateway: row.gateway,
  receivedAt: row.received_at,
  clock: { skewMs: row.skew_ms, errorMs: row.error_ms },
  body: {
    kind: 'attempt',
    attempt: row.attempt,
    item: row.item,
    value: row.value,
    unit: row.unit,
    at: row.at,
    deviceAt: row.device_at,
    station: row.station,
    lesson: row.lesson,
    subject: row.subject,
    tag: row.tag,
    confidence: row.confidence,
    doubt: row.doubt,
    rawHex: row.raw_hex,
  },
  score: toScore(row),
});

function toScore(row: AttemptRow): AttemptScore | null {
  const { attempt, standard_version, score, bonus, level, bmi, scored_at } = row;
  if (standard_version === null || score === null || bonus === null || level === null || scored_at === null)
    return null;
  return { attempt, standardVersion: standard_version, score, bonus, level, bmi, at: scored_at };
}
