import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceId, GatewayId, SchoolId } from '@tizhi/contracts';
import { rrToText } from './rr-text.ts';
import type { TelemetryMessage } from './telemetry-store.ts';

/** Series (a device heard by a gateway) whose row ids are remembered; a school has hundreds. */
const MAX_SERIES_REMEMBERED = 10_000;

/** Prepares the statements once; each call then writes its messages in one transaction. */
export function createTelemetryWriter(
  database: DatabaseSync,
): (messages: readonly TelemetryMessage[]) => void {
  const insert = database.prepare(
    `INSERT INTO heart_rate
       (at, series, n, bpm, contact, confidence, doubt, energy_kj, rr, device_at, skew_ms, error_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const addSeries = database.prepare(
    'INSERT INTO series (school, gateway, device) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const findSeries = database.prepare(
    'SELECT id FROM series WHERE school = ? AND gateway = ? AND device = ?',
  );
  const remembered = new Map<string, number>();

  const seriesOf = (school: SchoolId, gateway: GatewayId, device: DeviceId): number => {
    const key = `${school}/${gateway}/${device}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    addSeries.run(school, gateway, device);
    const id = Number(findSeries.get(school, gateway, device)?.id);
    if (remembered.size >= MAX_SERIES_REMEMBERED) remembered.clear();
    remembered.set(key, id);
    return id;
  };

  return (messages) => {
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const message of messages) writeMessage(message, { insert, seriesOf });
      database.exec('COMMIT');
    } catch (error) {
      remembered.clear(); // the series of this transaction are gone with it
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
}

function writeMessage(
  message: TelemetryMessage,
  statements: {
    readonly insert: StatementSync;
    seriesOf(school: SchoolId, gateway: GatewayId, device: DeviceId): number;
  },
): void {
  const { insert, seriesOf } = statements;
  const { shiftMs, errorMs } = message.clock;
  const skewMs = message.clock.skewMs + shiftMs;
  for (const block of message.body.blocks) {
    const series = block.devices.map((device) => seriesOf(message.school, message.gateway, device));
    for (let row = 0; row < block.device.length; row += 1) {
      const rrMs = block.rrMs?.[row];
      insert.run(
        (block.at[row] ?? 0) + shiftMs,
        series[block.device[row] ?? -1] ?? null,
        block.n[row] ?? null,
        block.bpm[row] ?? null,
        block.contact[row] ?? null,
        block.confidence[row] ?? null,
        block.doubt?.[row] ?? null,
        block.energyKj?.[row] ?? null,
        rrMs === undefined || rrMs.length === 0 ? null : rrToText(rrMs),
        block.deviceAt?.[row] ?? null,
        skewMs,
        errorMs,
      );
    }
  }
}
