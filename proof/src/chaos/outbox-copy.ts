import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AlertBody, AttemptBody, heartRatesIn, LANES, type Lane, TelemetryBody } from '@tizhi/contracts';

/** A reading that waits in an outbox: as the store will show it. */
export interface HeldReading {
  readonly device: string;
  readonly row: Readonly<Record<string, unknown>>;
}

export interface Held {
  /** Messages by lane. */
  readonly messages: Readonly<Record<Lane, number>>;
  readonly readings: readonly HeldReading[];
  /** Alerts that begin here, by id. */
  readonly raised: readonly string[];
}

/**
 * What an outbox file holds, read from a copy: opening the file itself would mend what a kill left behind,
 * which is the gateway's own work. Throws SQLite's error where a copy taken from under a running gateway is
 * torn.
 */
export function heldIn(outbox: string): Held {
  const folder = mkdtempSync(join(tmpdir(), 'tizhi-chaos-outbox-'));
  try {
    for (const suffix of ['', '-wal']) {
      const file = outbox + suffix;
      if (existsSync(file)) copyFileSync(file, join(folder, basename(file)));
    }
    return readHeld(join(folder, basename(outbox)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readHeld(file: string): Held {
  const db = new DatabaseSync(file);
  try {
    const bodies = (lane: Lane): unknown[] =>
      db
        .prepare(`SELECT id AS seq, body FROM ${lane}_letters ORDER BY id`)
        .all()
        .map((row) => JSON.parse(String(row.body)));
    const [alerts, results, telemetry] = LANES.map(bodies);
    return {
      messages: {
        alert: alerts?.length ?? 0,
        result: results?.length ?? 0,
        telemetry: telemetry?.length ?? 0,
      },
      raised: (alerts ?? [])
        .map((body) => AlertBody.parse(body))
        .flatMap(({ alert, state }) => (state === 'raised' ? [alert] : [])),
      readings: [
        ...(results ?? [])
          .map((body) => AttemptBody.parse(body))
          .map((row) => ({ device: row.station, row })),
        ...(telemetry ?? [])
          .flatMap((body) => heartRatesIn(TelemetryBody.parse(body)))
          .map((row) => ({ device: row.device, row })),
      ],
    };
  } finally {
    db.close();
  }
}
