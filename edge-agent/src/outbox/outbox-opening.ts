import {
  type ChainHash,
  chainStart,
  type DeviceId,
  Epoch,
  LANES,
  type Lane,
  TizhiError,
} from '@tizhi/contracts';
import type { Logger } from 'pino';
import { sha256 } from './lane-chain.ts';
import { insist } from './make-room.ts';
import type { Notebook } from './notes.ts';
import {
  type Counts,
  Damaged,
  DiskFull,
  type OutboxDisk,
  type OutboxFile,
  type Salvaged,
  type StoredLanes,
} from './outbox-file.ts';

export interface Opened {
  readonly file: OutboxFile;
  readonly epoch: Epoch;
  readonly lanes: StoredLanes;
  /** It was damaged: this is a new one with what could be saved. */
  readonly replaced: boolean;
}

/** What outlives a file: filled from the one that is opened, written into the one that replaces it. */
export interface Memory {
  readonly notebook: Notebook;
  readonly counts: Map<DeviceId, number>;
}

interface Context extends Memory {
  readonly disk: OutboxDisk;
  readonly newId: () => string;
  readonly log: Logger;
}

/** Opens the outbox's file; one that is damaged is set aside. */
export function openFile(context: Context): Opened {
  let file: OutboxFile;
  try {
    file = context.disk.open();
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return replaceFile(error, context);
  }
  context.notebook.add(file.notes);
  countOn(context.counts, file.counts);
  if (file.epoch !== undefined) return { file, epoch: file.epoch, lanes: file.lanes, replaced: false };
  return { file, ...newEpoch(file, context.newId), replaced: false };
}

/**
 * Goes on in a new file with what can be saved of the (closed) damaged one, which is set aside once the new one
 * is whole: a disk that fails in the middle costs nothing but another try.
 */
export function replaceFile(problem: Damaged, context: Context): Opened {
  const { disk, notebook, counts, newId, log } = context;
  const { file: begun, salvage, settle } = disk.replace();
  let settled: ReturnType<typeof settle>;
  let saved: Record<Lane, number>;
  try {
    notebook.add(salvage.notes);
    countOn(counts, salvage.counts);
    insist(begun, () => newEpoch(begun, newId));
    insist(begun, () => begun.save({ notes: notebook.all(), counts }));
    saved = refill(begun, salvage.messages);
    settled = settle();
  } catch (error) {
    begun.close();
    throw error;
  }
  const { file, aside } = settled;
  const params = { file: 'outbox', aside, problem: problem.message };
  const { message } = new TizhiError('TIZHI_OUTBOX_CORRUPT', params);
  log.error({ code: 'TIZHI_OUTBOX_CORRUPT', ...params }, message);
  log.warn({ aside, saved }, 'messages read from the damaged outbox; they are sent again');
  if (file.epoch === undefined) throw new Damaged('a file that was just written has no epoch');
  return { file, epoch: file.epoch, lanes: file.lanes, replaced: true };
}

/** A new epoch: everything held is numbered anew. */
export function newEpoch(
  file: OutboxFile,
  newId: () => string,
): { readonly epoch: Epoch; readonly lanes: StoredLanes } {
  const epoch = Epoch.parse(newId());
  const start = (lane: Lane): ChainHash => chainStart(sha256, { epoch, lane });
  const starts = { alert: start('alert'), result: start('result'), telemetry: start('telemetry') };
  return { epoch, lanes: file.beginEpoch(epoch, starts) };
}

/** Counts never go back. */
export function countOn(counts: Map<DeviceId, number>, heard: Counts): void {
  for (const [device, n] of heard) counts.set(device, Math.max(counts.get(device) ?? 0, n));
}

function refill(file: OutboxFile, messages: Iterable<Salvaged>): Record<Lane, number> {
  const saved = { alert: 0, result: 0, telemetry: 0 };
  const full = new Set<Lane>();
  for (const { lane, ...letter } of messages) {
    if (full.has(lane)) continue;
    const message = { ...letter, lane, seq: saved[lane] + 1, counts: new Map() };
    try {
      if (lane === 'telemetry') file.append(message);
      else file.appendPastBound(message);
      saved[lane] += 1;
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      full.add(lane);
      if (full.size === LANES.length) break;
    }
  }
  return saved;
}
