import { AlertBody } from '@tizhi/contracts';
import type { AlertRecords, ReceivedAlert, StoredAlert } from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

export function alertRecords(db: RecordDb): AlertRecords {
  return {
    async list({ school, lesson, openOnly = false, limit }) {
      let query = db.selectFrom('alert').selectAll().where('school', '=', school);
      if (lesson !== undefined) query = query.where('lesson', '=', lesson);
      if (openOnly) query = query.where('cleared_at', 'is', null);
      const rows = await query.orderBy('arrival', 'desc').limit(limit).execute();
      return rows.map(toStoredAlert);
    },
    async find(alert) {
      const row = await db.selectFrom('alert').selectAll().where('alert', '=', alert).executeTakeFirst();
      return row === undefined ? undefined : toStoredAlert(row);
    },
  };
}

/** Opens an alert. One that is known already, open or cleared, stays as it is. */
export async function raiseAlert(db: RecordDb, received: ReceivedAlert, arrival: number): Promise<void> {
  await db
    .insertInto('alert')
    .values({ ...columns(received, arrival), cleared_at: null, clearing: null })
    .onConflict((conflict) => conflict.column('alert').doNothing())
    .execute();
}

/**
 * Ends an alert; the first clearing counts. Where the raising message never came (a gap), the clearing
 * one stands for both: an alert that happened is never lost.
 */
export async function clearAlert(db: RecordDb, received: ReceivedAlert, arrival: number): Promise<void> {
  const ending = { cleared_at: received.body.at, clearing: JSON.stringify(received.body) };
  await db
    .insertInto('alert')
    .values({ ...columns(received, arrival), ...ending })
    .onConflict((conflict) =>
      conflict.column('alert').doUpdateSet(ending).where('alert.cleared_at', 'is', null),
    )
    .execute();
}

function columns({ school, gateway, receivedAt, clock, body }: ReceivedAlert, arrival: number) {
  const { alert, lesson, subject, severity, at } = body;
  const text = JSON.stringify(body);
  return {
    alert,
    arrival,
    school,
    gateway,
    received_at: receivedAt,
    lesson,
    subject,
    severity,
    at,
    body: text,
    skew_ms: clock.skewMs,
    error_ms: clock.errorMs,
  };
}

const toStoredAlert = (row: RecordTables['alert']): StoredAlert => ({
  arrival: row.arrival,
  school: row.school,
  gateway: row.gateway,
  receivedAt: row.received_at,
  clock: { skewMs: row.skew_ms, errorMs: row.error_ms },
  body: AlertBody.parse(JSON.parse(row.body)),
  clearedAt: row.cleared_at,
  clearing: row.clearing === null ? null : AlertBody.parse(JSON.parse(row.clearing)),
});
