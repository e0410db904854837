import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { DeviceId, LANES, type Lane } from '@tizhi/contracts';
import { parseJson } from '../link/parse-json.ts';
import { sha256 } from './lane-chain.ts';
import type { Letter, Salvage, Salvaged } from './outbox-file.ts';

export const SALVAGE_LIMITS = {
  /** Messages looked for in each lane. */
  messages: 1_000_000,
  /** Telemetry after this is left in the damaged file: a gateway has to go on. */
  telemetryMs: 20_000,
} as const;

/**
 * Reads what can be read of a damaged file, one row at a time: a broken page costs the rows on it. Rows
 * that are not what was written come out with their old hash, and so travel as damaged. Never throws.
 */
export function salvageFrom(file: string): Salvage {
  const rows = (query: string): Record<string, SQLOutputValue>[] =>
    withFile(file, [], (db) => db.prepare(query).all());
  const counts = rows('SELECT device, n FROM counts').flatMap(({ device, n }): [DeviceId, number][] => {
    const id = DeviceId.safeParse(device);
    return id.success && typeof n === 'number' ? [[id.data, n]] : [];
  });
  const notes = rows('SELECT name, text FROM notes').map(({ name, text }): [string, string] => [
    String(name),
    String(text),
  ]);
  return { messages: messagesIn(file), counts: new Map(counts), notes: new Map(notes) };
}

function* messagesIn(file: string): Generator<Salvaged> {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    for (const lane of LANES) yield* laneIn(db, lane);
  } catch {
    // What was read so far is all there is.
  } finally {
    db?.close();
  }
}

function* laneIn(db: DatabaseSync, lane: Lane): Generator<Salvaged> {
  const { from, to } = idsOf(db, lane);
  const read = attempt(() => db.prepare(`SELECT hash, stamp, seal, body FROM ${lane}_letters WHERE id = ?`));
  const endAt = performance.now() + SALVAGE_LIMITS.telemetryMs;
  for (let id = from; read !== undefined && id <= to; id++) {
    if (lane === 'telemetry' && performance.now() > endAt) return;
    const letter = attempt(() => read.get(id)) as Letter | undefined;
    const readable = letter !== undefined && (sound(letter) || parseJson(letter.body) !== undefined);
    if (readable) yield { ...letter, lane };
  }
}

const sound = ({ body, hash }: Letter): boolean => sha256(body) === hash;

function idsOf(db: DatabaseSync, lane: Lane): { readonly from: number; readonly to: number } {
  const number = (query: string): number | undefined => {
    const value = attempt(() => Object.values(db.prepare(query).get() ?? {})[0]);
    return typeof value === 'number' ? value : undefined;
  };
  const known = `FROM lanes WHERE lane = '${lane}'`;
  const from =
    number(`SELECT base + gone + 1 ${known}`) ?? number(`SELECT min(id) FROM ${lane}_letters`) ?? 1;
  const to = number(`SELECT max(id) FROM ${lane}_letters`) ?? number(`SELECT base + stored ${known}`) ?? 0;
  return { from, to: Math.min(to, from + SALVAGE_LIMITS.messages) };
}

function withFile<T>(file: string, otherwise: T, work: (db: DatabaseSync) => T): T {
  const db = attempt(() => new DatabaseSync(file, { readOnly: true }));
  if (db === undefined) return otherwise;
  try {
    return attempt(() => work(db)) ?? otherwise;
  } finally {
    db.close();
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
