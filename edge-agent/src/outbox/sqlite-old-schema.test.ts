import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TelemetryBody } from '@tizhi/contracts';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StrictInbox } from '../inbox.fixture.ts';
import { outboxOn } from './outbox.fixture.ts';
import { sqliteDisk } from './sqlite-disk.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'outbox.db');
});
afterEach(() => folder.remove());

/** The tables of 0.1.0, word for word. */
const OLD = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE lanes (
    lane TEXT PRIMARY KEY, stored INTEGER NOT NULL, acked INTEGER NOT NULL, dropped INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE desired (what TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE alert_messages (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE result_messages (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE telemetry_messages (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
  INSERT INTO meta VALUES ('epoch', '00000000-0000-4000-8000-00000000000a');
  INSERT INTO lanes VALUES ('alert', 4, 4, 0), ('result', 7, 5, 0), ('telemetry', 403, 0, 3);
  INSERT INTO desired VALUES ('roster', '{"version":3}');
  INSERT INTO result_messages VALUES (6, '{"kind":"attempt","n":6}'), (7, '{"kind":"attempt","n":7}');
`;
const oldTelemetry = JSON.stringify({
  kind: 'telemetry',
  blocks: [
    {
      measurement: 'heart_rate',
      devices: ['strap-1', 'strap-2'],
      device: [0, 1, 0],
      at: [1_700_000_000_000, 1_700_000_000_000, 1_700_000_001_000],
      bpm: [60, 70, 61],
      contact: [2, 2, 2],
      confidence: [1, 1, 1],
    },
  ],
});

describe('an outbox file of the first version', () => {
  it('opens with all it holds: numbered, in a new epoch, at the times it said', () => {
    const db = new DatabaseSync(file);
    db.exec(OLD);
    const insert = db.prepare('INSERT INTO telemetry_messages VALUES (?, ?)');
    for (let seq = 4; seq <= 403; seq++) insert.run(seq, oldTelemetry);
    db.close();

    const outbox = outboxOn(sqliteDisk({ file, maxBytes: 100_000_000 }));
    const inbox = new StrictInbox();
    const wire: [Parameters<StrictInbox['receive']>[0], string][] = [];
    outbox.connected((lane, text) => wire.push([lane, text]));
    for (let next = wire.shift(); next !== undefined; next = wire.shift()) {
      outbox.acknowledge(next[0], inbox.receive(...next));
    }
    expect(outbox.epoch).not.toBe('00000000-0000-4000-8000-00000000000a');
    expect(inbox.bodies('result')).toEqual([
      { kind: 'attempt', n: 6, deviceAt: null },
      { kind: 'attempt', n: 7, deviceAt: null },
    ]);
    const blocks = inbox.bodies('telemetry').flatMap((body) => TelemetryBody.parse(body).blocks);
    expect(blocks).toHaveLength(400);
    expect(blocks[0]?.n).toEqual([1, 1, 2]);
    expect(blocks.at(-1)?.n).toEqual([799, 400, 800]);
    expect(new Set(inbox.taken.map(({ clock }) => JSON.stringify(clock)))).toEqual(
      new Set([JSON.stringify({ skewMs: 0, shiftMs: 0, errorMs: null })]),
    );
    expect(outbox.note('roster')).toBe('{"version":3}');
    expect(outbox.lane('telemetry')).toEqual({ queued: 0, dropped: 3 });
    expect(Object.fromEntries(outbox.counts)).toEqual({ 'strap-1': 800, 'strap-2': 400 });
    outbox.close();
    outboxOn(sqliteDisk({ file, maxBytes: 100_000_000 })).close();
  });

  it('is left alone where a newer version wrote it', () => {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => sqliteDisk({ file, maxBytes: 1_000_000 }).open()).toThrow(
      expect.objectContaining({ code: 'TIZHI_STORE_NEWER' }),
    );
  });
});
