import { formatTopic, type Lane } from '@tizhi/contracts';
import type { Mark, Refusal } from '@tizhi/storage';
import type { Draft } from './draft.ts';
import {
  type Batch,
  type InboxEvent,
  type Item,
  laneName,
  type OpenLane,
  type Pipeline,
  type Stage,
} from './inbox-state.ts';
import type { InboxLimits } from './limits.ts';
import { noMark } from './sha256.ts';
import { placesByLane, toCommit } from './to-commit.ts';

/** Moves a lane class as far as it can go now: forms batches, starts writes, commits the first in line. */
export function advance(draft: Draft, lane: Lane): void {
  wake(draft, lane);
  formBatches(draft, lane);
  commitFirst(draft, lane);
}

/** Batches whose back-off is over go on. */
function wake(draft: Draft, lane: Lane): void {
  for (const batch of draft.pipeline(lane).batches) {
    const { stage } = batch;
    if (stage.kind !== 'waiting' || stage.until > draft.now) continue;
    if (stage.next === 'store') startStoring(draft, lane, batch);
    else {
      setStage(draft, lane, batch, { kind: 'checking' });
      const keys = [...placesByLane(batch.items).values()].map(({ key }) => key);
      draft.effect({ kind: 'check', lane, batch: batch.id, keys });
    }
  }
}

function formBatches(draft: Draft, lane: Lane): void {
  const most = lane === 'telemetry' ? draft.limits.writesInFlight : 1;
  for (;;) {
    const { batches, queue, rows, bytes, nextBatch } = draft.pipeline(lane);
    if (batches.length >= most || !isDue(draft, lane)) return;
    const items = takeBatch(queue, draft.limits);
    const batch: Batch = { id: nextBatch, items, stage: { kind: 'stored' }, failures: 0 };
    draft.setPipeline(lane, {
      queue: queue.slice(items.length),
      rows: rows - sum(items, 'rows'),
      bytes: bytes - sum(items, 'bytes'),
      batches: [...batches, batch],
      nextBatch: nextBatch + 1,
    });
    if (items.some(({ content }) => content.kind === 'telemetry')) startStoring(draft, lane, batch);
  }
}

/** When the oldest of a queue has waited long enough, on the machine's clock; `undefined`: nothing waits. */
export function dueAt(
  { queue, batches }: Pick<Pipeline, 'queue' | 'batches'>,
  { lane, limits }: { readonly lane: Lane; readonly limits: InboxLimits },
): number | undefined {
  const oldest = queue[0];
  if (oldest === undefined || lane !== 'telemetry') return oldest?.acceptedAt;
  // A store that has nothing to do makes small batches soon; one that is busy is given larger ones.
  return oldest.acceptedAt + (batches.length === 0 ? limits.idleBatchMs : limits.batchMs);
}

function isDue(draft: Draft, lane: Lane): boolean {
  const pipeline = draft.pipeline(lane);
  const { queue, rows, bytes } = pipeline;
  const { limits, now } = draft;
  const due = dueAt(pipeline, { lane, limits });
  if (due === undefined) return false;
  const isFull =
    rows >= limits.batchRows || queue.length >= limits.batchMessages || bytes >= limits.batchBytes;
  return isFull || due <= now || draft.draining;
}

/** From the head of the queue: up to the limits, but always one. */
function takeBatch(queue: readonly Item[], limits: InboxLimits): readonly Item[] {
  let rows = 0;
  let bytes = 0;
  let count = 0;
  for (const item of queue) {
    rows += item.rows;
    bytes += item.bytes;
    const isOver = rows > limits.batchRows || bytes > limits.batchBytes || count >= limits.batchMessages;
    if (count > 0 && isOver) break;
    count += 1;
  }
  return queue.slice(0, count);
}

function startStoring(draft: Draft, lane: Lane, batch: Batch): void {
  setStage(draft, lane, batch, { kind: 'storing' });
  const messages = batch.items.flatMap(({ content }) =>
    content.kind === 'telemetry' ? [content.message] : [],
  );
  draft.effect({ kind: 'store', lane, batch: batch.id, messages });
}

function commitFirst(draft: Draft, lane: Lane): void {
  for (;;) {
    const [first] = draft.pipeline(lane).batches;
    if (first?.stage.kind !== 'stored') return;
    if (first.items.length > 0) {
      setStage(draft, lane, first, { kind: 'committing' });
      const standsAt = (name: string): number => draft.lane(name)?.stored.seq ?? 0;
      draft.effect({ kind: 'commit', lane, batch: first.id, commit: toCommit(first.items, standsAt) });
      return;
    }
    removeFirst(draft, lane); // all of it was found to be in the store already
  }
}

/** Telemetry is in its store; its marks may move when its turn comes. What the store refuses is kept apart. */
export function noteStored(
  draft: Draft,
  {
    lane,
    batch: id,
    refused,
  }: { readonly lane: Lane; readonly batch: number; readonly refused: readonly Refusal[] },
): void {
  const batch = find(draft, lane, id);
  if (batch?.stage.kind !== 'storing') return;
  const reasons = new Map(refused.map(({ message, reason }) => [message, reason]));
  const items = batch.items.map((item) => withoutRefused(draft, item, reasons));
  draft.counters.rowsStored += sum(items, 'rows');
  const stored: Batch = { ...batch, items, stage: { kind: 'stored' }, failures: 0 };
  draft.setPipeline(lane, {
    batches: draft.pipeline(lane).batches.map((other) => (other.id === id ? stored : other)),
  });
}

function withoutRefused(draft: Draft, item: Item, reasons: ReadonlyMap<unknown, string>): Item {
  const { content, place, receivedAt } = item;
  const reason = content.kind === 'telemetry' ? reasons.get(content.message) : undefined;
  if (content.kind !== 'telemetry' || reason === undefined || place === null) return item;
  draft.counters.deadLetters += 1;
  const { school, gateway, lane } = place.key;
  const letter = {
    key: place.key,
    seq: place.to,
    topic: formatTopic({ school, gateway, kind: 'up', lane }),
    reason: `the store refused it: ${reason}`,
    payload: new Uint8Array(Buffer.from(JSON.stringify(content.message.body))),
    at: receivedAt,
  };
  return { ...item, rows: 0, content: { kind: 'dead_letter', letter } };
}

/** The marks have moved: only now is anything acknowledged. */
export function noteCommitted(draft: Draft, lane: Lane, id: number): void {
  const batch = find(draft, lane, id);
  if (batch?.stage.kind !== 'committing') return;
  draft.counters.commits += 1;
  for (const [name, { key, to, chain }] of placesByLane(batch.items)) {
    const known = draft.lane(name);
    if (known === undefined) continue;
    const stored = known.stored.seq < to ? { seq: to, chain } : known.stored;
    // Only now is the sender told what it may have to learn of its own chain: patience begins anew.
    draft.setLane(name, { ...known, stored, suspect: null, answeredSeq: stored.seq, answeredAt: draft.now });
    draft.acknowledge(key, stored);
  }
  removeFirst(draft, lane);
}

/** A write failed, or its answer did: it is tried again later; a commit only after a look at the marks. */
export function noteFailed(
  draft: Draft,
  { lane, batch: id, chance }: { readonly lane: Lane; readonly batch: number; readonly chance: number },
): void {
  const batch = find(draft, lane, id);
  if (batch === undefined || batch.stage.kind === 'stored' || batch.stage.kind === 'waiting') return;
  draft.counters.storeFailures += 1;
  const failures = batch.failures + 1;
  const until = draft.now + backOffMs({ failures, chance, limits: draft.limits });
  const next = batch.stage.kind === 'storing' ? 'store' : 'check';
  const failed: Batch = { ...batch, failures, stage: { kind: 'waiting', until, next } };
  draft.setPipeline(lane, {
    batches: draft.pipeline(lane).batches.map((other) => (other.id === id ? failed : other)),
  });
}

/** Doubles up to the most; the caller's dice take up to half of it away, so that workers do not march in step. */
export function backOffMs(options: {
  readonly failures: number;
  readonly chance: number;
  readonly limits: InboxLimits;
}): number {
  const { failures, chance, limits } = options;
  const full = Math.min(limits.retryMostMs, limits.retryMs * 2 ** Math.min(failures - 1, 20));
  return full * (1 - chance / 2);
}

/** The marks as they really are: what they cover is dropped from the way, the rest is committed. */
export function noteChecked(
  draft: Draft,
  checked: {
    readonly lane: Lane;
    readonly batch: number;
    readonly marks: Extract<InboxEvent, { kind: 'checked' }>['marks'];
  },
): void {
  const { lane } = checked;
  const batch = find(draft, lane, checked.batch);
  if (batch?.stage.kind !== 'checking') return;
  setStage(draft, lane, batch, { kind: 'stored' });
  for (const { key, mark } of checked.marks) {
    const open = draft.lane(laneName(key));
    if (open !== undefined) reconcile(draft, { open, lane, mark: mark ?? noMark(key) });
  }
}

function reconcile(
  draft: Draft,
  { open, lane, mark }: { readonly open: OpenLane; readonly lane: Lane; readonly mark: Mark },
): void {
  const name = laneName(open.key);
  const { seq } = mark;
  const { batches, queue } = draft.pipeline(lane);
  const onTheWay = [...batches.flatMap(({ items }) => items), ...queue].filter(
    ({ place }) => place !== null && place.lane === name && place.to > seq,
  );
  const fits = fitsBehind(mark, onTheWay[0]) ?? open.accepted.seq <= seq;
  const left = (item: Item): Item[] => {
    const { place } = item;
    if (place === null || place.lane !== name) return [item];
    return fits && place.to > seq ? [beyond(item, mark)] : [];
  };
  const kept = queue.flatMap(left);
  draft.setPipeline(lane, {
    batches: batches.map((batch) => ({ ...batch, items: batch.items.flatMap(left) })),
    queue: kept,
    rows: sum(kept, 'rows'),
    bytes: sum(kept, 'bytes'),
  });
  if (seq !== open.stored.seq) draft.counters.lanesReconciled += 1;
  const accepted = fits && open.accepted.seq > seq ? open.accepted : mark;
  draft.setLane(name, {
    ...open,
    stored: mark,
    accepted,
    suspect: null,
    answeredSeq: seq,
    answeredAt: draft.now,
  });
  draft.acknowledge(open.key, mark);
}

/**
 * Whether the first that is on the way goes on where the mark stands. It does not where the mark is further back
 * (a store restored from a backup), nor where another worker took a message that has been damaged since: what
 * follows continues another chain. `undefined`: nothing is on the way.
 */
function fitsBehind(mark: Mark, first: Item | undefined): boolean | undefined {
  const place = first === undefined ? null : beyond(first, mark).place;
  if (place === null) return undefined;
  return place.from <= mark.seq + 1 && place.prev === mark.chain;
}

/** What of a gap lies behind the mark: another worker may have stored a part of it after all. */
function beyond(item: Item, { seq, chain }: Mark): Item {
  const { place, content } = item;
  if (place === null || content.kind !== 'gap' || place.from > seq) return item;
  const gap = { ...content.gap, fromSeq: seq + 1 };
  return { ...item, place: { ...place, from: seq + 1, prev: chain }, content: { kind: 'gap', gap } };
}

const find = (draft: Draft, lane: Lane, id: number): Batch | undefined =>
  draft.pipeline(lane).batches.find((batch) => batch.id === id);

function setStage(draft: Draft, lane: Lane, batch: Batch, stage: Stage): void {
  const batches = draft
    .pipeline(lane)
    .batches.map((other) => (other.id === batch.id ? { ...other, stage } : other));
  draft.setPipeline(lane, { batches });
}

const removeFirst = (draft: Draft, lane: Lane): void =>
  draft.setPipeline(lane, { batches: draft.pipeline(lane).batches.slice(1) });

const sum = (items: readonly Item[], what: 'rows' | 'bytes'): number =>
  items.reduce((total, item) => total + item[what], 0);
